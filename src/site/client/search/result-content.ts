import { excerptOf, formsIn, markerOf, openingOf, type TextPart } from '../../../search/excerpt.ts';
import type { Found, KnownTerm } from '../../../search/find.ts';
import type { Match } from '../../../search/ranking.ts';
import type { ResultDocument } from '../../../search/result-document.ts';
import { createElement } from '../dom.ts';
import { href } from '../href.ts';
import { formats, t } from '../text.ts';
import { someOf } from './messages.ts';

/** The content of a result as DOM nodes. */
export interface ResultContent {
  /** Address of the postmortem, with the terms to highlight. */
  address: string;
  title: Node[];
  /** Date, cause, duration, impact, severity. */
  facts: (Node | string)[];
  /** How it matches; absent if it matches the whole query. */
  evidence?: HTMLElement;
  /** The best matching excerpt, else the beginning of the text. */
  excerpt: Node[];
  /** The section of the excerpt. */
  section?: { title: string; address: string };
}

// Addresses must stay short, even for a query of a whole log.
const MOST_MARKED = 12;
/** Maximum number of words to highlight for a prefix. */
const MOST_FORMS = 3;

/** Builds the content of a result. */
export function resultContent(document: ResultDocument, match: Match, found: Found): ResultContent {
  const { terms } = found;
  const words = wordsToMark(document, terms);
  const mark = words.length === 0 ? '' : `?${new URLSearchParams({ mark: words.slice(0, MOST_MARKED).join(' ') })}`;
  const address = href(`postmortems/${document.id}/${mark}`);
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

/** Returns the terms of the query in the spelling of the document. */
function wordsToMark({ title, sections }: ResultDocument, terms: readonly KnownTerm[]): string[] {
  const others = terms.filter(({ known }) => known === 'prefix' || known === 'parts');
  const texts = [title, ...sections.flatMap((section) => [section.title, section.text])];
  const found = formsIn(texts, others, MOST_FORMS);
  const forms = new Map(others.map((term, place) => [term, found[place] ?? []]));
  const words = terms.flatMap((term) => forms.get(term) ?? (term.known === 'unknown' ? [] : [term.text]));
  return [...new Set(words)];
}

function evidenceOf({ evidence, words }: Match, found: Found): HTMLElement | undefined {
  if (evidence === 'same-error') return createElement('strong', { class: 'same-error' }, t('search.sameError'));
  return evidence === 'some' ? createElement('span', {}, someOf(words, found)) : undefined;
}

function factsOf(document: ResultDocument): (Node | string)[] {
  const { date, cause, duration, severity, isNearMiss } = document;
  return [
    createElement('time', { datetime: date }, formats.day(date)),
    cause,
    ...(isNearMiss
      ? [t('search.nearMiss')]
      : [duration === undefined ? t('search.durationUnknown') : formats.duration(duration), impactOf(document)]),
    ...(severity ? [severity] : []),
  ];
}

function impactOf({ impact, of: whole, qualifier, amount }: ResultDocument): string {
  if (impact === undefined) return amount ? formats.amount(amount) : t('search.impactUnknown');
  const percent = formats.percent(impact, qualifier);
  return whole ? t('search.impactOf', { percent, whole }) : t('search.impact', { percent });
}

function nodesOf(parts: readonly TextPart[]): Node[] {
  return parts.map(({ text, marked }) => (marked ? createElement('mark', {}, text) : document.createTextNode(text)));
}
