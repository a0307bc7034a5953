import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { documentSettings, parseSettings, type Settings } from '../../src/archive/settings.ts';
import { convert } from '../../src/import/convert/convert.ts';
import { makeDraft } from '../../src/import/draft.ts';
import { formatDraft } from '../../src/import/write.ts';
import type { ActionItem } from '../../src/postmortem/body/action-items.ts';
import { type ParsedBody, parseBody } from '../../src/postmortem/body/parse.ts';
import type { DocumentSettings } from '../../src/postmortem/document.ts';
import { parseFrontmatter } from '../../src/postmortem/frontmatter/parse.ts';
import { splitDocument } from '../../src/postmortem/frontmatter/split.ts';
import { momentsAt } from '../../src/postmortem/time/clocks.ts';
import { formatDuration } from '../../src/postmortem/time/duration.ts';
import { formatWritten, localDate, type Timestamp } from '../../src/postmortem/time/timestamp.ts';
import { type Expectation, FACTS, type FactName, NONE } from './expectations.ts';
import type { BenchDocument } from './find-documents.ts';

/** What the program reads in a document. */
export interface Reading {
  /** Times are as on the clocks of the expectation: `2024-05-01 15:45`, or days. */
  facts: Partial<Record<FactName, string>>;
  timeline: string[];
  actions: Pick<ActionItem, 'title' | 'owner' | 'coOwners' | 'due'>[];
  /** Whether pages say that there are no action items. */
  saysNoActions: boolean;
  /** Errors of `check`, or why there is no draft. */
  problems: string[];
}

const NOTHING: Reading = { facts: {}, timeline: [], actions: [], saysNoActions: false, problems: [] };

/** Imports a document, and reads the draft. */
export async function readImported({ file, bytes, expected }: BenchDocument): Promise<Reading> {
  const { settings, known } = settingsOf(expected);
  const name = path.basename(file);
  const converted = await convert({ name, bytes, readImage: async () => undefined });
  if ('reason' in converted) return { ...NOTHING, problems: [converted.reason] };
  const importing = { settings: known, causes: settings.causes };
  const draft = makeDraft({ name, text: converted.text }, importing);
  if ('reason' in draft) return { ...NOTHING, problems: [draft.reason] };
  const parsed = read(formatDraft(draft), known);
  const { postmortem } = parsed;
  const written = Object.fromEntries(draft.fields.map(({ key, value }) => [key, value]));
  const impact = impactText(written.impact);
  const facts: Reading['facts'] = {
    ...(postmortem?.severity && { severity: postmortem.severity }),
    ...(postmortem?.durationMinutes !== undefined && { duration: formatDuration(postmortem.durationMinutes) }),
    ...(impact && { impact }),
  };
  for (const name of FACTS.slice(0, 3) as ('started' | 'detected' | 'resolved')[]) {
    const at = postmortem?.[name];
    if (at) facts[name] = clockTime(at, expected);
  }
  return readingOf(parsed, facts, expected);
}

/** Reads a document as an archive contains it: with frontmatter that a person added, and the body as it was. */
export async function readInPlace({ bytes, file, expected }: BenchDocument): Promise<Reading | undefined> {
  if (!/\.(?:md|txt)$/.test(file) && /\.\w+$/.test(path.basename(file))) return undefined;
  const text = new TextDecoder().decode(bytes);
  const body = text.startsWith('---\n') ? (splitDocument(text, file).body ?? '') : text;
  const [known] = [...expected.started, ...expected.timeline.map(({ time }) => time)].filter(
    (each) => each !== NONE && each.length >= 10,
  );
  const started = known?.includes(' ') ? momentsAt(known.slice(0, 10), known.slice(11), expected.zone)[0] : undefined;
  const frontmatter = `title: Bench\nstarted: ${JSON.stringify(started ? formatWritten(started) : known)}\nduration: unknown\nimpact: unknown\ncause: unknown\n`;
  return readingOf(read(`---\n${frontmatter}---\n\n${body}`, settingsOf(expected).known), {}, expected);
}

function read(text: string, settings: DocumentSettings): ParsedBody {
  const identity = { id: '2024-01-01-bench', file: 'bench.md', path: 'bench.md' };
  const frontmatter = parseFrontmatter(text, identity, settings);
  const body = parseBody(frontmatter, settings);
  return { ...body, diagnostics: [...frontmatter.diagnostics, ...body.diagnostics] };
}

function readingOf(
  { postmortem, actions, diagnostics }: ParsedBody,
  facts: Reading['facts'],
  expected: Expectation,
): Reading {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return {
    facts,
    timeline: (postmortem?.timeline ?? []).map(({ at, isDay }) => (isDay ? localDate(at) : clockTime(at, expected))),
    actions,
    saysNoActions: actions.length === 0 && !postmortem?.hasUnreadActions,
    problems: errors.map(({ rule, message }) => `${rule}: ${message}`),
  };
}

/** Formats a time as on the clocks of the expectation. */
function clockTime(at: Timestamp, { zone }: Expectation): string {
  if (at.precision !== 'time') return at.date;
  return Temporal.Instant.fromEpochMilliseconds(at.epochMilliseconds)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');
}

function settingsOf({ archive }: Expectation): { settings: Settings; known: DocumentSettings } {
  const { settings } = parseSettings(archive, 'archive.yml');
  if (!settings) throw new Error(`invalid settings: ${archive}`);
  return { settings, known: documentSettings(settings) };
}

/** Returns `30% users` or `305 customers`. */
function impactText(impact: unknown): string | undefined {
  if (typeof impact !== 'object' || impact === null) return undefined;
  const { percent, of, ...units } = impact as Record<string, unknown>;
  if (percent !== undefined) return `${percent}% ${of ?? ''}`.trim();
  const [unit, count] = Object.entries(units)[0] ?? [];
  return unit === undefined ? undefined : `${count} ${unit}`;
}
