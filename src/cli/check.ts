import { countOf, formatJson, formatPretty, type Report } from '../diagnostics/report.ts';
import { loadArchive } from '../disk/load.ts';

export interface CheckOptions {
  format: 'pretty' | 'json';
  maxWarnings?: number | undefined;
}

/** Checks every document of a folder and prints the report. Returns the exit status: 0 fine, 1 errors, 2 unreadable. */
export async function check(folder: string, options: CheckOptions): Promise<number> {
  const report = await checkFolder(folder);
  if (!report) {
    process.stderr.write(`nevertwice: there is no readable folder ${folder}\n`);
    return 2;
  }
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  process.stdout.write(options.format === 'json' ? formatJson(report) : formatPretty(report, colour));
  const tooMany = countOf(report, 'warning') > (options.maxWarnings ?? Number.POSITIVE_INFINITY);
  return countOf(report, 'error') > 0 || tooMany ? 1 : 0;
}

async function checkFolder(folder: string): Promise<Report | undefined> {
  try {
    return (await loadArchive(folder, { drafts: true, base: '/', render: false })).report;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return undefined;
    throw error;
  }
}
