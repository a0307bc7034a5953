import { documentSettings } from '../../../archive/settings.ts';
import { frontmatterJsonSchema } from '../../../postmortem/frontmatter/json-schema.ts';
import { getSite } from '../../data/current.ts';

/** The JSON Schema of the frontmatter, with the causes, severities and custom fields of the archive. */
export function GET(): Response {
  const { settings } = getSite().archive;
  return Response.json(frontmatterJsonSchema(documentSettings(settings), settings.fields));
}
