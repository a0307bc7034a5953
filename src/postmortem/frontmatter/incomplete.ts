import type { ParsedFrontmatter } from '../body/parse.ts';
import { isDay } from '../time/days.ts';
import type { Timestamp } from '../time/timestamp.ts';
import type { Frontmatter } from './schema.ts';

/**
 * Completes the valid part of a frontmatter with errors, so that `dev` can show a page for the document. Missing values become
 * `unknown`, the title defaults to the id, and the start to the date in the file name or else to `asOf`. A document whose
 * visibility cannot be read is internal.
 */
export function incompleteFrontmatter({ id, valid, split }: ParsedFrontmatter, asOf: string): Frontmatter {
  const { data, unreadable } = split;
  const isClear =
    data !== undefined && !unreadable.has('visibility') && (data.visibility ?? undefined) === valid.visibility;
  const [day = ''] = /^\d{4}-\d{2}-\d{2}/.exec(id) ?? [];
  const defaultStart: Timestamp = { precision: 'day', date: isDay(day) ? day : asOf };
  const { title = id, started = defaultStart, impact = 'unknown', cause = 'unknown' } = valid;
  const present = Object.fromEntries(Object.entries(valid).filter(([, value]) => value !== undefined));
  return { ...EMPTY, ...present, title, started, impact, cause, ...(!isClear && { visibility: 'internal' }) };
}

const EMPTY = {
  kind: 'incident',
  status: 'final',
  trigger: 'unknown',
  detection: 'unknown',
  contributing: [],
  services: [],
  teams: [],
  authors: [],
  roles: {},
  tags: [],
  recurs: [],
  related: [],
  unrelated: [],
  aliases: [],
  links: [],
} satisfies Partial<Frontmatter>;
