/** A gap between moments that is drawn shorter than it is. Positions are from 0 to 1. */
export interface Cut {
  /** The middle of the gap. */
  x: number;
  /** Its real length. */
  minutes: number;
}

/** A linear axis of minutes with cuts. */
export interface CutScale {
  /** Returns the position of a moment from 0 to 1; later moments are never further left. */
  place(minutes: number): number;
  cuts: Cut[];
}

/** A gap is cut if it is longer than all shorter ones together by more than this factor. */
const MOST = 8;
/** Otherwise gaps without end would be cut, and the drawing would have no scale. */
const MOST_CUTS = 3;

/**
 * Makes an axis from the first to the last of some moments. A gap between two neighboring moments that is more than eight
 * times as long as all shorter gaps together is cut: drawn as long as those together.
 */
export function cutScale(moments: readonly number[]): CutScale {
  const ends = [...new Set(moments)].sort((a, b) => a - b);
  const [first = 0] = ends;
  const gaps = ends.slice(1).map((to, index) => ({ from: ends[index] ?? to, to, minutes: to - (ends[index] ?? to) }));
  const { cut, scaled } = cutsOf(gaps.map(({ minutes }) => minutes));
  let at = 0;
  const parts = gaps.map(({ from, to, minutes }) => {
    const isCut = cut.has(minutes);
    const part = { from, to, minutes, isCut, begin: at, length: isCut ? scaled : minutes };
    at += part.length;
    return part;
  });
  const total = at || 1;
  return {
    place(minutes) {
      if (minutes <= first) return 0;
      const part = parts.find(({ to }) => minutes <= to);
      if (!part) return parts.length > 0 ? 1 : 0;
      const inside = (minutes - part.from) / part.minutes;
      return (part.begin + inside * part.length) / total;
    },
    cuts: parts.flatMap(({ isCut, begin, length, minutes }) =>
      isCut ? [{ x: (begin + length / 2) / total, minutes }] : [],
    ),
  };
}

/** Returns the lengths that are cut, and how long they are drawn. */
function cutsOf(lengths: readonly number[]): { cut: ReadonlySet<number>; scaled: number } {
  const sorted = lengths.toSorted((a, b) => b - a);
  const cut = new Set<number>();
  let rest = sorted.reduce((sum, each) => sum + each, 0);
  for (const [index, length] of sorted.slice(0, MOST_CUTS).entries()) {
    const shorter = rest - length;
    // Equal lengths are never cut, as one of them is among the shorter ones of the other.
    if (shorter <= 0 || index === sorted.length - 1 || length <= MOST * shorter) break;
    cut.add(length);
    rest = shorter;
  }
  return { cut, scaled: rest };
}
