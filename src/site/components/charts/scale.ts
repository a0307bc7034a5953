import { scaleLinear, scaleLog } from 'd3-scale';
import { daysBetween } from '../../../postmortem/time/days.ts';

/** A mark on an axis; `place` is from 0, the beginning, to 1. */
export interface Tick {
  place: number;
  label: string;
  /** How wide a drawing must be for its label; `none` if no drawing has room for it. */
  room?: 'any' | 'medium' | 'wide' | 'none';
}

/** An axis: positions of values from 0 to 1, which never decrease, and its ticks. */
export interface Axis<Value> {
  place(value: Value): number;
  ticks: Tick[];
}

/** Formats a position from 0 to 1 for SVG: 0.125 as `12.5%`. */
export function percent(place: number): string {
  return `${Number((place * 100).toFixed(2))}%`;
}

/** Formats a distance in pixels for SVG so that it grows with the text. */
export function rem(pixels: number): string {
  return `${Number((pixels / 16).toFixed(3))}rem`;
}

/** Round durations in minutes, which become ticks. */
const LANDMARKS = [1, 5, 15, 60, 240, 1440, 10_080, 43_200, 525_600, 5_256_000];
/** Share of a logarithmic axis that is reserved for zero. */
const BEFORE_FIRST = 0.12;

/**
 * Makes a logarithmic axis that includes all given minutes; `labelOf` formats those of a tick. Zero has no logarithm: if
 * it is among them, it gets the beginning of the axis, apart from the rest.
 */
export function durationAxis(minutes: readonly number[], labelOf: (minutes: number) => string): Axis<number> {
  const positive = minutes.filter((each) => each > 0);
  const shortest = positive.reduce((least, each) => Math.min(least, each), Infinity);
  const longest = positive.reduce((most, each) => Math.max(most, each), 0);
  const [first = 1] = LANDMARKS.filter((mark) => mark <= shortest).slice(-1);
  const from = Number.isFinite(shortest) ? first : 1;
  const to = LANDMARKS.find((mark) => mark >= longest && mark > from) ?? longest;
  const begin = positive.length < minutes.length ? BEFORE_FIRST : 0;
  const scale = scaleLog([from, to], [begin, 1]).clamp(true);
  const marks = LANDMARKS.filter((mark) => mark >= from && mark <= to);
  return {
    place: (value) => (value > 0 ? scale(value) : 0),
    ticks: withRoom([
      ...(begin > 0 ? [{ place: 0, label: '0' }] : []),
      ...marks.map((mark) => ({ place: scale(mark), label: labelOf(mark) })),
    ]),
  };
}

/**
 * Width of a letter of a label as a share of a drawing: on a phone with text at 200 %, on a phone, and on larger screens.
 */
const LETTERS = { any: 0.068, medium: 0.034, wide: 0.014 } as const;

/**
 * Finds room for the labels of ticks: which are shown at any width, which only where the drawing is wider, and which
 * (`none`) nowhere, as they would overlap. The last ones go first.
 */
export function withRoom(ticks: readonly Tick[]): Tick[] {
  const rooms = new Map<number, NonNullable<Tick['room']>>();
  for (const room of ['any', 'medium', 'wide'] as const) {
    const extentOf = (index: number) => extent(ticks[index], LETTERS[room]);
    for (const index of ticks.keys().toArray().reverse()) {
      const [begin, end] = extentOf(index);
      const isFree = [...rooms.keys()].map(extentOf).every(([from, to]) => end <= from || begin >= to);
      if (!rooms.has(index) && isFree) rooms.set(index, room);
    }
  }
  return ticks.map((tick, index) => ({ ...tick, room: rooms.get(index) ?? 'none' }));
}

/** Returns where a label begins and ends. The labels of the first and last tick stay within the axis. */
function extent(tick: Tick | undefined, letter: number): [begin: number, end: number] {
  const { place = 0, label = '' } = tick ?? {};
  const width = label.length * letter;
  const begin = place - { start: 0, middle: width / 2, end: width }[anchorAt(place)];
  return [begin, begin + width];
}

/** Makes an axis of counts from 0 to `most` with about `limit` whole numbers as ticks; 0 has no tick. */
export function countAxis(most: number, limit: number): Axis<number> {
  const scale = scaleLinear([0, Math.max(most, 1)], [0, 1]);
  const ticks = scale.ticks(limit).filter((count) => Number.isInteger(count) && count > 0);
  return { place: scale, ticks: ticks.map((count) => ({ place: scale(count), label: String(count) })) };
}

/** Makes an axis of days (`YYYY-MM-DD`) with years as ticks, or months if there are few. */
export function dayAxis(from: string, to: string): Axis<string> {
  const days = Math.max(daysBetween(from, to), 1);
  const place = (day: string) => Math.min(Math.max(daysBetween(from, day) / days, 0), 1);
  const [first, last] = [monthOf(from), monthOf(to)];
  // A phone has room for the labels of four months or seven years.
  const step = [1, 2, 3, 6].find((step) => (last - first) / step <= 4) ?? 12 * Math.ceil((last - first + 12) / 12 / 7);
  const begin = 12 * (Math.floor(first / 12) + Number(step >= 12 && from.slice(5) > '01-01'));
  const ticks: Tick[] = [];
  for (let month = begin; month <= last; month += step) {
    const name = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
    if (`${name}-01` >= from) ticks.push({ place: place(`${name}-01`), label: step < 12 ? name : name.slice(0, 4) });
  }
  return { place, ticks };
}

/** Months since the year 0. */
function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** Keeps every n-th position, so that at most `limit` are left. */
export function thinned(places: readonly number[], limit: number): number[] {
  const step = Math.ceil(places.length / limit) || 1;
  return places.filter((_, index) => index % step === 0);
}

/** Returns the text anchor that keeps a label at a position within the axis. */
export function anchorAt(place: number): 'start' | 'middle' | 'end' {
  return place < 0.04 ? 'start' : place > 0.96 ? 'end' : 'middle';
}

/** Returns the ranges between ticks, and the one after the last, with a test for positions; `titleOf` names one by its labels. */
export function rangesBetween(
  ticks: readonly Tick[],
  titleOf: (from: string, to: string | undefined) => string,
): { title: string; holds(place: number): boolean }[] {
  return ticks.map(({ place, label }, index) => {
    const next = ticks[index + 1];
    return {
      title: titleOf(label, next?.label),
      holds: (other) => other >= place && (!next || other < next.place),
    };
  });
}
