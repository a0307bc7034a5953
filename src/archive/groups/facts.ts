import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import type { Fact } from '../../search/facts.ts';
import type { Archive } from '../archive.ts';
import { NO_SEVERITY } from './facets.ts';
import { facetFieldsOf, fieldValues } from './fields.ts';

/** Returns what filters and sorting need to know of a postmortem; `document` identifies it in the file that the fact is for. */
export function factOf({ settings }: Pick<Archive, 'settings'>, postmortem: Postmortem, document = ''): Fact {
  const { started, kind, cause, severity, services, durationMinutes, impact } = postmortem;
  const facets = facetFieldsOf(settings);
  return {
    document,
    date: localDate(started),
    kind,
    cause,
    severity: severity ?? NO_SEVERITY,
    services: [...new Set(services)],
    ...(facets.length > 0 && { fields: Object.fromEntries(facets.map((key) => [key, fieldValues(postmortem, key)])) }),
    ...(durationMinutes !== undefined && { duration: durationMinutes }),
    ...(impact?.percent !== undefined && { impact: impact.percent }),
  };
}
