import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import type { Loaded } from '../build/loaded.ts';
import { formatChanges } from '../diagnostics/changes.ts';
import { formatPretty, type PrettyOptions } from '../diagnostics/pretty.ts';
import type { Report } from '../diagnostics/report.ts';
import { visible, visibleLine } from '../diagnostics/visible.ts';
import { clearProgress } from './progress.ts';

/**
 * Prints to the terminal: results to standard output, everything else to standard error. `result` and `error` print
 * text as it is; the others make control characters visible.
 */
export const print = {
  line(text: string): void {
    print.result(`${visibleLine(text)}\n`);
  },
  /** Prints a result that ends with a line break. */
  result(text: string): void {
    clearProgress();
    process.stdout.write(text);
  },
  error(text: string): void {
    clearProgress();
    process.stderr.write(text);
  },
  /** Prints the address of a running server. */
  serving(address: string): void {
    print.error('\nServing until Ctrl-C:\n');
    const hasColor = wantsColor(process.stdout, process.env);
    const text = visible(address);
    print.result(`${hasColor ? styleText('bold', text, { validateStream: false }) : text}\n`);
  },
  /** Prints a note, which does not affect the exit status. */
  note(text: string): void {
    print.error(`nevertwice: ${visible(text)}\n`);
  },
  /** Prints that the renderer is being compiled, which takes seconds. */
  compiling(): void {
    print.note('compiling the pages, which is needed once after their sources change');
  },
  /** Prints a problem with the command line, and returns the exit status for it. */
  problem(text: string): 2 {
    print.error(`nevertwice: ${visible(text)}\n`);
    return 2;
  },
};

/** Commands without `--verbose` refer to the one that has it. */
const OF_OTHER_COMMAND: PrettyOptions = { listedBy: '`nevertwice check --verbose`' };

/** Formats a report for people, with colors if the stream supports them. */
export function reportText(
  { report, sources }: Pick<Loaded, 'report' | 'sources'>,
  stream: Pick<WriteStream, 'isTTY'> = process.stderr,
  options: PrettyOptions = OF_OTHER_COMMAND,
): string {
  return formatPretty(report, sources, wantsColor(stream, process.env), options);
}

/** Formats how an edit changed a report, for standard error. */
export function changesText(
  before: Report,
  { report, sources }: Pick<Loaded, 'report' | 'sources'>,
  options: PrettyOptions,
): string {
  return formatChanges(before, report, sources, wantsColor(process.stderr, process.env), options);
}

/**
 * Returns whether to color output: on a terminal unless `NO_COLOR` is set, and wherever `FORCE_COLOR` is set and not
 * `0`.
 */
export function wantsColor({ isTTY }: Pick<WriteStream, 'isTTY'>, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return Boolean(isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
}
