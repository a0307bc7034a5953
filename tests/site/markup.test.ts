import { selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { EVIL } from '../tools/archives/archives.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // The compiler's own way of writing, which no reader sees.
    'void-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'attr-quotes': 'off',
    // Titles are the authors'; a search result shows the beginning.
    'long-title': 'off',
    // The way to give a former address to a static site.
    'meta-refresh': 'off',
    // The filters of the list act as they are changed: there is nothing to send.
    'wcag/h32': 'off',
    // A facet is a group of boxes with one name.
    'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }],
  },
});

describe.each(SITE_NAMES)('every page of the site %s', (name) => {
  const pages = () => site(name).pages.map((page) => [page.file, page] as const);

  test('is valid HTML', async () => {
    const messages: string[] = [];
    for (const [file, { source }] of pages()) {
      const { results } = await validator.validateString(source, file);
      for (const { messages: found } of results) {
        messages.push(...found.map(({ ruleId, message, line }) => `${file}:${line} ${ruleId}: ${message}`));
      }
    }
    expect(messages).toEqual([]);
  });

  test('has no script, style or event handler of its own, so that a Content-Security-Policy may forbid them', () => {
    const inline = pages().flatMap(([file, { root }]) =>
      selectAll('*', root).flatMap(({ tagName, properties, children }) => {
        const handlers = Object.keys(properties).filter((key) => /^on[a-z]/i.test(key));
        const isData = /json$/.test(String(properties.type ?? ''));
        const isInline = tagName === 'style' || (tagName === 'script' && !properties.src && !isData);
        const marks = [
          ...handlers,
          ...('style' in properties ? ['style='] : []),
          ...(isInline ? [`<${tagName}>`] : []),
        ];
        const scheme = /^\s*(?:javascript|vbscript|data):/i;
        const links = [properties.href, properties.src, properties.action].filter((url) => scheme.test(String(url)));
        if (tagName === 'script' && isData && textOf({ type: 'root', children }).includes('</'))
          marks.push('</ in data');
        return [...marks, ...links].map((mark) => `${file}: ${tagName} ${mark}`);
      }),
    );
    expect(inline).toEqual([]);
  });

  test('says what it is: language, title, description, one heading, one main', () => {
    const problems = pages().flatMap(([file, { root }]) => {
      const one = (selector: string) => selectAll(selector, root).length === 1;
      if (selectAll('meta[http-equiv=refresh]', root).length > 0) return [];
      const wanted = ['html[lang]', 'head > title', 'meta[name=viewport]', 'meta[name=description]', 'h1', 'main'];
      return wanted.filter((selector) => !one(selector)).map((selector) => `${file}: ${selector}`);
    });
    expect(problems).toEqual([]);
  });

  test('has a title of its own', () => {
    const titles = pages()
      .filter(([, { root }]) => selectAll('meta[http-equiv=refresh]', root).length === 0)
      .map(([, { root }]) => selectAll('head > title', root).map(textOf).join());
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test('names its address where the site’s is known', () => {
    const { site: origin } = site(name).place;
    const wrong = pages().filter(([file, { root, address }]) => {
      const [canonical] = selectAll('link[rel=canonical]', root);
      const isAlias = selectAll('meta[http-equiv=refresh]', root).length > 0;
      if (!origin || file === '404.html') return canonical !== undefined && !isAlias;
      return isAlias ? canonical === undefined : canonical?.properties.href !== origin + address;
    });
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  test('has what a link preview shows', () => {
    const { site: origin } = site(name).place;
    const problems = pages().flatMap(([file, { root, address }]) => {
      if (file === '404.html' || selectAll('meta[http-equiv=refresh]', root).length > 0) return [];
      const content = (property: string) =>
        selectAll(`meta[property="${property}"]`, root).map(({ properties }) => String(properties.content))[0];
      const missing = ['og:title', 'og:type', 'og:description', 'og:site_name'].filter((key) => !content(key));
      if (origin && content('og:url') !== origin + address) missing.push('og:url');
      return missing.map((key) => `${file}: ${key}`);
    });
    expect(problems).toEqual([]);
  });
});

test('images that were given with code come without it', () => {
  const images = site('all').files.filter((file) => file.endsWith('.svg'));
  expect(images.filter((file) => file.includes('evil'))).toHaveLength(1);
  for (const file of images) expect(site('all').text(file), file).not.toMatch(new RegExp(`<script|\\son\\w+=|${EVIL}`));
});
