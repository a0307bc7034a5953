import { archiveJson } from '../../archive/export/json.ts';
import { getSite } from './_archive.ts';

/** The archive as data. */
export async function GET(): Promise<Response> {
  const { archive } = await getSite();
  return Response.json(archiveJson(archive, import.meta.env.BASE_URL));
}
