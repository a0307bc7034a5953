import { type ListScope, rowsIn } from '../../../archive/list/choose.ts';
import type { ListFrame, ListRow } from '../../../archive/list/row.ts';
import { type ListTable, readList } from '../../../archive/list/table.ts';
import { href } from '../href.ts';
import { loadJson } from '../load-json.ts';
import { retryingOnce } from '../retrying.ts';

/** The rows of a list, newest first, and what they have in common. */
export interface ListData {
  rows: readonly ListRow[];
  frame: ListFrame;
}

/** Returns a function that loads the rows of a list once, and again after a failure. */
export function listLoader(scope: ListScope | undefined): () => Promise<ListData> {
  return retryingOnce(async () => {
    const table = await loadJson<ListTable>(href('list.json'));
    const rows = readList(table);
    return { rows: scope ? rowsIn(rows, scope) : rows, frame: table.frame };
  });
}
