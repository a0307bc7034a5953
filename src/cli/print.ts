import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import type { Loaded } from '../build/load.ts';
import { formatChanges } from '../diagnostics/changes.ts';
import { formatPretty, type PrettyOptions } from '../diagnostics/pretty.ts';
import type { Report } from '../diagnostics/report.ts';
import { visible, visibleLine } from '../diagnostics/visible.ts';

/**
 * Results go to standard output, everything else to standard error. `result` and `error` take texts that are made for it;
 * in the others nothing that an argument holds acts on the terminal.
 */
export const print = {
  line(text: string): void {
    process.stdout.write(`${visibleLine(text)}\n`);
  },
  /** A result that ends with its own line break. */
  result(text: string): void {
    process.stdout.write(text);
  },
  error(text: string): void {
    process.stderr.write(text);
  },
  /** Gives the address of a site that is served, below whatever was reported before. */
  serving(address: string): void {
    print.error('\nServing until Ctrl-C:\n');
    const isColoured = wantsColour(process.stdout, process.env);
    const text = visible(address);
    print.result(`${isColoured ? styleText('bold', text, { validateStream: false }) : text}\n`);
  },
  /** Says what is worth knowing, and stops nothing. */
  note(text: string): void {
    process.stderr.write(`nevertwice: ${visible(text)}\n`);
  },
  /** Says what is wrong with the command line, and gives the exit status for it. */
  problem(text: string): 2 {
    process.stderr.write(`nevertwice: ${visible(text)}\n`);
    return 2;
  },
};

/** The report for people, coloured where the stream that it goes to wants it. */
export function reportText(
  { report, sources }: Pick<Loaded, 'report' | 'sources'>,
  stream: Pick<WriteStream, 'isTTY'> = process.stderr,
  options: PrettyOptions = {},
): string {
  return formatPretty(report, sources, wantsColour(stream, process.env), options);
}

/** What an edit has changed of a report, for standard error. */
export function changesText(
  before: Report,
  { report, sources }: Pick<Loaded, 'report' | 'sources'>,
  options: PrettyOptions,
): string {
  return formatChanges(before, report, sources, wantsColour(process.stderr, process.env), options);
}

/** Whether a stream shows colours: a terminal, unless `NO_COLOR` is set; wherever `FORCE_COLOR` is set, and not to `0`. */
export function wantsColour({ isTTY }: Pick<WriteStream, 'isTTY'>, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return Boolean(isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
}
