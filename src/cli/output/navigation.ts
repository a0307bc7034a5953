import type { ThemeSettings } from '../../archive/settings/theme.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { quote } from '../../diagnostics/quote.ts';
import { isHttpUrl } from '../../postmortem/url.ts';

/** Describes the links of `theme.nav` that lead to no page or file of the site; `addresses` are those below its base. */
export function deadLinks(nav: ThemeSettings['nav'], addresses: Iterable<string>): string[] {
  const known = new Set(addresses);
  return nav.flatMap(({ href }) => {
    const page = href.replace(/[?#].*$/, '').replace(/^\//, '');
    if (isHttpUrl(href) || known.has(page) || known.has(`${page}/`)) return [];
    const meant = nearest(page, known);
    return [
      `theme.nav: the site has no page ${quote(href)}${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`,
    ];
  });
}
