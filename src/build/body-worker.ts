/** Worker thread of `bodyReader`: parses and renders the bodies of documents. */
import { parentPort } from 'node:worker_threads';
import { comparableOf } from '../archive/similarity/comparable.ts';
import { type ParsedBody, parseBody } from '../postmortem/body/parse.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { placeIn } from '../postmortem/frontmatter/places.ts';
import { textSections } from '../postmortem/html/text.ts';
import type { Answer, Question } from './body-messages.ts';

/** Tree of the document that was parsed last, and the names of sections in its archive. */
let elements: ParsedBody['elements'] = { type: 'root', children: [] };
let names: DocumentSettings['sectionNames'];

parentPort?.on('message', async (question: Question) => {
  parentPort?.postMessage(await answerTo(question).catch((error: Error) => ({ error })));
});
parentPort?.postMessage('ready' satisfies Answer);

async function answerTo(question: Question): Promise<Answer> {
  if (question.kind === 'render') {
    const { targets, plain } = question;
    // Imported lazily, as `check` does not render.
    const { renderHtml } = await import('../postmortem/html/render.ts');
    return { rendered: await renderHtml(elements, targets, { now: millisecondsOfWork, isOff: plain, names }) };
  }
  const { settings, texts } = question;
  const { places, ...source } = question.source;
  const placeOf = (path: readonly PropertyKey[]) => placeIn(places, path) ?? source.split.opening;
  const { elements: tree, ...parsed } = parseBody({ ...source, placeOf }, settings);
  elements = tree;
  names = settings.sectionNames;
  const sections = textSections(tree);
  const comparable = comparableOf(source.id, source.valid, sections);
  return { parsed: { ...parsed, comparable, ...(texts && { texts: sections }) } };
}

/**
 * Returns processor time rather than clock time, so that highlighting does not depend on what else the machine does.
 */
function millisecondsOfWork(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
