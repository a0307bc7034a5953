import { gunzipSync } from 'node:zlib';

/** Returns the content of a file of Pagefind's index: packed ones are unpacked, as compression depends on the program. */
export function pagefindContent(name: string, file: Uint8Array): string {
  return (/\.pf_\w+$/.test(name) ? gunzipSync(file) : Buffer.from(file)).toString('latin1');
}
