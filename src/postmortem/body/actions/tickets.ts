import type { Link, Nodes } from 'mdast';
import { plainText } from '../plain-text.ts';
import { visit } from '../visit.ts';

const IN_ADDRESS =
  /\/(?:browse|issue|ticket|task)s?\/([A-Z][A-Z0-9]+-\d+)\b|\/(?:issues|pull|pulls|merge_requests|work_items|tickets?|bugs?)\/(\d+)\b|[?&]id=(\d+)\b/;
const IN_TEXT = /^(?:#\d+|[A-Z][A-Z0-9]+-\d+)$/;
// In front, a ticket is in brackets or before a colon, because `SHA-256` is none.
const IN_FRONT = /^(?:[([]([A-Z][A-Z0-9]+-\d+|#\d+)[)\]]|([A-Z][A-Z0-9]+-\d+):\s)/;

/** The ticket of an action item and the address of its link. */
export interface Ticket {
  ticket?: string;
  url?: string;
}

/**
 * Finds the ticket in the links of an action item: the text of a link such as `OPS-7`, or the number in the address of a tracker.
 * Without one, returns the first link to another site.
 */
export function linkedTicket(node: Nodes): Ticket {
  const links: Link[] = [];
  visit(node, 'link', (link) => {
    if (/^https?:\/\//i.test(link.url)) links.push(link);
    return undefined;
  });
  for (const link of links) {
    const text = plainText(link);
    const [, key, number, id] = IN_ADDRESS.exec(link.url.slice(0, 500)) ?? [];
    const digits = number ?? id;
    const ticket = IN_TEXT.test(text) ? text : (key ?? (digits && `#${digits}`));
    if (ticket) return { ticket, url: link.url };
  }
  return links[0] ? { url: links[0].url } : {};
}

/** Returns the ticket in front of a text: `[OPS-7] Add an alert`, `OPS-7: Add an alert`. */
export function leadingTicket(text: string): string | undefined {
  const [, bracketed, named] = IN_FRONT.exec(text.slice(0, 40)) ?? [];
  return bracketed ?? named;
}
