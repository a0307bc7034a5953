import type { Archive } from '../archive/archive.ts';
import { NO_SEVERITY } from '../archive/facets.ts';
import { causeTitle } from '../archive/groups.ts';
import { dayOf } from '../postmortem/time.ts';
import type { Facts } from '../search/facts.ts';

/** What the search page loads first. `documents` gives the id of each postmortem's document in the index. */
export function factsOf(archive: Archive, documents: ReadonlyMap<string, string>): Facts {
  const { postmortems } = archive;
  const causes = [...new Set(postmortems.map(({ cause }) => cause))];
  return {
    version: 1,
    causes: Object.fromEntries(causes.map((id) => [id, causeTitle(archive, id)])),
    postmortems: postmortems.map(({ id, title, started, cause, severity, services, durationMinutes, impact }) => ({
      id,
      document: documents.get(id) ?? '',
      title,
      date: dayOf(started),
      cause,
      severity: severity ?? NO_SEVERITY,
      services: [...new Set(services)],
      ...(durationMinutes !== undefined && { duration: durationMinutes }),
      ...(impact && { impact: impact.percent, ...(impact.of && { of: impact.of }) }),
    })),
  };
}
