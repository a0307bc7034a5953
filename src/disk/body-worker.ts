/** Reads and renders bodies of documents in a thread of its own, for `bodyReader`. */
import { parentPort } from 'node:worker_threads';
import { OPENING } from '../diagnostics/diagnostic.ts';
import { textSections } from '../postmortem/html/text.ts';
import { type Parsed, parseBody } from '../postmortem/parse.ts';
import { placeIn } from '../postmortem/places.ts';
import type { Answer, Question } from './body-messages.ts';

/** Of the document that was read last. */
let elements: Parsed['elements'] = { type: 'root', children: [] };

parentPort?.on('message', async (question: Question) => {
  parentPort?.postMessage(await answerTo(question).catch((error: Error) => ({ error })));
});
parentPort?.postMessage('ready' satisfies Answer);

async function answerTo(question: Question): Promise<Answer> {
  if (question.kind === 'render') {
    const { targets, plain } = question;
    // `check` needs none of it.
    const { renderHtml } = await import('../postmortem/html/render.ts');
    return { rendered: await renderHtml(elements, targets, { now: millisecondsOfWork, isOff: plain }) };
  }
  const { settings, texts } = question;
  const { body, bodyLine, places, ...source } = question.source;
  const split = { body, bodyLine, placeOf: (path: readonly PropertyKey[]) => placeIn(places, path) ?? OPENING };
  const { elements: tree, ...parsed } = parseBody({ ...source, split }, settings);
  elements = tree;
  return { parsed: { ...parsed, ...(texts && { texts: textSections(tree) }) } };
}

/** Of the processor, not of a clock: colours must not depend on what else a machine is busy with. */
function millisecondsOfWork(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
