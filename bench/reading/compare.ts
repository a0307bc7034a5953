import { parseDuration } from '../../src/postmortem/time/duration.ts';
import { type Expectation, FACTS, NONE } from './expectations.ts';
import type { Reading } from './read-document.ts';

/** How values that were read compare with those that were expected. */
export interface Counts {
  /** Read, and right. */
  right: number;
  /** Read, and wrong. */
  wrong: number;
  /** Expected, and read right. */
  found: number;
  /** Expected. */
  expected: number;
}

/** A value that is not as expected. */
export interface Miss {
  field: string;
  expected: string;
  read: string;
}

export type Compared = Map<string, { counts: Counts; misses: Miss[] }>;

/** Compares what was read in a document with what was expected, by field. `isInPlace` leaves out the facts of the frontmatter. */
export function compare(expected: Expectation, reading: Reading, isInPlace = false): Compared {
  const compared: Compared = new Map();
  const add = (field: string, counts: Counts, misses: Miss[]) => {
    const before = compared.get(field);
    compared.set(field, {
      counts: before ? sum([before.counts, counts]) : counts,
      misses: [...(before?.misses ?? []), ...misses],
    });
  };
  const addValue = (field: string, wanted: readonly string[], read: string | undefined, match: Match) => {
    const outcome = outcomeOf(wanted, read, match);
    const isMiss = outcome.wrong > 0 || outcome.found < outcome.expected;
    add(field, outcome, isMiss ? [{ field, expected: wanted.join(' or '), read: read ?? 'nothing' }] : []);
  };
  if (!isInPlace) {
    for (const field of FACTS) {
      const match = { duration: matchDuration, impact: matchImpact, severity: matchSeverity }[field as 'impact'];
      addValue(field, expected[field], reading.facts[field], match ?? matchTime);
    }
  }
  const entries = required(pair(expected.timeline, reading.timeline, ({ time }, read) => time === read));
  add(
    'timeline entries',
    countsOf(entries),
    missesOf('timeline entries', entries, ({ time }) => time, String),
  );
  const actions = pair(expected.actions, reading.actions, ({ title }, read) => startsWith(read.title, title));
  const titles = missesOf(
    'actions',
    required(actions),
    ({ title }) => title,
    ({ title }) => title,
  );
  add('actions', countsOf(required(actions)), titles);
  for (const [{ owner, due }, read] of actions.pairs) {
    const owners = [read.owner, ...(read.coOwners ?? [])].filter((each) => each !== undefined);
    addValue('owner', owner, owners.length > 0 ? owners.join(', ') : undefined, (wanted) =>
      owners.some((each) => bare(each) === bare(wanted)) ? 'right' : 'wrong',
    );
    addValue('due', due, read.due, (wanted, each) => (each === wanted ? 'right' : 'wrong'));
  }
  return compared;
}

/** Adds counts up. */
export function sum(several: readonly Counts[]): Counts {
  const total = { right: 0, wrong: 0, found: 0, expected: 0 };
  for (const each of several) for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += each[key];
  return total;
}

/** `coarse`: right as far as it goes, such as a day instead of a time. */
type Outcome = 'right' | 'coarse' | 'wrong';
type Match = (wanted: string, read: string) => Outcome;

function outcomeOf(wanted: readonly string[], read: string | undefined, match: Match): Counts {
  const expected = wanted.includes(NONE) ? 0 : 1;
  if (read === undefined) return { right: 0, wrong: 0, found: 0, expected };
  const outcomes = wanted.filter((each) => each !== NONE).map((each) => match(each, read));
  const isRight = outcomes.includes('right');
  const isWrong = !isRight && !outcomes.includes('coarse');
  return { right: isRight ? 1 : 0, wrong: isWrong ? 1 : 0, found: isRight ? expected : 0, expected };
}

function matchTime(wanted: string, read: string): Outcome {
  if (read === wanted) return 'right';
  return wanted.startsWith(read) ? 'coarse' : 'wrong';
}

function matchDuration(wanted: string, read: string): Outcome {
  return parseDuration(wanted) === parseDuration(read) ? 'right' : 'wrong';
}

/** Compares `30% users`: the number is the same, rounded (`~30%`) or not, and one name of what it counts contains the other. */
function matchImpact(wanted: string, read: string): Outcome {
  const [, number, unit = ''] = /^(\S+)\s(.*)$/.exec(wanted) ?? [];
  const [, numberRead, unitRead = ''] = /^~?(\S+)\s?(.*)$/.exec(read) ?? [];
  const [a, b] = [unit.toLowerCase(), unitRead.toLowerCase()];
  return number === numberRead && b !== '' && (a.includes(b) || b.includes(a)) ? 'right' : 'wrong';
}

/** Compares by number: `sev2` is 2. */
function matchSeverity(wanted: string, read: string): Outcome {
  return /\d/.exec(read)?.[0] === wanted ? 'right' : 'wrong';
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function startsWith(title: string, start: string): boolean {
  return bare(title).startsWith(bare(start));
}

interface Paired<A, B> {
  pairs: [A, B][];
  /** Expected, and not read. */
  left: A[];
  /** Read, and not expected. */
  extra: B[];
}

/** Pairs each expected value with one that was read. */
function pair<A, B>(wanted: readonly A[], read: readonly B[], isSame: (a: A, b: B) => boolean): Paired<A, B> {
  const extra = [...read];
  const result: Paired<A, B> = { pairs: [], left: [], extra };
  for (const each of wanted) {
    const index = extra.findIndex((other) => isSame(each, other));
    if (index < 0) result.left.push(each);
    else result.pairs.push([each, ...extra.splice(index, 1)] as [A, B]);
  }
  return result;
}

/** Leaves out what is optional. */
function required<A extends { isOptional: boolean }, B>({ pairs, left, extra }: Paired<A, B>): Paired<A, B> {
  return {
    pairs: pairs.filter(([{ isOptional }]) => !isOptional),
    left: left.filter(({ isOptional }) => !isOptional),
    extra,
  };
}

function countsOf({ pairs, left, extra }: Paired<unknown, unknown>): Counts {
  return { right: pairs.length, wrong: extra.length, found: pairs.length, expected: pairs.length + left.length };
}

function missesOf<A, B>(
  field: string,
  { left, extra }: Paired<A, B>,
  nameOf: (wanted: A) => string,
  nameOfRead: (read: B) => string,
): Miss[] {
  return [
    ...left.map((each) => ({ field, expected: nameOf(each), read: 'nothing' })),
    ...extra.map((each) => ({ field, expected: 'nothing', read: nameOfRead(each) })),
  ];
}
