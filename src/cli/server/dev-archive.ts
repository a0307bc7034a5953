import type { OpenedArchive } from '../../build/load.ts';
import type { Loaded, LoadedArchive } from '../../build/loaded.ts';

// Larger archives take longer to read than people wait for a page.
const SMALL = 100;

/** What `dev` shows of an archive: first its outline and the pages that are requested, later all of it. */
export interface DevArchive {
  /** Returns the archive that pages show now. */
  shown(): LoadedArchive;
  /** Waits until a page can be rendered. `address` is below the base, and decoded. */
  prepare(address: string): Promise<void>;
  /** Reads the archive, the first time or again, and returns all of it. */
  read(): Promise<Loaded>;
}

/**
 * Opens an archive. Calls `onShow` when pages are to show something else: `loaded` is what was read last, and absent as long
 * as the archive is not read completely. `stateOf` returns a text that changes with the archive's files: those that change
 * before the first call of `read` are read again. Throws `MissingFolderError` if the folder cannot be read.
 */
export async function openDevArchive(
  open: () => Promise<OpenedArchive>,
  stateOf: () => Promise<string>,
  onShow: (shown: LoadedArchive, loaded: Loaded | undefined) => void,
): Promise<DevArchive> {
  const state = await stateOf();
  let opened: OpenedArchive | undefined = await open();
  /** The pages that were requested, by id. */
  const pages = new Map<string, Promise<void>>();
  let lastPage = Promise.resolve();
  let shown = await opened.outline(new Set());
  let isComplete = false;
  const { promise: completed, resolve: complete } = Promise.withResolvers<void>();
  const isSmall = opened.total <= SMALL;
  onShow(shown, undefined);
  const showPages = async () => {
    const outline = await opened?.outline(new Set(pages.keys()));
    // The archive may have been read completely in the meantime.
    if (!outline || isComplete) return;
    shown = outline;
    onShow(shown, undefined);
  };
  const readAll = async () => {
    const isCurrent = opened !== undefined && (await stateOf()) === state;
    return (isCurrent && opened ? opened : await open()).load();
  };
  return {
    shown: () => shown,
    async prepare(address) {
      if (isSmall) return completed;
      const [, id] = /^postmortems\/([^/]+?)(?:\/|\.md)$/.exec(address) ?? [];
      if (isComplete || id === undefined) return;
      const known = pages.get(id);
      if (known) return known;
      // One outline after the other, as a later one has the pages of all earlier ones.
      lastPage = lastPage.then(showPages, showPages);
      pages.set(id, lastPage);
      return lastPage.catch((error) => {
        pages.delete(id);
        throw error;
      });
    },
    async read() {
      const loaded = await readAll().finally(complete);
      opened = undefined;
      isComplete = true;
      // While archive.yml is invalid, the site keeps showing the last valid state.
      if (loaded.archive) shown = { ...loaded, archive: loaded.archive };
      onShow(shown, loaded);
      return loaded;
    },
  };
}
