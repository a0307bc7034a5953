/**
 * Takes the pictures of the comment in docs/review.md, in light and dark, of a pull request to the example archive:
 *
 *   node tools/review-picture.ts docs/images
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import sharp from 'sharp';
import { unified } from 'unified';
import { launchChromium } from '../tests/tools/browser/chromium.ts';
import { nevertwice, ROOT } from '../tests/tools/cli.ts';

const WIDTH = 800;
const SCALE = 2;

/** Colors and sizes like those of GitHub. */
const STYLE = `
  :root { color-scheme: light dark; --text: light-dark(#1f2328, #f0f6fc); --muted: light-dark(#59636e, #9198a1);
    --line: light-dark(#d1d9e0, #3d444d); --link: light-dark(#0969da, #4493f8); --code: light-dark(#818b981f, #656c7633);
    --bar: light-dark(#f6f8fa, #151b23); --page: light-dark(#fff, #0d1117) }
  body { margin: 0; padding: 16px; background: var(--page); color: var(--text); font: 14px/1.5 'Noto Sans', Helvetica, Arial, sans-serif }
  article { border: 1px solid var(--line); border-radius: 6px; overflow: hidden }
  header { padding: 8px 16px; background: var(--bar); border-bottom: 1px solid var(--line); color: var(--muted) }
  header b { color: var(--text) }
  header span { margin-left: 4px; padding: 0 7px; border: 1px solid var(--line); border-radius: 2em; font-size: 12px; font-weight: 500 }
  main { padding: 16px; overflow-wrap: break-word }
  h2, h3 { margin: 24px 0 16px; font-weight: 600; line-height: 1.25 }
  h2 { padding-bottom: 0.3em; border-bottom: 1px solid var(--line); font-size: 21px } h3 { font-size: 17.5px }
  main > :first-child { margin-top: 0 } main > :last-child { margin-bottom: 0 }
  p, ul { margin: 0 0 16px } ul { padding-left: 2em } li + li { margin-top: 0.25em }
  a { color: var(--link) }
  code { padding: 0.2em 0.4em; border-radius: 6px; background: var(--code); font: 85% 'Noto Sans Mono', 'DejaVu Sans Mono', monospace }
`;

const [folder = ''] = process.argv.slice(2);
if (folder === '') throw new Error('Expected the folder of the pictures');
const html = String(
  await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype)
    .use(rehypeStringify)
    .process(await comment()),
);
const bot = '<header><b>github-actions</b> <span>bot</span> commented 2 minutes ago</header>';
const browser = await launchChromium();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const viewport = { width: WIDTH, height: 600 };
    const page = await browser.newPage({ colorScheme, viewport, deviceScaleFactor: SCALE });
    await page.setContent(`<style>${STYLE}</style><article>${bot}<main>${html}</main></article>`);
    const png = await page.screenshot({ fullPage: true });
    await sharp(png)
      .webp({ quality: 85 })
      .toFile(path.join(folder, `review-${colorScheme}.webp`));
  }
} finally {
  await browser.close();
}

/** Returns the comment for a pull request that adds a postmortem, as its author might first write it. */
async function comment(): Promise<string> {
  const root = mkdtempSync(path.join(tmpdir(), 'nevertwice-picture-'));
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: root });
    const archive = path.join(root, 'postmortems');
    cpSync(path.join(ROOT, 'postmortems'), archive, { recursive: true });
    const file = path.join(archive, '2024-04-15-login-pool-misconfigured.md');
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'Base');
    const draft = text
      .replace(/^recurs: .*\n/m, '')
      .replace(/^duration: .*$/m, 'duration: 3h')
      .replace(/^cause: .*$/m, 'cause: unknown')
      .replace(/^(?:acknowledged|mitigated): .*\n/gm, '')
      .replaceAll(/ \((?:acknowledged|mitigated)\)/g, '')
      .replace(/(- \[ \] .*?) @\S+/, '$1');
    writeFileSync(file, draft);
    const args = [
      'check',
      'postmortems',
      '--since',
      'HEAD',
      '--format',
      'markdown',
      '--as-of',
      '2024-06-01',
      '--no-cache',
    ];
    return (await nevertwice(args, root)).stdout;
  } finally {
    rmSync(root, { recursive: true });
  }
}
