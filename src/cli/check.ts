import path from 'node:path';
import { loadArchive } from '../build/load.ts';
import type { Loaded } from '../build/loaded.ts';
import { type Selection, selectArchives } from '../build/select.ts';
import { compareDiagnostics } from '../diagnostics/diagnostic.ts';
import { formatGithub } from '../diagnostics/github.ts';
import { formatGitlab } from '../diagnostics/gitlab.ts';
import { formatJson } from '../diagnostics/json.ts';
import { countSeverity } from '../diagnostics/report.ts';
import { formatSarif } from '../diagnostics/sarif.ts';
import { relativePath } from '../disk/relative-path.ts';
import { SETTINGS_FILE } from '../disk/settings.ts';
import { type CacheOption, withCache } from './cache.ts';
import { fixFiles } from './check/fix.ts';
import { formatMarkdown } from './check/markdown.ts';
import { type Review, reviewsOf } from './check/review.ts';
import { checkEarlier, type Earlier } from './check/since.ts';
import { today } from './options.ts';
import { print, reportText } from './print.ts';
import { INTERRUPTED } from './signals.ts';

export interface CheckOptions {
  format: 'pretty' | 'json' | 'github' | 'gitlab' | 'markdown' | 'sarif';
  maxWarnings?: number;
  asOf?: string;
  cache?: CacheOption;
  /** Prints every warning and note instead of a summary. */
  verbose?: boolean;
  /** Corrects the form of the files first. */
  fix?: boolean;
  /** A commit; only problems that are new since then are reported. */
  since?: string;
  /** Version of this program, for SARIF. */
  version: string;
}

/** A report and the source texts of the files it names. */
export type Checked = Pick<Loaded, 'report' | 'sources'>;

/** A report, with what the format Markdown adds about the documents that were changed or named. */
type CheckedArchive = Checked & { reviews: Review[] };

/** An archive to check, with its earlier problems if only new ones are reported. */
interface Task extends Selection {
  earlier?: Earlier | undefined;
}

/**
 * Checks archives, or some of their files, and prints one report. Returns the exit status: 0 success, 1 errors or too
 * many warnings, 2 a path that does not exist or cannot be checked, or a file that could not be fixed, 130 if fixing was
 * interrupted. Throws `MissingFolderError` if a folder cannot be read, and `Failure` if there is no commit `since`.
 */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const { asOf = today(), cache, since, format: outputFormat } = options;
  const selections = await selectArchives(paths);
  if (typeof selections === 'string') return print.problem(selections);
  const tasks: Task[] = [];
  for (const selection of selections) tasks.push(await taskOf(selection, since, asOf, cache));
  const toFix = tasks.map(({ earlier, ...selection }) => ({ ...selection, only: earlier?.changed }));
  const fixed = options.fix ? await fixFiles(toFix) : 'complete';
  if (fixed === 'interrupted') return INTERRUPTED;
  const checked = await checkTasks(tasks, asOf, cache, outputFormat === 'markdown');
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
  return typeof selections === 'string' ? selections : checkTasks(selections, asOf, cache);
}

async function taskOf(
  selection: Selection,
  since: string | undefined,
  asOf: string,
  option: CacheOption,
): Promise<Task> {
  if (since === undefined) return selection;
  const { folder } = selection;
  return {
    ...selection,
    earlier: await withCache(folder, option, (cache) => checkEarlier(folder, since, asOf, cache)),
  };
}

async function checkTasks(
  tasks: readonly Task[],
  asOf: string,
  cache: CacheOption,
  withReviews = false,
): Promise<CheckedArchive> {
  const all: CheckedArchive[] = [];
  for (const task of tasks) all.push(await checkTask(task, asOf, cache, withReviews));
  return merge(all);
}

async function checkTask(task: Task, asOf: string, option: CacheOption, withReviews: boolean): Promise<CheckedArchive> {
  const { folder, earlier } = task;
  const named = new Set([...task.named, ...(earlier?.changed ?? [])]);
  const loading = { drafts: true, render: false, asOf, named };
  return withCache(folder, option, async (cache) => {
    const loaded = await loadArchive(folder, { ...loading, cache });
    const { report, sources } = loaded;
    const diagnostics = earlier ? earlier.newOnes(report.diagnostics) : report.diagnostics;
    const checked = selectFiles({ report: { ...report, diagnostics }, sources }, task);
    if (!withReviews || !loaded.archive) return { ...checked, reviews: [] };
    const { audience } = loaded.archive.settings;
    // Colleagues may see all documents, whoever the site is for.
    const whole =
      audience === 'public' ? await loadArchive(folder, { ...loading, audience: 'internal', cache }) : loaded;
    const { archive = loaded.archive, comparable, address } = whole;
    return { ...checked, reviews: reviewsOf(filesToReview(task), { archive, comparable, address, audience }) };
  });
}

/** Returns the selected documents that were changed or, without a commit, named: their names by their paths within the archive. */
function filesToReview({ folder, files, earlier }: Task): Map<string, string> {
  const selected = files ?? new Map([...(earlier?.changed ?? [])].map((file) => [file, file]));
  const changed = [...selected].filter(([file]) => earlier?.changed.has(file) ?? true);
  return new Map(changed.map(([file, name]) => [relativePath(folder, file), name]));
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

function merge(all: readonly CheckedArchive[]): CheckedArchive {
  const diagnostics = all.flatMap(({ report }) => report.diagnostics).sort(compareDiagnostics);
  const files = all.reduce((sum, { report }) => sum + report.files, 0);
  return {
    report: { files, diagnostics },
    sources: new Map(all.flatMap(({ sources }) => [...sources])),
    reviews: all.flatMap(({ reviews }) => reviews),
  };
}

function format(checked: CheckedArchive, options: CheckOptions): string {
  if (options.format === 'json') return formatJson(checked.report);
  if (options.format === 'github') return formatGithub(checked.report);
  if (options.format === 'gitlab') return formatGitlab(checked.report);
  if (options.format === 'markdown') return formatMarkdown(checked.report, checked.reviews);
  if (options.format === 'sarif') return formatSarif(checked.report, options.version);
  return reportText(checked, process.stdout, { verbose: options.verbose });
}
