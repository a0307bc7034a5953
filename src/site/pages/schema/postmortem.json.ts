import { documentSettings } from '../../../archive/settings.ts';
import { frontmatterJsonSchema } from '../../../postmortem/frontmatter/json-schema.ts';
import { getSite } from '../_archive.ts';

/** The JSON Schema of the frontmatter, with the archive's own causes, severities and keys. */
export async function GET(): Promise<Response> {
  const { settings } = (await getSite()).archive;
  return Response.json(frontmatterJsonSchema(documentSettings(settings), settings.fields));
}
