import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { documentSettings } from '../archive/settings.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import { startPhase } from '../build/progress.ts';
import { countOf } from '../diagnostics/count.ts';
import { loadSettings } from '../disk/settings.ts';
import type { DateOrder } from '../import/times/written-moments.ts';
import { comparableDraft, findings } from './import/findings.ts';
import { importAll, type PlacedDraft, type Skipped } from './import/import-all.ts';
import { importJson } from './import/json.ts';
import { draftText, summaryText } from './import/pretty.ts';
import { relink } from './import/relink.ts';
import { findSources, type Source } from './import/sources.ts';
import { writeDraft } from './import/write-draft.ts';
import { planProblem } from './init/plan.ts';
import { takenIds } from './new/taken.ts';
import { print, reportText } from './print.ts';
import { INTERRUPTED, interruption } from './signals.ts';

export interface ImportOptions {
  /** Folder of the drafts. */
  to: string;
  /** Zone of times without one; default: that of archive.yml. */
  timezone?: string;
  dateOrder?: DateOrder;
  /** The day of documents whose start is not known, `YYYY-MM-DD`. */
  undated?: string;
  /** Whether to write nothing. */
  dryRun: boolean;
  format: 'pretty' | 'json';
}

/** The documents that were read. */
interface Imported {
  placed: PlacedDraft[];
  skipped: Skipped[];
  comparable: Comparable[];
}

/**
 * Imports documents as drafts. Overwrites nothing. Returns the exit status: 0 if all are imported, 1 if some could not be or
 * archive.yml is invalid, 2 for wrong usage or input that cannot be read, 130 if it was interrupted.
 */
export async function importDocuments(named: readonly string[], options: ImportOptions): Promise<number> {
  const { to, timezone, dryRun, format } = options;
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
  const taken = existsSync(to) ? await takenIds(to, loaded) : new Map<string, string>();
  const known = documentSettings(settings);
  const importing = {
    settings: timezone === undefined ? known : { ...known, timezone },
    causes: settings.causes,
    order: options.dateOrder,
    undated: options.undated,
  };
  const past = format === 'pretty' && taken.size > 0 ? await pastIncidents(to) : [];
  const signal = interruption();
  const imported = await readAll(sources, importAll(sources, importing, { folder: to, taken }), signal);
  const { placed, skipped } = imported;
  relink(placed);
  const written = await writeAll(placed, options, signal);
  if (signal.isInterrupted) {
    print.note(`interrupted: ${countOf(written, 'draft')} written; run the command again for the others`);
    return INTERRUPTED;
  }
  if (format === 'json') print.result(importJson(placed, skipped));
  else {
    print.error(summaryText(placed, skipped, findings(placed, imported.comparable, past)));
    if (timezone !== undefined && timezone !== (settings.timezone ?? 'UTC')) {
      print.note(`add \`timezone: ${timezone}\` to archive.yml, so that timelines are read in this zone`);
    }
  }
  const isIncomplete = placed.some(({ problem }) => problem) || skipped.some(({ isUsual }) => !isUsual);
  return isIncomplete ? 1 : 0;
}

/** Returns the incidents of the archive that drafts are added to, for comparisons. */
async function pastIncidents(folder: string): Promise<Comparable[]> {
  // Loaded when needed, because most imports start an archive.
  const { readPastIncidents } = await import('./similar.ts');
  const read = await readPastIncidents(folder);
  return 'past' in read ? read.past.comparable : [];
}

async function readAll(
  sources: readonly Source[],
  results: ReturnType<typeof importAll>,
  signal: { isInterrupted: boolean },
): Promise<Imported> {
  const imported: Imported = { placed: [], skipped: [], comparable: [] };
  const step = startPhase('reading documents', sources.length);
  for await (const result of results) {
    step();
    // Lets a signal arrive.
    await setImmediate();
    if (signal.isInterrupted) break;
    if ('skipped' in result) imported.skipped.push(result.skipped);
    else {
      const { placed } = result;
      imported.comparable.push(comparableDraft(placed));
      // They are large, and no longer needed.
      placed.draft.sections = [];
      imported.placed.push(placed);
    }
  }
  return imported;
}

/** Writes and shows the drafts, and returns how many were written. */
async function writeAll(
  placed: readonly PlacedDraft[],
  { dryRun, format }: ImportOptions,
  signal: { isInterrupted: boolean },
): Promise<number> {
  let written = 0;
  for (const made of placed) {
    await setImmediate();
    if (signal.isInterrupted) return written;
    if (!dryRun && !made.problem && !made.exists) {
      if (await writeDraft(made)) written += 1;
      else made.exists = true;
    }
    if (format === 'pretty') print.result(draftText(made, dryRun));
  }
  return written;
}

/** Describes why drafts cannot be written to a folder, if so. */
async function targetProblem(to: string, isDryRun: boolean): Promise<string | undefined> {
  const stats = statSync(to, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory()) return `${to} is a file, not a folder`;
  return isDryRun ? undefined : planProblem([{ file: path.join(path.resolve(to), 'draft.md'), text: '' }]);
}

function nothingToImport(named: readonly string[], sources: readonly Source[]): string {
  const [first] = sources;
  const reason = first?.skipped ? ` (${first.file}: ${first.skipped.reason})` : '';
  return `nothing to import in ${named.join(', ')}${reason}; expected Markdown, text, HTML or Word documents`;
}
