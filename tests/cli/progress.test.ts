import { describe, expect, test } from 'vitest';
import { startPhase } from '../../src/build/progress.ts';
import { clearProgress, type ProgressStream, progressText, showProgress } from '../../src/cli/progress.ts';

test.each([
  [{ phase: 'reading documents', done: 0, total: 1200 }, 5000, 'reading documents: 0 of 1,200'],
  [{ phase: 'reading documents', done: 300, total: 1200 }, 999, 'reading documents: 300 of 1,200'],
  [{ phase: 'reading documents', done: 300, total: 1200 }, 5000, 'reading documents: 300 of 1,200, about 15 s left'],
  // The first pages take longer than the others: from them, 83 minutes would be left.
  [{ phase: 'writing pages', done: 5, total: 20_860 }, 1200, 'writing pages: 5 of 20,860'],
  [{ phase: 'writing pages', done: 2085, total: 20_860 }, 60_000, 'writing pages: 2,085 of 20,860'],
  [{ phase: 'writing pages', done: 2086, total: 20_860 }, 60_000, 'writing pages: 2,086 of 20,860, about 9 min left'],
  [{ phase: 'writing pages', done: 100, total: 1000 }, 11_000, 'writing pages: 100 of 1,000, about 99 s left'],
  [{ phase: 'writing pages', done: 1, total: 10 }, 1000, 'writing pages: 1 of 10, about 9 s left'],
  [{ phase: 'writing pages', done: 2, total: 2 }, 9000, 'writing pages: 2 of 2'],
  [{ phase: 'writing search index', done: 0, total: 0 }, 9000, 'writing search index'],
])('%j after %i ms is shown as %j', (progress, elapsed, text) => expect(progressText(progress, elapsed)).toBe(text));

/** Shows progress on a stream with a clock of its own. */
function shownOn(stream: Omit<ProgressStream, 'write'>) {
  let written = '';
  let time = 0;
  const write = (text: string) => {
    written += text;
    return true;
  };
  showProgress({ ...stream, write } as ProgressStream, () => time);
  return {
    wait(milliseconds: number): void {
      time += milliseconds;
    },
    /** Returns what was written since the last call. */
    take(): string {
      const text = written;
      written = '';
      return text;
    },
  };
}

describe('progress', () => {
  test('is one line on a terminal, from two seconds on, and removed before other output', () => {
    const shown = shownOn({ isTTY: true, columns: 30 });
    const step = startPhase('reading documents', 1000);
    shown.wait(1999);
    step();
    expect(shown.take()).toBe('');
    shown.wait(1);
    step();
    expect(shown.take()).toBe('\rreading documents: 2 of 1,000\x1b[K');
    shown.wait(99);
    step();
    expect(shown.take()).toBe('');
    shown.wait(1);
    step();
    // As long as the terminal is wide.
    expect(shown.take()).toBe('\rreading documents: 4 of 1,000\x1b[K');
    startPhase('writing search index');
    expect(shown.take()).toBe('\rwriting search index\x1b[K');
    clearProgress();
    clearProgress();
    expect(shown.take()).toBe('\r\x1b[K');
  });

  test('is a line every ten seconds elsewhere', () => {
    const shown = shownOn({});
    const step = startPhase('writing pages', 16);
    shown.wait(9999);
    step();
    clearProgress();
    expect(shown.take()).toBe('');
    shown.wait(1);
    step();
    step();
    clearProgress();
    expect(shown.take()).toBe('nevertwice: writing pages: 2 of 16, about 70 s left\n');
  });
});
