import { type Quote, quoteSection } from '../../../postmortem/html/quote.ts';
import type { RenderedPair } from '../../data/comparisons.ts';

/** Characters of HTML above which a section is not quoted: two of them must leave the page within its budget. */
const MOST = 20_000;

/**
 * Returns the sections on the root cause of two incidents, whose pages have the given addresses; `undefined` for an incident without
 * one. The text of a long one is left out.
 */
export function quoteCauses(rendered: RenderedPair, pages: readonly string[]): (Partial<Quote> | undefined)[] {
  return rendered.map((body, side) => {
    const quote = body && quoteSection(body, 'root-cause', { page: pages[side] ?? '', level: 4 });
    return quote && quote.html.length > MOST ? { ...(quote.id !== undefined && { id: quote.id }) } : quote;
  });
}
