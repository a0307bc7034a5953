import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { selectAll } from 'hast-util-select';
import { expect, test } from 'vitest';
import { type Page, referencesOf } from '../tools/sites/built-site.ts';
import { site } from '../tools/sites/sites.ts';

// What a reader on a phone has to wait for, compressed as servers send it: kilobytes of a page's HTML, CSS and JavaScript.
const BUDGET = { html: 30, css: 16, js: 20 };

function weigh({ address, source, root }: Page): Record<'html' | 'css' | 'js', number> {
  const weight = { html: kilobytes(Buffer.from(source)), css: 0, js: 0 };
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const kind = { '.css': 'css', '.js': 'js' }[path.extname(file)] as 'css' | 'js' | undefined;
    if (!kind) return;
    weight[kind] += kilobytes(site('example').bytes(file));
    // A static import is fetched with the script; a dynamic one when somebody asks for it.
    for (const [, url = ''] of site('example')
      .text(file)
      .matchAll(/(?:import|from)\s*["'](\.[^"']+\.js)["']/g)) {
      visit(path.posix.join(path.posix.dirname(file), url));
    }
  };
  for (const { url, fetched } of referencesOf(root)) {
    const file = fetched && site('example').fileAt(new URL(url, `http://here.invalid${address}`).pathname);
    if (file) visit(file);
  }
  return weight;
}

const kilobytes = (content: Buffer) => gzipSync(content).length / 1000;

test('a postmortem’s page is light', () => {
  const pages = site('example').pages.filter(({ root }) => selectAll('[data-postmortem]', root).length > 0);
  expect(pages).not.toEqual([]);
  const heavy = pages.flatMap((page) => {
    const weight = weigh(page);
    const over = (['html', 'css', 'js'] as const).filter((kind) => weight[kind] > BUDGET[kind]);
    return over.map((kind) => `${page.file}: ${weight[kind].toFixed(1)} KB of ${kind}`);
  });
  expect(heavy).toEqual([]);
});
