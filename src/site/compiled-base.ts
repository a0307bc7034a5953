/** Base path of the addresses that Vite writes into the renderer; the real one replaces it when pages are written. */
export const COMPILED_BASE = '/__nevertwice_base__/';
