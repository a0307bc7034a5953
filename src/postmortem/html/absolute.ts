// A document is in the feed of every service that it names, up to a hundred, and feeds are created one after another.
const MAX_RECENT = 100;
const recent = new Map<string, { html: string; absolute: string }>();

/**
 * Adapts rendered HTML for use outside the site, such as in feeds: makes the addresses of links and images absolute, relative to
 * `page` (an absolute address), and removes the links of headings to themselves.
 */
export function absoluteHtml(html: string, page: string): string {
  const cached = recent.get(page);
  const absolute = cached?.html === html ? cached.absolute : makeAbsolute(html, page);
  recent.delete(page);
  recent.set(page, { html, absolute });
  const [oldest] = recent.keys();
  if (recent.size > MAX_RECENT && oldest !== undefined) recent.delete(oldest);
  return absolute;
}

// In rendered HTML, `<` stands in tags only, and attribute values in double quotes.
const TAG = /<[^"<>]*(?:"[^"]*"[^"<>]*)*>/g;
const ADDRESS = / (href|src)="([^"]*)"/g;
const HEADING_LINK = /<a(?: [^"<>]*="[^"]*")*? class="heading-link"[\s\S]*?<\/a>/g;

function makeAbsolute(html: string, page: string): string {
  const withAddress = (_: string, name: string, written: string) => {
    const address = URL.parse(written.replaceAll('&#x22;', '"').replaceAll('&#x26;', '&'), page)?.href;
    return ` ${name}="${address?.replaceAll('&', '&#x26;') ?? written}"`;
  };
  return html.replaceAll(HEADING_LINK, '').replaceAll(TAG, (tag) => tag.replaceAll(ADDRESS, withAddress));
}
