import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { defaultSettings, documentSettings, parseSettings } from '../../src/archive/settings.ts';
import { findControlCharacter } from '../../src/diagnostics/control-characters.ts';
import { makeDraft } from '../../src/import/draft.ts';
import { formatDraft } from '../../src/import/write.ts';
import { parseMarkdown } from '../../src/postmortem/body/markdown.ts';
import { parseBody } from '../../src/postmortem/body/parse.ts';
import { fixDocument } from '../../src/postmortem/fix/fix-document.ts';
import { frontmatterJsonSchema } from '../../src/postmortem/frontmatter/json-schema.ts';
import { parseFrontmatter } from '../../src/postmortem/frontmatter/parse.ts';
import { partsOf } from '../../src/postmortem/html/parts.ts';
import { renderHtml } from '../../src/postmortem/html/render.ts';
import { LIMITS } from '../../src/postmortem/limits/limits.ts';
import { checkDates } from '../../src/postmortem/rules/dated.ts';
import { formatDuration, parseDuration } from '../../src/postmortem/time/duration.ts';
import { parseTimestamp } from '../../src/postmortem/time/parse-timestamp.ts';
import { archives, checkArchive } from './archives.ts';
import { checkDiagnostics } from './diagnostics.ts';
import { htmlProblems } from './html.ts';
import { checkLong, sizes } from './long.ts';
import { linesOf, mutationsOf } from './mutations.ts';
import { ACTION_WORDS, ACTIONS, DAYS, DURATIONS, TIMES } from './pieces.ts';
import { documents, settingsFiles } from './sources.ts';

/** A property that must hold for every input. */
export interface Fuzz {
  name: string;
  property: fc.IAsyncProperty<unknown>;
  /** Number of inputs that take at most a second on an idle machine. */
  runs: number;
}

const SETTINGS = documentSettings(defaultSettings());
const TRACKERS = { OPS: 'https://tracker.example.com/{id}', '#': 'https://git.example.com/{id}' };
const IDENTITY = { id: 'fuzz', file: 'fuzz.md', path: 'fuzz.md' };

const HEAD = '---\ntitle: Login fails\nstarted: 2024-04-15T15:45:00Z\nduration: 2h\nimpact: 30%\ncause: network\n---\n';

/** All properties, by the module that parses the input. */
export const FUZZES: readonly Fuzz[] = [
  fuzz('documents', 60, mutationsOf(documents()), checkDocument),
  fuzz('archives', 20, archives, checkArchive),
  fuzz('times', 150, listUnder('Timeline', TIMES), checkTimeline),
  fuzz('timestamps', 2000, fc.oneof(linesOf(TIMES), linesOf(DURATIONS)), checkTimes),
  fuzz('actions', 150, listUnder('Action items', ACTIONS), checkActions),
  fuzz('timeline-shapes', 60, sections('Timeline', [...TIMES, ...DAYS]), checkSection),
  fuzz('action-shapes', 60, sections('Action items', [...ACTIONS, ...ACTION_WORDS]), checkSection),
  fuzz(
    'fixes',
    40,
    fc.oneof(mutationsOf(documents()), sections('Action items', [...ACTIONS, ...ACTION_WORDS])),
    checkFix,
  ),
  fuzz('imports', 60, mutationsOf(documents()), checkImport),
  fuzz('settings', 60, mutationsOf(settingsFiles()), checkSettings),
  fuzz('long-inputs', 20, sizes, checkLong),
];

/** Creates a property; `check` throws when an input violates it. */
function fuzz<Input>(
  name: string,
  runs: number,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
): Fuzz {
  return { name, runs, property: fc.asyncProperty(inputs, async (input) => check(input)) };
}

function listUnder(section: string, pieces: readonly string[]): fc.Arbitrary<string> {
  const items = fc.array(linesOf(pieces), { minLength: 1, maxLength: 6 });
  return items.map((lines) => `${HEAD}\n## ${section}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
}

/** Documents with a section of lists, paragraphs, tables and headings. */
function sections(name: string, pieces: readonly string[]): fc.Arbitrary<string> {
  const line = linesOf(pieces).map((text) => text.replaceAll('\n', ' '));
  const cells = fc.array(line, { minLength: 3, maxLength: 3 });
  const row = cells.map((each) => `| ${each.map((cell) => cell.replaceAll('|', ' ')).join(' | ')} |`);
  const block = fc.oneof(
    fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.map((text) => `- ${text}`).join('\n')),
    fc
      .array(line, { minLength: 1, maxLength: 3 })
      .map((lines) => lines.map((text) => `1. ${text}\n   - ${text}`).join('\n')),
    fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
    fc
      .array(row, { minLength: 1, maxLength: 3 })
      .map((rows) => ['| Time | Task | Owner |', '| - | - | - |', ...rows].join('\n')),
    line.map((text) => `### ${text}`),
    line.map((text) => `**${text}**`),
  );
  const blocks = fc.array(block, { minLength: 1, maxLength: 5 });
  return blocks.map((each) => `${HEAD}\n## ${name}\n\n${each.join('\n\n')}\n`);
}

/** No word of a section is lost between the source and the page, and what is read of it is valid. */
async function checkSection(source: string): Promise<void> {
  if (findControlCharacter(source)) return;
  const { elements, diagnostics, postmortem } = read(source);
  checkDiagnostics(new Map([[IDENTITY.file, source]]), diagnostics);
  const { html } = await renderHtml(elements, new Map());
  const shown = new Set(textsIn(fromHtml(html, { fragment: true })).flatMap(wordsOf));
  const body = textsIn(parseMarkdown(source.slice(HEAD.length))).flatMap(wordsOf);
  const lost = body.find((word) => !shown.has(word));
  if (lost !== undefined) throw new Error(`loses ${lost}`);
  const plain = source.replaceAll(/\[([^\][]*)\]\([^()]*\)/g, '$1').replaceAll(/[*~`]/g, '');
  const lines = source.split('\n').length;
  for (const { line, at } of postmortem?.timeline ?? []) {
    if (line < 1 || line > lines || !Number.isSafeInteger(at.epochMilliseconds))
      throw new Error(`has an entry at ${line}`);
  }
  for (const { title, line } of postmortem?.actions ?? []) {
    const unknown = wordsOf(title).find((word) => !plain.includes(word));
    if (line > lines || unknown !== undefined) throw new Error(`invents ${unknown} in line ${line}`);
  }
}

/** Returns the texts in a tree, each on its own: emphasis within a word separates it. */
function textsIn(node: { type: string; value?: string; children?: readonly object[] }): string[] {
  if (node.type === 'text' || node.type === 'inlineCode') return [node.value ?? ''];
  return (node.children ?? []).flatMap((child) => textsIn(child as typeof node));
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\d]+/gu) ?? [];
}

/** Correcting a document twice changes nothing the second time, and adds no error. */
function checkFix(source: string): void {
  if (findControlCharacter(source)) return;
  const { text } = fixDocument(source, IDENTITY, SETTINGS);
  if (fixDocument(text, IDENTITY, SETTINGS).text !== text) throw new Error('is corrected twice');
  const [before, after] = [source, text].map((each) => {
    return read(each).diagnostics.filter(({ severity }) => severity === 'error').length;
  });
  if ((after ?? 0) > (before ?? 0)) throw new Error('has more errors when corrected');
}

async function checkDocument(source: string): Promise<void> {
  // Files with such characters are rejected before parsing.
  if (findControlCharacter(source)) return;
  const { elements, diagnostics } = read(source);
  checkDiagnostics(new Map([[IDENTITY.file, source]]), diagnostics);
  const { html, landmarks } = await renderHtml(elements, new Map(), { trackers: TRACKERS });
  const parts = partsOf(html, landmarks, ['timeline', 'actions']);
  mustBeEmpty('the page', htmlProblems(html));
  for (const part of parts) {
    for (const piece of [part.heading, part.before, part.html, part.after]) mustBeEmpty('a part', htmlProblems(piece));
  }
}

function read(source: string) {
  const head = parseFrontmatter(source, IDENTITY, SETTINGS);
  const parsed = parseBody(head, SETTINGS);
  const dated = checkDates({ ...head, actions: parsed.actions, source }, '2024-06-01');
  return { ...parsed, diagnostics: [...head.diagnostics, ...parsed.diagnostics, ...dated] };
}

/** Every entry that starts with a time is parsed or reported, and no word of it is lost. */
function checkTimeline(source: string): void {
  const { diagnostics, postmortem } = read(source);
  checkDiagnostics(new Map([[IDENTITY.file, source]]), diagnostics);
  const reported = new Set(diagnostics.map(({ line }) => line));
  // One report names the first of several lines and counts the others.
  const isReported = diagnostics.some(({ rule }) => rule === 'unreadable-timeline' || rule === 'several-incidents');
  const known = new Map(postmortem?.timeline.map((entry) => [entry.line, entry]));
  for (const [index, line] of source.split('\n').entries()) {
    if (!/^- \d{1,2}:\d{2}(?!\d)/.test(line)) continue;
    if (!known.has(index + 1) && !reported.has(index + 1) && !isReported)
      throw new Error(`says nothing of the entry ${line}`);
  }
  for (const { at } of known.values()) {
    if (!Number.isSafeInteger(at.epochMilliseconds)) throw new Error(`has an entry at ${at.epochMilliseconds}`);
  }
}

/** A parsed duration is formatted to text with the same meaning. */
function checkTimes(text: string): void {
  const minutes = parseDuration(text);
  if (minutes !== undefined && parseDuration(formatDuration(minutes)) !== minutes)
    throw new Error(`${minutes} minutes`);
  for (const zone of [undefined, 'Europe/Berlin']) parseTimestamp(text, zone);
}

/** Every task is an action item, and no word of it is lost. */
function checkActions(source: string): void {
  const { diagnostics, postmortem } = read(source);
  checkDiagnostics(new Map([[IDENTITY.file, source]]), diagnostics);
  const known = new Map(postmortem?.actions.map((action) => [action.line, action]));
  for (const [index, line] of source.split('\n').entries()) {
    const [, text] = /^- \[[ x]\] +(\w[\w @:-]*)$/.exec(line) ?? [];
    if (text === undefined) continue;
    const { title, owner, due, done, type, ticket, status } = known.get(index + 1) ?? {};
    const kept = [title, owner, due, done, type, ticket, status].join(' ').toLowerCase();
    const lost = text
      .split(/[\s:]+/)
      .find((word) => !/^(?:due|done|type|status)?$/i.test(word) && !kept.includes(word.toLowerCase()));
    if (lost !== undefined) throw new Error(`loses ${lost} of ${line}`);
  }
}

/** A document with a date becomes a draft whose frontmatter is valid and whose body is that of the document. */
function checkImport(source: string): void {
  if (findControlCharacter(source) || source.includes('\r')) return;
  const { causes } = defaultSettings();
  const draft = makeDraft({ name: IDENTITY.file, text: source }, { settings: SETTINGS, causes });
  if ('reason' in draft || draft.day === undefined) return;
  if (!source.endsWith(draft.body)) throw new Error('changes the body');
  const written = formatDraft(draft);
  // The limit is checked when the draft is written.
  if (written.indexOf('\n---\n', 4) > LIMITS.frontmatter) return;
  const { frontmatter, diagnostics } = parseFrontmatter(written, IDENTITY, SETTINGS);
  if (!frontmatter) throw new Error(`makes an invalid draft: ${diagnostics[0]?.message}`);
}

function checkSettings(source: string): void {
  const { settings, diagnostics } = parseSettings(source, IDENTITY.file);
  checkDiagnostics(new Map([[IDENTITY.file, source]]), diagnostics);
  if (!settings) {
    if (diagnostics.length === 0) throw new Error('has neither settings nor a diagnostic');
    return;
  }
  JSON.stringify(frontmatterJsonSchema(documentSettings(settings), settings.fields));
}

function mustBeEmpty(what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`${what} ${problems.join('; ')}`);
}
