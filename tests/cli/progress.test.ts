import { describe, expect, test } from 'vitest';
import { startPhase } from '../../src/build/progress.ts';
import { clearProgress, type ProgressStream, progressText, showProgress } from '../../src/cli/progress.ts';

test.each([
  [{ phase: 'reading documents', done: 0, total: 1200 }, 5000, 'reading documents: 0 of 1,200'],
  [{ phase: 'reading documents', done: 300, total: 1200 }, 999, 'reading documents: 300 of 1,200'],
  [{ phase: 'reading documents', done: 300, total: 1200 }, 5000, 'reading documents: 300 of 1,200, about 15 s left'],
  [{ phase: 'writing pages', done: 1, total: 1000 }, 1000, 'writing pages: 1 of 1,000, about 17 min left'],
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
    const step = startPhase('writing pages', 100);
    shown.wait(9999);
    step();
    clearProgress();
    expect(shown.take()).toBe('');
    shown.wait(1);
    step();
    step();
    clearProgress();
    expect(shown.take()).toBe('nevertwice: writing pages: 2 of 100, about 8 min left\n');
  });
});
