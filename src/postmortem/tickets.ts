import { LIMITS } from './limits/limits.ts';

/** Addresses of tickets with `{id}`, by the prefix of their ids: `OPS` for `OPS-7`, `#` for `#412`. */
export type Trackers = Readonly<Record<string, string>>;

/** Matches a prefix that ids of tickets can have. */
export const TICKET_PREFIX = /^(?:#|[A-Z][A-Z0-9]+)$/;

/** A part of a text: a ticket with its address, or the text between tickets. */
export interface TextPart {
  text: string;
  href?: string;
}

// Not within a word, a path, an address or a version.
const TICKET = /(?<![\p{L}\p{N}_#&/.-])(?:#|([A-Z][A-Z0-9]+)-)(\d+)(?![\p{L}\p{N}_-]|\.\d)/gu;

/** Returns the address of a ticket such as `OPS-7` or `#412`; `undefined` if its prefix has no tracker. */
export function ticketAddress(ticket: string, trackers: Trackers): string | undefined {
  const [prefix, id] = ticket.startsWith('#') ? ['#', ticket.slice(1)] : [ticket.split('-', 1)[0] ?? '', ticket];
  return Object.hasOwn(trackers, prefix) ? trackers[prefix]?.replaceAll('{id}', id) : undefined;
}

/** Splits a text at the first tickets whose prefix has a tracker, `most` of them. */
export function splitAtTickets(text: string, trackers: Trackers, most: number = LIMITS.links): TextPart[] {
  const parts: TextPart[] = [];
  let [end, left] = [0, most];
  for (const { 0: ticket, index } of text.matchAll(TICKET)) {
    const href = ticketAddress(ticket, trackers);
    if (href === undefined) continue;
    if (left === 0) break;
    left -= 1;
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: ticket, href });
    end = index + ticket.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
