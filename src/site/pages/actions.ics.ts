import type { APIContext } from 'astro';
import { ledgerOf } from '../../archive/actions/ledger.ts';
import { calendarText } from '../../archive/export/calendar.ts';
import { getSite } from './_archive.ts';

/** The actions that are due as a calendar. */
export async function GET({ site }: APIContext): Promise<Response> {
  const { archive, asOf } = await getSite();
  const root = site && new URL(import.meta.env.BASE_URL, site).href;
  const name = `Actions · ${archive.settings.title}`;
  const text = calendarText(ledgerOf(archive.postmortems, asOf), { name, asOf, root });
  return new Response(text, { headers: { 'Content-Type': 'text/calendar; charset=utf-8' } });
}
