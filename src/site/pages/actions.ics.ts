import { ledgerOf } from '../../archive/actions/ledger.ts';
import { calendarText } from '../../archive/export/calendar.ts';
import { getSite } from '../data/current.ts';

/** The due dates of open actions as a calendar. */
export function GET(): Response {
  const { archive, asOf, address } = getSite();
  const root = address.origin && new URL(address.base, address.origin).href;
  const name = `Actions · ${archive.settings.title}`;
  const text = calendarText(ledgerOf(archive.postmortems, asOf), { name, asOf, root, pageEnd: address.pageEnd });
  return new Response(text, { headers: { 'Content-Type': 'text/calendar; charset=utf-8' } });
}
