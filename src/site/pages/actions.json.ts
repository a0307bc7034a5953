import { packActions } from '../../archive/actions/action-row.ts';
import { actionRow } from '../components/actions/rows.ts';
import { actionListsOf } from '../data/action-lists.ts';
import { getSite } from '../data/current.ts';

/** The rows of the list of all action items, which scripts filter. Not a public format: `postmortems.json` is. */
export function GET(): Response {
  const site = getSite();
  const rows = actionListsOf(site).all.map((entry) => actionRow(entry, { sources: true, asOf: site.asOf }));
  return Response.json(packActions(rows));
}
