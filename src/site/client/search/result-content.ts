import { matchedLine } from '../../../search/closeness.ts';
import { excerptOf, formsIn, markerOf, openingOf, type TextPart } from '../../../search/excerpt.ts';
import type { Found, KnownTerm } from '../../../search/find.ts';
import type { Match } from '../../../search/ranking.ts';
import type { ResultDocument } from '../../../search/result-document.ts';
import { createElement } from '../dom.ts';
import { href } from '../href.ts';
import { formats, parts, t } from '../text.ts';
import { someOf } from './messages.ts';

/** The content of a result as DOM nodes. */
export interface ResultContent {
  /** Address of the postmortem, with the terms to highlight. */
  address: string;
  title: Node[];
  /** Date, cause, duration, impact, severity. */
  facts: (Node | string)[];
  /** How well it matches. */
  match: 'same-error' | 'all' | 'some';
  /** Why it matches; absent if it matches the whole query. */
  evidence?: HTMLElement;
  /** The line of a pasted text that it matches best. */
  line?: (Node | string)[];
  /** What fixed it, and the address of the section about it, or of the page. */
  resolution?: { text: string; address: string };
  /** The best matching excerpt, else the beginning of the text. */
  excerpt: Node[];
  /** The section of the excerpt. */
  section?: { title: string; address: string };
}

// Addresses must stay short, even for a query of a whole log.
const MOST_MARKED = 12;
/** Maximum number of words to highlight for a prefix. */
const MOST_FORMS = 3;
/** Maximum number of characters of a line that is repeated. */
const MOST_OF_LINE = 240;

/** Builds the content of a result. */
export function resultContent(document: ResultDocument, match: Match, found: Found): ResultContent {
  const { terms } = found;
  const words = wordsToMark(document, terms);
  const mark = words.length === 0 ? '' : `?${new URLSearchParams({ mark: words.slice(0, MOST_MARKED).join(' ') })}`;
  const address = href(`postmortems/${document.id}/${mark}`);
  const excerpt = excerptOf(document.sections, terms) ?? openingOf(document.sections);
  const line = lineOf(match, found);
  const evidence = evidenceOf(match, found, line !== undefined);
  const { resolution } = document;
  return {
    address,
    title: nodesOf(markerOf(terms)(document.title)),
    facts: factsOf(document),
    match: match.evidence === 'phrase' ? 'all' : match.evidence,
    ...(evidence && { evidence }),
    ...(line && { line }),
    ...(resolution && {
      resolution: {
        text: resolution.text,
        address: resolution.anchor ? `${address}#${resolution.anchor}` : address,
      },
    }),
    excerpt: excerpt ? nodesOf(excerpt.parts) : [],
    ...(excerpt?.anchor && { section: { title: excerpt.title, address: `${address}#${excerpt.anchor}` } }),
  };
}

/** Makes a result of the search page. */
export function resultItem(id: string, content: ResultContent): HTMLLIElement {
  const { address, title, facts, match, evidence, line, resolution, excerpt, section } = content;
  const heading = createElement('h3', {}, createElement('a', { href: address }, ...title));
  const item = createElement('li', { class: 'search-result', 'data-result': id, 'data-match': match }, heading);
  if (evidence) item.append(createElement('p', { class: 'search-evidence' }, evidence));
  if (line) item.append(createElement('p', { class: 'search-line' }, ...line));
  if (resolution) {
    const label = createElement('a', { href: resolution.address }, t('search.resolution'));
    item.append(
      createElement('p', { class: 'search-resolution' }, label, ' ', createElement('bdi', {}, resolution.text)),
    );
  }
  item.append(createElement('ul', { class: 'search-facts' }, ...facts.map((fact) => createElement('li', {}, fact))));
  if (excerpt.length > 0) item.append(createElement('p', { class: 'search-excerpt' }, ...excerpt));
  if (section) {
    const link = createElement('a', { href: section.address }, section.title);
    item.append(createElement('p', { class: 'search-section' }, ...parts('search.section', { section: link })));
  }
  return item;
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

/** Returns why a postmortem matches. For a pasted text, its closest line says more than a number of words. */
function evidenceOf({ evidence, words }: Match, found: Found, hasLine: boolean): HTMLElement | undefined {
  if (evidence === 'same-error') return createElement('strong', { class: 'same-error' }, t('search.sameError'));
  return evidence === 'some' && !hasLine ? createElement('span', {}, someOf(words, found)) : undefined;
}

function lineOf(match: Match, found: Found): (Node | string)[] | undefined {
  const line = matchedLine(match, found);
  if (!line) return undefined;
  const whole = line.text.trim();
  const text = whole.length > MOST_OF_LINE ? `${whole.slice(0, MOST_OF_LINE)}…` : whole;
  if (line.isSameError) return [createElement('code', {}, text)];
  const keys = new Set(match.keys);
  const marks = markerOf(found.terms.filter(({ key }) => keys.has(key)))(text);
  return parts('search.closestLine', { line: createElement('code', {}, ...nodesOf(marks)) });
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
