import { formatDay, formatDuration } from '../postmortem/time.ts';
import { parseExcerpt } from '../search/excerpt.ts';
import type { Fact, Facts } from '../search/facts.ts';
import { counted, element } from './dom.ts';
import type { Fragment, Section } from './pagefind.ts';
import type { Found, Match } from './search-engine.ts';

/** What a result is shown with. */
export interface ResultContext {
  /** Address of the site's root, with `/` at both ends. */
  base: string;
  facts: Facts;
  found: Found;
}

/** Makes one result; loads its document for the excerpt where something was searched for. */
export async function resultItem(match: Match, context: ResultContext): Promise<HTMLLIElement> {
  const { fact, hit } = match;
  const address = `${context.base}postmortems/${fact.id}/`;
  const heading = element('h3', {}, element('a', { href: address }, fact.title));
  const item = element('li', { class: 'search-result', 'data-result': fact.id }, heading, factsLine(fact, context));
  if (hit) item.append(...excerptOf(await hit.data(), address));
  if (context.found.scope === 'some') {
    const words = `Has ${match.words} of ${counted(context.found.words.length, 'word')}`;
    item.append(element('p', { class: 'search-words' }, words));
  }
  return item;
}

function factsLine(fact: Fact, { facts }: ResultContext): HTMLElement {
  const parts: (Node | string)[] = [
    element('time', { datetime: fact.date }, formatDay(fact.date)),
    facts.causes[fact.cause] ?? fact.cause,
    fact.duration === undefined ? 'Duration unknown' : formatDuration(fact.duration),
    impactOf(fact),
    ...(fact.severity === 'unknown' ? [] : [fact.severity]),
  ];
  return element('ul', { class: 'search-facts' }, ...parts.map((part) => element('li', {}, part)));
}

function impactOf({ impact, of }: Fact): string {
  if (impact === undefined) return 'Impact unknown';
  return of ? `${impact}% of ${of}` : `${impact}% impact`;
}

function excerptOf(fragment: Fragment, address: string): HTMLElement[] {
  const section = bestSection(fragment.sub_results);
  const [, anchor] = section?.url.split('#') ?? [];
  const parts = parseExcerpt(section?.excerpt ?? fragment.excerpt);
  const text = element(
    'p',
    { class: 'search-excerpt' },
    ...parts.map(({ text, marked }) => (marked ? element('mark', {}, text) : text)),
  );
  if (!section || !anchor) return [text];
  const link = element('a', { href: `${address}#${anchor}` }, section.title);
  return [text, element('p', { class: 'search-section' }, 'Section: ', link)];
}

/** The part of a document in which the words weigh most. */
function bestSection(sections: readonly Section[]): Section | undefined {
  const weight = ({ weighted_locations }: Section) =>
    weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
  return sections.reduce<Section | undefined>(
    (best, section) => (best && weight(best) >= weight(section) ? best : section),
    undefined,
  );
}
