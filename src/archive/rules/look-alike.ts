import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import { daysBetween } from '../../postmortem/time/days.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { isBefore, localDate, type Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Comparable } from '../similarity/comparable.ts';
import {
  type DeclaredReferences,
  judgedPairs,
  makeSimilarIncidentIndex,
  type SimilarIncident,
  suggestionsFor,
} from '../similarity/similar-incidents.ts';
import type { ArchiveDocument, ArchiveRuleContext } from './context.ts';

/** An incident is new if it started at most this many days before the latest one. */
const NEW_DAYS = 30;

/**
 * Reports new incidents that read like earlier ones, until their authors declare whether they are related. An incident
 * is new if it is not final, was named on the command line, or started within 30 days before the latest one.
 */
export function similarIncident({ documents, settings, byId }: ArchiveRuleContext): Diagnostic[] {
  const dated = documents.flatMap((document): Dated[] => {
    const { id, comparable, frontmatter } = document;
    const { started, recurs = [], related = [], unrelated = [] } = frontmatter;
    const isOnly = byId.get(id) === document;
    return isOnly && comparable && started
      ? [{ ...comparable, document, id, started, recurs, related, unrelated }]
      : [];
  });
  const latest =
    dated
      .map(({ started }) => localDate(started))
      .sort()
      .at(-1) ?? '';
  const fresh = dated.filter((each) => isNew(each, latest));
  if (fresh.length === 0 || settings.rules['look-alike'] === 'off') return [];
  const starts = new Map(dated.map(({ id, started }) => [id, started]));
  const index = makeSimilarIncidentIndex(dated);
  const judged = judgedPairs(dated);
  return fresh.flatMap(({ document: { file, placeOf }, id, started }) => {
    const startOf = (other: string) => starts.get(other) ?? started;
    return suggestionsFor(index, id, judged, (other) => isBefore(startOf(other), started)).map((found) => {
      const message = `Similar to \`${found.id}\` of ${formatDay(localDate(startOf(found.id)))}: both ${describeOverlap(found)}`;
      const help = 'Add it to `recurs` if it happened again, otherwise to `related` or `unrelated`.';
      return diagnose(file, { rule: 'look-alike', place: placeOf(['title']), message, help });
    });
  });
}

function isNew({ document: { named, frontmatter }, started }: Dated, latest: string): boolean {
  const isFinal = (frontmatter.status ?? 'final') === 'final';
  return named || !isFinal || daysBetween(localDate(started), latest) <= NEW_DAYS;
}

function describeOverlap({ sameError, shared }: SimilarIncident): string {
  return sameError ? `quote ${quote(sameError)}` : `have ${shared.map(quote).join(', ')}`;
}

type Dated = DeclaredReferences & Comparable & { document: ArchiveDocument; started: Timestamp };
