import type { WriteStream } from 'node:tty';
import { formatChanges } from '../diagnostics/changes.ts';
import { formatPretty, type PrettyOptions } from '../diagnostics/pretty.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Loaded } from '../disk/load.ts';

/** Results go to standard output, everything else to standard error. */
export const print = {
  line(text: string): void {
    process.stdout.write(`${text}\n`);
  },
  /** A result that ends with its own line break. */
  result(text: string): void {
    process.stdout.write(text);
  },
  error(text: string): void {
    process.stderr.write(text);
  },
  /** Says what is wrong with the command line, and gives the exit status for it. */
  problem(text: string): 2 {
    process.stderr.write(`nevertwice: ${text}\n`);
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
