import { packList } from '../../archive/list/table.ts';
import { listFrame, listRow } from '../components/list/rows.ts';
import { getSite } from '../data/current.ts';

/** The rows of all lists, which scripts filter and sort. Not a public format: `postmortems.json` is. */
export function GET(): Response {
  const { archive } = getSite();
  const rows = archive.postmortems.map((postmortem) => listRow(archive, postmortem));
  return Response.json(packList(rows, listFrame(archive)));
}
