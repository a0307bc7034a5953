import type { ParsedFrontmatter } from '../body/parse.ts';
import { isDay, type Timestamp } from '../time/time.ts';
import type { Frontmatter } from './schema.ts';

/**
 * The frontmatter of a document with errors as far as it is valid, for a page beside the report of them: what is not known
 * is unknown, the title is the id, and the day of the start that of the file's name, else `asOf`. Whose visibility cannot be
 * read is internal.
 */
export function incompleteFrontmatter({ id, known, split }: ParsedFrontmatter, asOf: string): Frontmatter {
  const { data, unreadable } = split;
  const isClear =
    data !== undefined && !unreadable.has('visibility') && (data.visibility ?? undefined) === known.visibility;
  const [day = ''] = /^\d{4}-\d{2}-\d{2}/.exec(id) ?? [];
  const began: Timestamp = { precision: 'day', date: isDay(day) ? day : asOf };
  const { title = id, started = began, impact = 'unknown', cause = 'unknown' } = known;
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { ...EMPTY, ...given, title, started, impact, cause, ...(!isClear && { visibility: 'internal' }) };
}

const EMPTY = {
  status: 'final',
  trigger: 'unknown',
  detection: 'unknown',
  contributing: [],
  services: [],
  teams: [],
  authors: [],
  tags: [],
  recurs: [],
  related: [],
  unrelated: [],
  aliases: [],
  links: [],
} satisfies Partial<Frontmatter>;
