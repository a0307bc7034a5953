import { formatDay } from '../../../postmortem/time/format.ts';
import { formatDuration } from '../../../postmortem/time/time.ts';
import { excerptOf, formsIn, markerOf, openingOf, type TextPart } from '../../../search/excerpt.ts';
import type { Found, KnownTerm } from '../../../search/find.ts';
import type { Match } from '../../../search/ranking.ts';
import type { ResultDocument } from '../../../search/result-document.ts';
import { element } from '../dom.ts';
import { someOf } from './words.ts';

/** What a result shows, ready to be put into the page. */
export interface ResultContent {
  /** Of the postmortem, with the words to mark there. */
  address: string;
  title: Node[];
  /** Date, cause, duration, impact, severity. */
  facts: (Node | string)[];
  /** Why it stands where it stands; absent where it has all that was asked for. */
  evidence?: HTMLElement;
  /** The best part of its text, else how it begins. */
  excerpt: Node[];
  /** The heading over the excerpt. */
  section?: { title: string; address: string };
}

// The address of a page is no place for a whole log.
const MOST_MARKED = 12;
/** Words that a beginning may stand for. */
const MOST_FORMS = 3;

/** Puts together what a result shows; `base` is the address of the site's root, with `/` at both ends. */
export function resultContent(document: ResultDocument, match: Match, found: Found, base: string): ResultContent {
  const { terms } = found;
  const words = wordsToMark(document, terms);
  const mark = words.length === 0 ? '' : `?${new URLSearchParams({ mark: words.slice(0, MOST_MARKED).join(' ') })}`;
  const address = `${base}postmortems/${document.id}/${mark}`;
  const excerpt = excerptOf(document.sections, terms) ?? openingOf(document.sections);
  const evidence = evidenceOf(match, found);
  return {
    address,
    title: nodesOf(markerOf(terms)(document.title)),
    facts: factsOf(document),
    ...(evidence && { evidence }),
    excerpt: excerpt ? nodesOf(excerpt.parts) : [],
    ...(excerpt?.anchor && { section: { title: excerpt.title, address: `${address}#${excerpt.anchor}` } }),
  };
}

/** The words of the query as the document's page has them, for marking them there. */
function wordsToMark({ title, sections }: ResultDocument, terms: readonly KnownTerm[]): string[] {
  const others = terms.filter(({ known }) => known === 'prefix' || known === 'parts');
  const texts = [title, ...sections.flatMap((section) => [section.title, section.text])];
  const found = formsIn(texts, others, MOST_FORMS);
  const forms = new Map(others.map((term, place) => [term, found[place] ?? []]));
  const words = terms.flatMap((term) => forms.get(term) ?? (term.known === 'unknown' ? [] : [term.text]));
  return [...new Set(words)];
}

function evidenceOf({ evidence, words }: Match, found: Found): HTMLElement | undefined {
  if (evidence === 'same-error') return element('strong', { class: 'same-error' }, 'Same error');
  return evidence === 'some' ? element('span', {}, someOf(words, found)) : undefined;
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
