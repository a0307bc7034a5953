import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { documentSettings } from '../archive/settings.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import { countOf } from '../diagnostics/count.ts';
import { codeOf } from '../disk/read.ts';
import { loadSettings } from '../disk/settings.ts';
import type { ImportSettings } from '../import/draft.ts';
import type { DateOrder } from '../import/times/written-moments.ts';
import { comparableDraft, findings } from './import/findings.ts';
import { importAll, type PlacedDraft, type Skipped } from './import/import-all.ts';
import { importJson } from './import/json.ts';
import { draftText, summaryText } from './import/pretty.ts';
import { progress } from './import/progress.ts';
import { findSources } from './import/sources.ts';
import { writeDraft } from './import/write-draft.ts';
import { planProblem } from './init/plan.ts';
import { takenIds } from './new/taken.ts';
import { print, reportText } from './print.ts';
import { INTERRUPTED, shutdownSignal } from './signals.ts';

export interface ImportOptions {
  /** Folder of the drafts. */
  to: string;
  /** Zone of times without one; default: that of archive.yml. */
  timezone?: string;
  dateOrder?: DateOrder;
  /** Whether to write nothing. */
  dryRun: boolean;
  format: 'pretty' | 'json';
}

/**
 * Imports documents as drafts. Overwrites nothing. Returns the exit status: 0 if all are imported, 1 if some could not be or
 * archive.yml is invalid, 2 for wrong usage or input that cannot be read, 130 if it was interrupted.
 */
export async function importDocuments(named: readonly string[], options: ImportOptions): Promise<number> {
  const { to, timezone, dateOrder, dryRun, format } = options;
  const inTheWay = await targetProblem(to, dryRun);
  if (inTheWay) return print.problem(inTheWay);
  const loaded = await loadSettings(to);
  const { settings, diagnostics, file, text } = loaded;
  if (!settings) {
    print.error(reportText({ report: { files: 0, diagnostics }, sources: new Map([[file, text]]) }));
    return 1;
  }
  const sources = await findSources(named, to);
  if (typeof sources === 'string') return print.problem(sources);
  if (sources.every(({ skipped }) => skipped)) return print.problem(nothingToImport(named, sources));
  const known = documentSettings(settings);
  const importing: ImportSettings = {
    settings: timezone === undefined ? known : { ...known, timezone },
    causes: settings.causes,
    order: dateOrder,
  };
  const taken = existsSync(to) ? await takenIds(to, loaded) : new Map<string, string>();
  const placed: PlacedDraft[] = [];
  const skipped: Skipped[] = [];
  const comparable: Comparable[] = [];
  let isInterrupted = false;
  void shutdownSignal().then(() => {
    isInterrupted = true;
  });
  const bar = progress(sources.length);
  for await (const result of importAll(sources, importing, { folder: to, taken })) {
    bar.step();
    if (isInterrupted) break;
    if ('skipped' in result) {
      skipped.push(result.skipped);
      continue;
    }
    const made = result.placed;
    if (!dryRun && !made.problem && !made.exists) await writeOrNote(made);
    placed.push(made);
    comparable.push(comparableDraft(made));
    // Only the sections are large.
    made.draft.sections = [];
    if (format === 'pretty') {
      bar.clear();
      print.result(draftText(made, dryRun));
    }
  }
  bar.clear();
  if (isInterrupted) {
    const written = placed.filter(({ problem, exists }) => !problem && !exists).length;
    if (!dryRun)
      print.note(
        `interrupted: ${countOf(written, 'draft')} of ${sources.length} files written; run the command again for the others`,
      );
    return INTERRUPTED;
  }
  if (format === 'json') print.result(importJson(placed, skipped));
  else print.error(summaryText(placed, skipped, findings(placed, comparable)));
  if (format === 'pretty' && timezone !== undefined && settings.timezone !== timezone) {
    print.note(`add \`timezone: ${timezone}\` to archive.yml, so that timelines are read in this zone`);
  }
  const isIncomplete = placed.some(({ problem }) => problem) || skipped.some(({ isUsual }) => !isUsual);
  return isIncomplete ? 1 : 0;
}

/** Writes a draft. One that another program created meanwhile is kept. */
async function writeOrNote(made: PlacedDraft): Promise<void> {
  try {
    await writeDraft(made);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    made.exists = true;
  }
}

/** Describes why drafts cannot be written to a folder, if so. */
async function targetProblem(to: string, isDryRun: boolean): Promise<string | undefined> {
  const stats = statSync(to, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory()) return `${to} is a file, not a folder`;
  return isDryRun ? undefined : planProblem([{ file: path.join(path.resolve(to), 'draft.md'), text: '' }]);
}

function nothingToImport(
  named: readonly string[],
  sources: readonly { file: string; skipped?: { reason: string } }[],
): string {
  const [first] = sources;
  const reason = first?.skipped ? `: ${first.file}: ${first.skipped.reason}` : '';
  return `nothing to import in ${named.join(', ')}${reason}; expected Markdown, text, HTML or Word documents`;
}
