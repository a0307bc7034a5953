import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import { dayOf, daysBetween, formatDay, isBefore, type Timestamp } from '../../postmortem/time.ts';
import { judgedPairs, proposalsFor } from '../look-alikes.ts';
import { makeSimilarityIndex } from '../similarity.ts';
import type { ArchiveDocument, Documents } from './index.ts';

/** How many days before the archive's latest incident one still counts as new. */
const NEW_DAYS = 30;

/**
 * A new incident that reads like an old one is named beside it, until somebody says whether it is the same. New is what
 * is not final yet, what somebody asked for by its file, and what began in the 30 days up to the latest incident.
 */
export function lookAlike({ documents, settings, byId }: Documents): Diagnostic[] {
  const readable = documents.filter(isReadable).filter((document) => byId.get(document.id) === document);
  const latest = readable
    .map(({ frontmatter }) => dayOf(frontmatter.started))
    .sort()
    .at(-1);
  const fresh = readable.filter((document) => isNew(document, latest));
  if (fresh.length === 0 || settings.rules['look-alike'] === 'off') return [];
  const index = makeSimilarityIndex(readable);
  const judged = judgedPairs(readable.map(({ id, frontmatter }) => ({ ...frontmatter, id })));
  return fresh.flatMap(({ id, file, frontmatter, placeOf }) => {
    const startOf = (other: string): Timestamp | undefined => byId.get(other)?.frontmatter?.started;
    const isEarlier = (other: string) => isBefore(startOf(other) ?? frontmatter.started, frontmatter.started);
    return proposalsFor(index, id, judged, isEarlier).map((found) => {
      const day = formatDay(dayOf(startOf(found.id) ?? frontmatter.started));
      const message = `Reads like \`${found.id}\` of ${day}: both have ${listOf(found.shared)}`;
      const help = 'Name it under `recurs` if it happened again, under `related` or `unrelated` if not.';
      return diagnose(file, { rule: 'look-alike', place: placeOf(['title']), message, help });
    });
  });
}

function isReadable(document: ArchiveDocument): document is Readable {
  return document.frontmatter !== undefined && document.words !== undefined;
}

function isNew({ named, frontmatter: { status, started } }: Readable, latest: string | undefined): boolean {
  return named || status !== 'final' || (latest !== undefined && daysBetween(dayOf(started), latest) <= NEW_DAYS);
}

function listOf(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

type Readable = ArchiveDocument & Required<Pick<ArchiveDocument, 'frontmatter' | 'words'>>;
