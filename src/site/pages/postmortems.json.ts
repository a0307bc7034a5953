import { archiveJson } from '../../archive/export/json.ts';
import { getSite } from '../data/current.ts';

/** The archive as data. */
export function GET(): Response {
  const { archive, address } = getSite();
  return Response.json(archiveJson(archive, address.base, address.pageEnd));
}
