/** Worker thread of `bodyReader`: parses and renders the bodies of documents. */
import { parentPort } from 'node:worker_threads';
import { comparableOf } from '../archive/similarity/comparable.ts';
import { type ParsedBody, parseBody } from '../postmortem/body/parse.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { placeIn } from '../postmortem/frontmatter/places.ts';
import { lineOf, textSections } from '../postmortem/html/text.ts';
import { documentWords, type KnownWords } from '../search/document-words.ts';
import { type Answer, HELD_TREES, type Question } from './body-messages.ts';

/** A parsed document: its tree, and the settings with which it was parsed. */
interface Held {
  tree: ParsedBody['elements'];
  settings: DocumentSettings;
  summary: string;
}

/** The documents that were parsed last, by their tickets, oldest first. */
const held = new Map<number, Held>();

let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (question: Question) => {
  // One after the other, as the time and the memory of each is limited.
  last = last.then(async () => {
    parentPort?.postMessage(await answerTo(question).catch((error: Error) => ({ error })));
  });
});
parentPort?.postMessage('ready' satisfies Answer);

async function answerTo(question: Question): Promise<Answer> {
  if (question.kind === 'render') {
    const document = held.get(question.ticket);
    if (!document) return 'gone';
    // Imported lazily, as `check` does not render.
    const { renderHtml } = await import('../postmortem/html/render.ts');
    const { language, sectionNames: names, tickets: trackers } = document.settings;
    const options = { now: millisecondsOfWork, isOff: question.plain, language, names, trackers };
    const { sections, ...rendered } = await renderHtml(document.tree, question.targets, options);
    const text = sections.map((section) => `${section.title}\n${section.text}`).join('\n');
    const code = sections.flatMap((section) => section.code);
    const summary = lineOf(document.summary);
    const hasSummary = sections.some((section) => lineOf(section.text).includes(summary));
    return { rendered: { ...rendered, words: documentWords(text, code, known()), hasSummary } };
  }
  const { ticket, settings, texts } = question;
  const { places, ...source } = question.source;
  const placeOf = (path: readonly PropertyKey[]) => placeIn(places, path) ?? source.split.opening;
  const { elements: tree, ...parsed } = parseBody({ ...source, placeOf }, settings);
  hold(ticket, { tree, settings, summary: source.valid.summary ?? '' });
  const sections = textSections(tree);
  const comparable = comparableOf(source.id, source.valid, sections, known().tokens);
  return { parsed: { ...parsed, comparable, ...(texts && { texts: sections }) } };
}

// Limits the memory that the words of earlier documents take.
const MOST_KNOWN = 50_000;
const KNOWN: KnownWords = { tokens: new Map(), aliases: new Map() };

/** Returns the words of earlier documents. */
function known(): KnownWords {
  for (const words of [KNOWN.tokens, KNOWN.aliases]) if (words.size > MOST_KNOWN) words.clear();
  return KNOWN;
}

function hold(ticket: number, document: Held): void {
  held.set(ticket, document);
  const [oldest] = held.keys();
  if (held.size > HELD_TREES && oldest !== undefined) held.delete(oldest);
}

// Milliseconds of clock time during which processor time is not asked for, as that takes longer than a regular expression.
const PRECISION = 20;
let asked = { clock: 0, work: 0 };

/**
 * Returns processor time rather than clock time, so that highlighting does not depend on what else the machine does. It is up
 * to 20 ms behind.
 */
function millisecondsOfWork(): number {
  const clock = performance.now();
  if (clock - asked.clock > PRECISION) asked = { clock, work: processorTime() };
  return asked.work;
}

function processorTime(): number {
  // Node 22 has no clock for one thread.
  const { user, system } = (process.threadCpuUsage ?? process.cpuUsage)();
  return (user + system) / 1000;
}
