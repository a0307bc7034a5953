import type { OpenedArchive } from '../../build/load.ts';
import type { Loaded, LoadedArchive } from '../../build/loaded.ts';

// Larger archives take longer to read than people wait for a page.
const SMALL = 100;

/** What `dev` shows of an archive: first its outline and the pages that are requested, later all of it. */
export interface DevArchive {
  /** Returns the archive that pages show now. */
  shown(): LoadedArchive;
  /** Waits until a page can be rendered. `address` is below the base. */
  prepare(address: string): Promise<void>;
  /** Reads the archive, the first time or again, and returns all of it. */
  read(): Promise<Loaded>;
}

/**
 * Opens an archive. Calls `onShow` when pages are to show something else: `loaded` is what was read last, and absent as long
 * as the archive is not read completely. Throws `MissingFolderError` if the folder cannot be read.
 */
export async function openDevArchive(
  open: () => Promise<OpenedArchive>,
  onShow: (shown: LoadedArchive, loaded: Loaded | undefined) => void,
): Promise<DevArchive> {
  let opened: OpenedArchive | undefined = await open();
  const requested = new Set<string>();
  let shown = await opened.outline(requested);
  let isComplete = false;
  const { promise: completed, resolve: complete } = Promise.withResolvers<void>();
  const isSmall = opened.total <= SMALL;
  onShow(shown, undefined);
  return {
    shown: () => shown,
    async prepare(address) {
      if (isSmall) return completed;
      const [, id] = /^postmortems\/([^/]+)\/$/.exec(address) ?? [];
      if (isComplete || !opened || id === undefined || requested.has(id)) return;
      requested.add(id);
      const outline = await opened.outline(requested);
      // The archive may have been read completely in the meantime.
      if (isComplete) return;
      shown = outline;
      onShow(shown, undefined);
    },
    async read() {
      const loaded = await (opened ?? (await open())).load().finally(complete);
      opened = undefined;
      isComplete = true;
      // While archive.yml is invalid, the site keeps showing the last valid state.
      if (loaded.archive) shown = { ...loaded, archive: loaded.archive };
      onShow(shown, loaded);
      return loaded;
    },
  };
}
