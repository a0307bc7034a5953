import { parseDuration } from '../../postmortem/time/duration.ts';

/** A duration as people write it. */
export interface WrittenDuration {
  minutes: number;
  /** Whether it is written as `about 2 hours`. */
  isApproximate: boolean;
}

const NUMBERS: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, forty: 40, 'forty-five': 45, fifty: 50 },
  ...{ sixty: 60, ninety: 90, half: 0.5, 'half an': 0.5 },
};
// By the first letter, but for the German hour.
const UNITS: Readonly<Record<string, number>> = { d: 1440, t: 1440, h: 60, st: 60, m: 1, s: 1 / 60 };
const WORDS = Object.keys(NUMBERS).sort((a, b) => b.length - a.length);
// Words need a space: `AM` is not one minute.
const NUMBER = `\\d{1,5}(?:\\.\\d{1,2})?(?=[\\s-]?[a-z])|(?<![a-z])(?:${WORDS.join('|')})(?=[\\s-])`;
const UNIT = 'tage?|stunden?|std\\.?|minuten?|min\\.|sekunden?|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s';
const PART = `(?<![\\d:.])(?:${NUMBER})\\s?-?(?:${UNIT})(?![a-z])`;
const WHOLE = new RegExp(`${PART}(?:(?:\\s?,?\\s?(?:(?:and|und)\\s)?)(?:${NUMBER})\\s?-?(?:${UNIT})(?![a-z]))*`, 'gi');
const EACH = new RegExp(`(${NUMBER})\\s?-?(${UNIT})(?![a-z])`, 'gi');
const ABOUT = /(?:about|around|approx(?:imately|\.)?|roughly|nearly|almost|circa|ca\.?|~|≈)\s*$/i;
const BOUND = /(?:over|more than|less than|up to|at least|at most|under|within|every|after|last|next|<|>|\+)\s*$/i;

/**
 * Returns the durations in a text: `about 2 hours`, `1h35m`, `1 hour and 35 minutes`, `PT2H`. Leaves out bounds (`over 2 hours`) and
 * parts of ranges (`2-3 hours`), which are not one duration, and what is below a minute.
 */
export function durationsIn(text: string): WrittenDuration[] {
  const iso = /^\s*P[\dT]\S*\s*$/i.test(text) ? parseDuration(text) : undefined;
  if (iso !== undefined) return [{ minutes: iso, isApproximate: false }];
  return [...text.slice(0, 1000).matchAll(WHOLE)].flatMap(({ 0: written, index }) => {
    const before = text.slice(Math.max(0, index - 20), index);
    const after = text.slice(index + written.length, index + written.length + 2);
    if (BOUND.test(before) || /[\d]\s?(?:-|–|to|or)\s?$/.test(before) || /^\+/.test(after)) return [];
    const total = [...written.matchAll(EACH)].reduce((sum, [, number = '', unit = '']) => {
      const count = NUMBERS[number.toLowerCase()] ?? Number(number);
      const name = unit.toLowerCase();
      return sum + count * (UNITS[name.slice(0, 2)] ?? UNITS[name.charAt(0)] ?? 0);
    }, 0);
    const minutes = Math.round(total);
    return minutes < 1 ? [] : [{ minutes, isApproximate: ABOUT.test(before) || minutes !== total }];
  });
}
