import { clockAt, toClock } from '../../postmortem/body/timeline/clock.ts';
import { dayAt, type WrittenDay } from '../../postmortem/time/written-day.ts';
import { type OwnZones, type WrittenZone, zoneAt } from '../../postmortem/time/zones.ts';

/** The order of the numbers in dates: year, month, day. */
export type DateOrder = 'ymd' | 'mdy' | 'dmy';

/** A moment somewhere in a text, as written. */
export interface WrittenMoment {
  day?: WrittenDay;
  /** Such as `15:45:00`; the possible readings where only the end of a range has `AM` or `PM`. Absent for a day alone. */
  clocks?: readonly string[];
  zone?: WrittenZone;
}

interface Token {
  start: number;
  end: number;
  day?: WrittenDay;
  clock?: { time: NonNullable<ReturnType<typeof clockAt>>; zone?: WrittenZone | undefined };
}

// Longer texts are prose, in which times are those of other things.
const MAX_LENGTH = 400;
const WORD_START = /(?<![\p{L}\p{N}.:/_-])[\p{L}\p{N}]|(?<=\d)T(?=\d\d:)/gu;

/**
 * Returns the moments in a text in their order: `August 7, 2023, 14:30 - 18:45 (UTC)` has two. A clock time has the day before
 * it, or the one right after it. Zones and halves of the day that are only written at the end of a range count for its start.
 */
export function writtenMoments(text: string, order?: DateOrder, zones?: OwnZones): WrittenMoment[] {
  const tokens = tokensIn(text.slice(0, MAX_LENGTH), order, zones);
  const named = new Map(tokens.flatMap(({ clock }) => (clock?.zone ? [[clock.zone.meanings.join(), clock.zone]] : [])));
  const [onlyZone] = named.size === 1 ? named.values() : [];
  const used = new Set<Token>();
  let day: Token | undefined;
  const moments = tokens.flatMap((token, index): { token: Token; moment: WrittenMoment }[] => {
    if (token.day) {
      day = token;
      return [{ token, moment: { day: token.day } }];
    }
    const { clock } = token;
    if (!clock) return [];
    const next = tokens[index + 1];
    const isBefore =
      next?.day && next.start - token.end <= 6 && !used.has(next) && !(day && isNextTo(day, token, text));
    const own = isBefore ? next : day;
    if (own) used.add(own);
    const zone = clock.zone ?? onlyZone;
    const clocks = clocksOf(token, next, text);
    return [{ token, moment: { ...(own?.day && { day: own.day }), clocks, ...(zone && { zone }) } }];
  });
  return moments.filter(({ token }) => !used.has(token)).map(({ moment }) => moment);
}

function isNextTo(before: Token, after: Token, text: string): boolean {
  return after.start - before.end <= 6 && !/[.;]/.test(text.slice(before.end, after.start));
}

function tokensIn(text: string, order: DateOrder | undefined, zones: OwnZones | undefined): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const { index, 0: sign } of text.matchAll(WORD_START)) {
    const start = sign === 'T' && /\d/.test(text.charAt(index - 1)) ? index + 1 : index;
    if (start < end) continue;
    const rest = text.slice(start, start + 100);
    const day = (order === 'ymd' ? shortYearFirst(rest) : undefined) ?? dayAt(rest);
    const isDate = day && day.readings.length > 0 && (day.isFull || !day.isNumeric);
    if (isDate && !/^(?!T\d)[\p{L}\p{N}_]/u.test(rest.slice(day.length))) {
      end = start + day.length;
      tokens.push({ start, end, day });
      continue;
    }
    const time = clockAt(rest, false);
    // The start of `3-4 pm` is no clock time by itself, so the end would be taken for it.
    const dash = /\d(\s?[-–]\s?)$/.exec(text.slice(0, start))?.[1];
    if (!time || (dash && tokens.at(-1)?.end !== start - dash.length)) continue;
    const zone = zoneAt(rest.slice(time.length), zones);
    if (!zone && (time.needsZone || /^[\p{L}\p{N}]/u.test(rest.slice(time.length)))) continue;
    end = start + time.length + (zone?.length ?? 0);
    tokens.push({ start, end, clock: { time, zone } });
  }
  return tokens;
}

const YMD = /^(\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\d:])/;

/** Reads `26/04/03` with the year first. */
function shortYearFirst(text: string): WrittenDay | undefined {
  const [written, year, , month, day] = YMD.exec(text) ?? [];
  if (written === undefined) return undefined;
  const readings = [{ month: Number(month), day: Number(day) }];
  return { length: written.length, year: 2000 + Number(year), readings, isFull: true };
}

/** Returns the readings of a clock time. Without `AM` or `PM`, those of the end of a range may count for its start. */
function clocksOf({ clock, end }: Token, next: Token | undefined, text: string): string[] {
  if (!clock) return [];
  const { time } = clock;
  const written = toClock(time, time.half);
  const half = next?.clock?.time.half;
  const isRange = next && /^\s*(?:[-–—]|to|until|till)\s*$/.test(text.slice(end, next.start));
  if (time.half || !half || !next?.clock || !isRange || time.hour > 12) return written === undefined ? [] : [written];
  const until = toClock(next.clock.time, half) ?? '';
  const readings = [...new Set([written, toClock(time, half)])].filter((each) => each !== undefined && each < until);
  return readings as string[];
}
