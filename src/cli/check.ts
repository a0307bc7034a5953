import path from 'node:path';
import { loadArchive } from '../build/load.ts';
import type { Loaded } from '../build/loaded.ts';
import { type Selection, selectArchives } from '../build/select.ts';
import { compareDiagnostics } from '../diagnostics/diagnostic.ts';
import { formatGithub } from '../diagnostics/github.ts';
import { formatJson } from '../diagnostics/json.ts';
import { countSeverity } from '../diagnostics/report.ts';
import { formatSarif } from '../diagnostics/sarif.ts';
import { SETTINGS_FILE } from '../disk/settings.ts';
import { type CacheOption, withCache } from './cache.ts';
import { fixFiles } from './check/fix.ts';
import { today } from './options.ts';
import { print, reportText } from './print.ts';
import { INTERRUPTED } from './signals.ts';

export interface CheckOptions {
  format: 'pretty' | 'json' | 'github' | 'sarif';
  maxWarnings?: number;
  asOf?: string;
  cache?: CacheOption;
  /** Prints every warning and note instead of a summary. */
  verbose?: boolean;
  /** Corrects the form of the files first. */
  fix?: boolean;
  /** Version of this program, for SARIF. */
  version: string;
}

/** A report and the source texts of the files it names. */
export type Checked = Pick<Loaded, 'report' | 'sources'>;

/**
 * Checks archives, or some of their files, and prints one report. Returns the exit status: 0 success, 1 errors or too
 * many warnings, 2 a path that does not exist or cannot be checked, or a file that could not be fixed, 130 if fixing was
 * interrupted. Throws `MissingFolderError` if a folder cannot be read.
 */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const selections = await selectArchives(paths);
  if (typeof selections === 'string') return print.problem(selections);
  const fixed = options.fix ? await fixFiles(selections) : 'complete';
  if (fixed === 'interrupted') return INTERRUPTED;
  const checked = await checkSelections(selections, options.asOf ?? today(), options.cache);
  print.result(format(checked, options));
  const { report } = checked;
  const tooMany = countSeverity(report, 'warning') > (options.maxWarnings ?? Number.POSITIVE_INFINITY);
  if (fixed === 'failed') return 2;
  return countSeverity(report, 'error') > 0 || tooMany ? 1 : 0;
}

/** Returns one report on archives, or some of their files, for a day (`YYYY-MM-DD`), or a text if a path is invalid. */
export async function checkPaths(
  paths: readonly string[],
  asOf: string,
  cache?: CacheOption,
): Promise<Checked | string> {
  const selections = await selectArchives(paths);
  return typeof selections === 'string' ? selections : checkSelections(selections, asOf, cache);
}

async function checkSelections(selections: readonly Selection[], asOf: string, cache: CacheOption): Promise<Checked> {
  const all: Checked[] = [];
  for (const selection of selections) all.push(await checkSelection(selection, asOf, cache));
  return merge(all);
}

async function checkSelection(selection: Selection, asOf: string, option: CacheOption): Promise<Checked> {
  const { folder, named } = selection;
  const loading = { drafts: true, render: false, asOf, named };
  const loaded = await withCache(folder, option, (cache) => loadArchive(folder, { ...loading, cache }));
  return selectFiles(loaded, selection);
}

/** Keeps the diagnostics of the selected files and their archive.yml, with file names as the user gave them. */
function selectFiles({ report, sources }: Checked, { files, settings }: Selection): Checked {
  if (!files) return { report, sources };
  const names = new Map([...files, [settings, settings]]);
  const diagnostics = report.diagnostics.flatMap((diagnostic) => {
    const file = names.get(diagnostic.file);
    return file === undefined ? [] : [{ ...diagnostic, file }];
  });
  const texts = [...sources].flatMap(([file, text]): [string, string][] => {
    const name = names.get(file);
    return name === undefined ? [] : [[name, text]];
  });
  const documents = [...files.keys()].filter((file) => path.basename(file) !== SETTINGS_FILE);
  return { report: { files: documents.length, diagnostics }, sources: new Map(texts) };
}

function merge(all: readonly Checked[]): Checked {
  const diagnostics = all.flatMap(({ report }) => report.diagnostics).sort(compareDiagnostics);
  const files = all.reduce((sum, { report }) => sum + report.files, 0);
  return { report: { files, diagnostics }, sources: new Map(all.flatMap(({ sources }) => [...sources])) };
}

function format(checked: Checked, options: CheckOptions): string {
  if (options.format === 'json') return formatJson(checked.report);
  if (options.format === 'github') return formatGithub(checked.report);
  if (options.format === 'sarif') return formatSarif(checked.report, options.version);
  return reportText(checked, process.stdout, { verbose: options.verbose });
}
