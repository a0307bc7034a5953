import { formatDuration } from '../postmortem/time.ts';
import { formatDay } from '../postmortem/time-words.ts';
import { excerptOf, markWords, type TextPart } from '../search/excerpt.ts';
import type { Found } from '../search/find.ts';
import type { Match } from '../search/ranking.ts';
import type { ResultDocument } from '../search/result-document.ts';
import { counted, element } from './dom.ts';

/** What a result shows, ready to be put into the page. */
export interface ResultContent {
  /** Of the postmortem, with the words to mark there. */
  address: string;
  title: Node[];
  /** Date, cause, duration, impact, severity. */
  facts: (Node | string)[];
  /** Why it stands where it stands; absent where it has all that was asked for. */
  evidence?: HTMLElement;
  /** The best part of its text, or its summary. */
  excerpt: Node[];
  /** The heading over the excerpt. */
  section?: { title: string; address: string };
}

// The address of a page is no place for a whole log.
const MOST_MARKED = 12;

/** Puts together what a result shows; `base` is the address of the site's root, with `/` at both ends. */
export function resultContent(document: ResultDocument, match: Match, { terms }: Found, base: string): ResultContent {
  const words = terms.filter(({ known }) => known !== 'unknown').map(({ text }) => text);
  const mark = words.length === 0 ? '' : `?${new URLSearchParams({ mark: words.slice(0, MOST_MARKED).join(' ') })}`;
  const address = `${base}postmortems/${document.id}/${mark}`;
  const excerpt = excerptOf(document.sections, terms);
  const evidence = evidenceOf(match, terms.filter(({ known }) => known !== 'common').length);
  return {
    address,
    title: nodesOf(markWords(document.title, terms)),
    facts: factsOf(document),
    ...(evidence && { evidence }),
    excerpt: excerpt ? nodesOf(excerpt.parts) : [],
    ...(excerpt?.anchor && { section: { title: excerpt.title, address: `${address}#${excerpt.anchor}` } }),
  };
}

function evidenceOf({ evidence, words }: Match, asked: number): HTMLElement | undefined {
  if (evidence === 'same-error') return element('strong', { class: 'same-error' }, 'Same error');
  if (evidence !== 'some') return undefined;
  return element('span', {}, `Matched ${words} of ${counted(asked, 'word')}`);
}

function factsOf({ date, cause, duration, impact, of, severity }: ResultDocument): (Node | string)[] {
  return [
    element('time', { datetime: date }, formatDay(date)),
    cause,
    duration === undefined ? 'Duration unknown' : formatDuration(duration),
    impact === undefined ? 'Impact unknown' : of ? `${impact}% of ${of}` : `${impact}% impact`,
    ...(severity ? [severity] : []),
  ];
}

function nodesOf(parts: readonly TextPart[]): Node[] {
  return parts.map(({ text, marked }) => (marked ? element('mark', {}, text) : document.createTextNode(text)));
}
