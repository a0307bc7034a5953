import type { WriteStream } from 'node:tty';
import { formatPretty } from '../diagnostics/pretty.ts';
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

/** The report for people, coloured where the stream that it goes to is a terminal that wants it. */
export function reportText(
  { report, sources }: Pick<Loaded, 'report' | 'sources'>,
  stream: Pick<WriteStream, 'isTTY'> = process.stderr,
): string {
  return formatPretty(report, sources, Boolean(stream.isTTY) && !process.env.NO_COLOR);
}

/** Whether an error says that the folder is not there or may not be read. */
export function isMissingFolder({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES';
}
