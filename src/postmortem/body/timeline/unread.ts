import type { AmbiguousDate, AmbiguousZone } from './moments.ts';

/** Why a line of a timeline is not an entry. */
export type Reason =
  | { kind: 'no-time' }
  | { kind: 'no-start' }
  | { kind: 'no-day' }
  | ({ kind: 'date' } & AmbiguousDate)
  | ({ kind: 'zone' } & AmbiguousZone)
  | { kind: 'incidents' };

/** The lines of one timeline section that are not understood. */
export interface Unread {
  /** The first of them. */
  text: string;
  line: number;
  count: number;
  /** Number of lines that are or could be entries. */
  total: number;
  /** Each kind of reason once, in the order of the lines. */
  reasons: Reason[];
}

/** Collects the lines that are not understood, by section. */
export function unreadCollector() {
  const sections: (Unread & { total: number })[] = [];
  let current: Unread = { text: '', line: 1, count: 0, total: 0, reasons: [] };
  const start = () => {
    current = { text: '', line: 1, count: 0, total: 0, reasons: [] };
    sections.push(current);
  };
  start();
  return {
    /** Starts a section. */
    start,
    /** Counts a line that is understood. */
    understood(): void {
      current.total += 1;
    },
    /** Adds a line. `wasUnderstood` takes back that it was counted as understood before. */
    add({ text, line }: { text: string; line: number }, reason: Reason, wasUnderstood = false): void {
      if (current.count === 0 || line < current.line) Object.assign(current, { text, line });
      current.count += 1;
      current.total += wasUnderstood ? 0 : 1;
      if (!current.reasons.some(({ kind }) => kind === reason.kind)) current.reasons.push(reason);
    },
    /** Whether nothing of the current section is understood so far. */
    isEmpty: (): boolean => current.total === current.count,
    result: (): Unread[] => sections.filter(({ count }) => count > 0),
  };
}
