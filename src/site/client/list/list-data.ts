import { type ListScope, rowsIn } from '../../../archive/list/choose.ts';
import type { ListFrame, ListRow } from '../../../archive/list/row.ts';
import { type ListTable, readList } from '../../../archive/list/table.ts';
import { href } from '../href.ts';
import { retryingOnce } from '../retrying.ts';

/** The rows of a list, newest first, and what they have in common. */
export interface ListData {
  rows: readonly ListRow[];
  frame: ListFrame;
}

/** Returns a function that loads the rows of a list once, and again after a failure. */
export function listLoader(scope: ListScope | undefined): () => Promise<ListData> {
  return retryingOnce(async () => {
    const address = href('list.json');
    // Revalidated, so that the list is as new as the page.
    const response = await fetch(address, { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    const table = (await response.json()) as ListTable;
    const rows = readList(table);
    return { rows: scope ? rowsIn(rows, scope) : rows, frame: table.frame };
  });
}
