import fc from 'fast-check';
import { defaultSettings, documentSettings, parseSettings } from '../../src/archive/settings.ts';
import { controlIn } from '../../src/diagnostics/control.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatGithub } from '../../src/diagnostics/github.ts';
import { formatJson } from '../../src/diagnostics/json.ts';
import { formatPretty } from '../../src/diagnostics/pretty.ts';
import { formatSarif } from '../../src/diagnostics/sarif.ts';
import { parseBody } from '../../src/postmortem/body/parse.ts';
import { frontmatterJsonSchema } from '../../src/postmortem/frontmatter/json-schema.ts';
import { parseHead } from '../../src/postmortem/frontmatter/parse.ts';
import { partsOf } from '../../src/postmortem/html/parts.ts';
import { renderHtml } from '../../src/postmortem/html/render.ts';
import { formatDuration, parseDuration, parseTimestamp } from '../../src/postmortem/time/time.ts';
import { htmlProblems } from './html.ts';
import { linesOf, mutationsOf } from './mutations.ts';
import { documents, settingsFiles } from './sources.ts';

/** Something that must hold for every input. */
export interface Fuzz {
  name: string;
  inputs: fc.Arbitrary<string>;
  /** Throws where an input breaks it. */
  check(input: string): void | Promise<void>;
}

const SETTINGS = { ...documentSettings(defaultSettings()), asOf: '2024-06-01' };
const IDENTITY = { id: 'fuzz', file: 'fuzz.md', path: 'fuzz.md' };

const TIMES = [
  ...[
    '15:45',
    '9:05',
    '00:00',
    '24:00',
    '3:50',
    '15:45:30',
    '2024-04-15',
    '2024-04-15T15:45',
    '2024-04-15 15:45',
    'Z',
    ' UTC',
    ' CET',
  ],
  ...[
    '+02:00',
    '-0500',
    ' pm',
    'am',
    ' - ',
    '-',
    '–',
    '—',
    ': ',
    ' ',
    ' (detected)',
    ' (resolved)',
    'a ',
    '1',
    '1000',
    '~',
    '[',
    ']',
    '|',
  ],
];
const ACTIONS = [
  ...[
    '[ ] ',
    '[x] ',
    '[-] ',
    '[] ',
    'Add an alert',
    ' @web',
    ' @jane/doe',
    ' due:2024-05-01',
    ' due:soon',
    ' due: 2024-05-01',
    ' done:2024-05-02',
  ],
  ...[
    ' type:prevent',
    ' type:x',
    ' status:dropped',
    ' status:nope',
    ' #12',
    ' OPS-7',
    ' (',
    ')',
    ',',
    ';',
    '.',
    ' – ',
    ' `code`',
    ' **bold**',
    ' [a](b)',
  ],
];

const HEAD = '---\ntitle: Login fails\nstarted: 2024-04-15T15:45:00Z\nduration: 2h\nimpact: 30%\ncause: network\n---\n';

/** Everything that is fuzzed, by the part of the product that reads the input. */
export const FUZZES: readonly Fuzz[] = [
  { name: 'documents', inputs: mutationsOf(documents()), check: checkDocument },
  { name: 'times', inputs: listUnder('Timeline', TIMES), check: checkTimeline },
  { name: 'timestamps', inputs: linesOf(TIMES), check: checkTimes },
  { name: 'actions', inputs: listUnder('Action items', ACTIONS), check: checkActions },
  { name: 'settings', inputs: mutationsOf(settingsFiles()), check: checkSettings },
];

function listUnder(section: string, pieces: readonly string[]): fc.Arbitrary<string> {
  const items = fc.array(linesOf(pieces), { minLength: 1, maxLength: 6 });
  return items.map((lines) => `${HEAD}\n## ${section}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
}

async function checkDocument(source: string): Promise<void> {
  // Such files are refused when they are read.
  if (controlIn(source)) return;
  const { elements, diagnostics } = read(source);
  checkDiagnostics(source, diagnostics);
  const { html, landmarks } = await renderHtml(elements, new Map());
  const parts = partsOf(html, landmarks, ['timeline', 'actions']);
  mustBeEmpty('the page', htmlProblems(html));
  for (const part of parts) {
    for (const piece of [part.heading, part.before, part.html, part.after]) mustBeEmpty('a part', htmlProblems(piece));
  }
}

function read(source: string) {
  const head = parseHead(source, IDENTITY, SETTINGS);
  const parsed = parseBody(head, SETTINGS);
  return { ...parsed, diagnostics: [...head.diagnostics, ...parsed.diagnostics] };
}

/** Every entry that begins with a time is read or reported, and no word of it is lost. */
function checkTimeline(source: string): void {
  const { diagnostics, postmortem } = read(source);
  checkDiagnostics(source, diagnostics);
  const reported = new Set(diagnostics.map(({ line }) => line));
  const known = new Map(postmortem?.timeline.map((entry) => [entry.line, entry]));
  for (const [index, line] of source.split('\n').entries()) {
    if (!/^- \d{1,2}:\d{2}(?!\d)/.test(line)) continue;
    if (!known.has(index + 1) && !reported.has(index + 1)) throw new Error(`says nothing of the entry ${line}`);
  }
  for (const { at } of known.values()) {
    if (!Number.isSafeInteger(at.epochMilliseconds)) throw new Error(`has an entry at ${at.epochMilliseconds}`);
  }
}

/** A duration that is read is printed in words that mean the same. */
function checkTimes(text: string): void {
  const minutes = parseDuration(text);
  if (minutes !== undefined && parseDuration(formatDuration(minutes)) !== minutes)
    throw new Error(`${minutes} minutes`);
  for (const zone of [undefined, 'Europe/Berlin']) parseTimestamp(text, zone);
}

/** Every task is an action item, and no word of it is lost. */
function checkActions(source: string): void {
  const { diagnostics, postmortem } = read(source);
  checkDiagnostics(source, diagnostics);
  const known = new Map(postmortem?.actions.map((action) => [action.line, action]));
  for (const [index, line] of source.split('\n').entries()) {
    const [, text] = /^- \[[ x]\] +(\w[\w @:-]*)$/.exec(line) ?? [];
    if (text === undefined) continue;
    const { title, owner, due, done, type, ticket, state } = known.get(index + 1) ?? {};
    const kept = [title, owner, due, done, type, ticket, state].join(' ').toLowerCase();
    const lost = text
      .split(/[\s:]+/)
      .find((word) => !/^(?:due|done|type|status)?$/i.test(word) && !kept.includes(word.toLowerCase()));
    if (lost !== undefined) throw new Error(`loses ${lost} of ${line}`);
  }
}

function checkSettings(source: string): void {
  const { settings, diagnostics } = parseSettings(source, IDENTITY.file);
  checkDiagnostics(source, diagnostics);
  if (!settings) {
    if (diagnostics.length === 0) throw new Error('has neither settings nor a diagnostic');
    return;
  }
  JSON.stringify(frontmatterJsonSchema(documentSettings(settings), settings.fields));
}

/** Every place lies within the file, and every format takes every diagnostic. */
function checkDiagnostics(source: string, diagnostics: readonly Diagnostic[]): void {
  const lines = source.replace(/^\uFEFF/, '').split(/\r?\n/);
  const isWithin = (line: number, column: number) => column >= 1 && column <= (lines[line - 1]?.length ?? -1) + 1;
  for (const { line, column, endLine, endColumn, rule, message, help } of diagnostics) {
    const place = `${rule} at ${line}:${column} to ${endLine}:${endColumn}`;
    if (!isWithin(line, column) || !isWithin(endLine, endColumn)) throw new Error(`${place} lies outside the file`);
    if (endLine < line || (endLine === line && endColumn < column)) throw new Error(`${place} ends before it begins`);
    if (message === '' || help === '') throw new Error(`${place} lacks a message or its help`);
  }
  const report = { files: 1, diagnostics };
  formatPretty(report, new Map([[IDENTITY.file, source]]), false);
  formatGithub(report);
  JSON.parse(formatJson(report));
  JSON.parse(formatSarif(report, '1.0.0'));
}

function mustBeEmpty(what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`${what} ${problems.join('; ')}`);
}
