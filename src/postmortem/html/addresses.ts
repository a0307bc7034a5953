import type { Root } from 'hast';
import { visit } from '../body/visit.ts';
import { isHttpUrl } from '../url.ts';

const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/** Whether an address has a scheme or starts with `//`: it leads to another site, or to no page at all. */
export function isAbsolute(url: string): boolean {
  return SCHEME.test(url) || url.startsWith('//');
}

// The schemes that rehype-sanitize allows by default; it compares them case-sensitively.
const SAFE_SCHEME = /^(?:https?|mailto|ircs?|xmpp):/i;
const ENCODED_IPV6 = /^(https?:\/\/(?:[^/?#@]*@)?)%5B([\da-f:.]+)%5D/;

/**
 * Whether the site keeps an absolute address: its scheme must lead to a page, a mailbox or a chat, and http and https
 * addresses must be parsable.
 */
export function isSafe(url: string): boolean {
  if (url.startsWith('//')) return URL.canParse(url, 'https://localhost');
  return /^https?:/i.test(url) ? isHttpUrl(url) : SAFE_SCHEME.test(url);
}

/**
 * Normalizes the addresses of links and images in place, so that they can be compared: trims spaces, lowercases schemes, and
 * restores the brackets of IPv6 hosts that Markdown has percent-encoded.
 */
export function normalizeAddresses(tree: Root): void {
  visit(tree, 'element', ({ properties }) => {
    for (const name of ['href', 'src'] as const) {
      const url = properties[name];
      if (typeof url !== 'string') continue;
      const lower = url.trim().replace(SAFE_SCHEME, (scheme) => scheme.toLowerCase());
      properties[name] = lower.replace(ENCODED_IPV6, '$1[$2]');
    }
  });
}

/** Percent-encodes the characters in a path or an id that have a special meaning in Markdown or in addresses. */
export function linkAddress(text: string): string {
  return text.replaceAll(/[\s%?#()<>[\]"'`\\]/g, (character) => {
    // `encodeURIComponent` does not encode these.
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return "()'".includes(character) ? `%${code}` : encodeURIComponent(character);
  });
}

/** Decodes a percent-encoded text; returns it unchanged when it is malformed, such as `100%.md`. */
export function decode(text: string): string {
  return decodeAddress(text) ?? text;
}

/** Decodes the path of an address, or a part of it; returns `undefined` if it is not valid. */
export function decodeAddress(address: string): string | undefined {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
