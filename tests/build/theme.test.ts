import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadArchive } from '../../src/build/load.ts';
import type { LoadOptions } from '../../src/build/open.ts';
import { idsOf } from '../tools/archives/postmortems.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h9v9z"/></svg>';
const document = (more = '') =>
  `---\ntitle: Login fails\nstarted: 2024-04-15\nduration: unknown\nimpact: unknown\ncause: capacity\n${more}---\n\n# Root cause\n`;

const FILES = {
  'theme/logo.svg': SVG,
  'theme/text.png': 'not an image',
  'theme/broken.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path>',
  'theme/folder.css/x.txt': '',
  'theme/site.css': '.a { background: url(logo.svg) }\n',
  'theme/remote.css': 'a {}\n@import url(https://evil.example/x.css);\nb { background: url("//evil.example/x.png") }\n',
  'theme/lost.css': 'a { background: url(nowhere.png) }\nb { background: url(../../x.png) }\nc { src: url(../a.md) }\n',
  'theme/latin.css': Buffer.from('/* \xe9 */', 'latin1'),
  'a.md': document('visibility: public\n'),
  'hidden.md': document('visibility: internal\n').replace('Login fails', 'The takeover'),
  'home.md': '# Welcome\n\nSee [a](a.md#root-cause) and ![the logo](theme/logo.svg).\n',
  'links.md': 'See [x](nowhere.md), [y](a.md#nowhere), [z](javascript:alert(1)).\n\n![](theme/logo.svg)\n',
  'names.md': 'See [The takeover](hidden.md).\n',
  'fenced.md': '---\ntitle: Home\n---\n\nText.\n',
};

let folder: string;
let outside: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-theme-'));
  outside = mkdtempSync(path.join(tmpdir(), 'nevertwice-outside-'));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  writeFileSync(path.join(outside, 'logo.svg'), SVG);
  writeFileSync(path.join(outside, 'site.css'), '');
  symlinkSync(path.join(outside, 'logo.svg'), path.join(folder, 'theme/outside.svg'));
  symlinkSync(path.join(outside, 'site.css'), path.join(folder, 'theme/outside.css'));
  symlinkSync('../hidden.md', path.join(folder, 'theme/document.css'));
  symlinkSync('../hidden.md', path.join(folder, 'theme/document.svg'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(outside, { recursive: true });
});

const OTHERS = ['home.md', 'links.md', 'names.md', 'fenced.md'];

function load(theme: string, options: Partial<LoadOptions> = {}, more = '') {
  // Texts of the home page that a test does not use would be read as postmortems.
  const unused = OTHERS.filter((name) => !theme.includes(name));
  const settings = `theme:\n  ${theme}\nsections: []\nexclude: [${unused.join(', ')}]\n${more}`;
  writeFileSync(path.join(folder, 'archive.yml'), settings);
  return loadArchive(folder, { drafts: false, base: '/kb/', render: true, ...options });
}

const reported = async (theme: string, options: Partial<LoadOptions> = {}) =>
  (await load(theme, options)).report.diagnostics.map(({ file, line, column, severity, rule, message }) => {
    return `${path.relative(folder, file)}:${line}:${column} ${severity} ${rule}: ${message}`;
  });

describe('a problem with a file of the theme is reported', () => {
  test.each<[theme: string, ...expected: string[]]>([
    ['logo: theme/nowhere.svg', 'archive.yml:2:9 error invalid-settings: `theme/nowhere.svg` does not exist'],
    ['logo: theme/text.png', 'archive.yml:2:9 error invalid-settings: `theme/text.png` cannot be read as an image'],
    ['logo: theme/broken.svg', 'archive.yml:2:9 error invalid-settings: `theme/broken.svg` cannot be read as SVG'],
    [
      'logo: theme/outside.svg',
      'archive.yml:2:9 error invalid-settings: `theme/outside.svg` leads outside the archive',
    ],
    [
      'logo: theme/document.svg',
      'archive.yml:2:9 error invalid-settings: `theme/document.svg` is a link to a file of a',
    ],
    ['css: [theme/nowhere.css]', 'archive.yml:2:9 error invalid-settings: `theme/nowhere.css` does not exist'],
    ['css: [theme/folder.css]', 'archive.yml:2:9 error invalid-settings: `theme/folder.css` is a folder'],
    [
      'css: [theme/outside.css]',
      'archive.yml:2:9 error invalid-settings: `theme/outside.css` leads outside the archive',
    ],
    [
      'css: [theme/document.css]',
      'archive.yml:2:9 error invalid-settings: `theme/document.css` is a link to a file of',
    ],
    [
      'css: [theme/site.css, theme/remote.css]',
      'theme/remote.css:2:1 error invalid-settings: Unexpected `@import`',
      'theme/remote.css:2:9 error invalid-settings: Unexpected address `https://evil.example/x.css`',
      'theme/remote.css:3:21 error invalid-settings: Unexpected address `//evil.example/x.png`',
    ],
    [
      'css: [theme/lost.css]',
      'theme/lost.css:1:17 error invalid-settings: `nowhere.png` does not exist',
      'theme/lost.css:2:17 error invalid-settings: `../../x.png` leads outside the archive',
      'theme/lost.css:3:10 error invalid-settings: `../a.md` is neither an image nor a font',
    ],
    ['css: [theme/latin.css]', 'theme/latin.css:1:1 error unreadable-file: Unexpected bytes, expected UTF-8'],
    ['home: nowhere.md', 'archive.yml:2:9 error invalid-settings: `nowhere.md` does not exist'],
    ['home: fenced.md', 'fenced.md:1:1 error invalid-settings: Unexpected frontmatter'],
    [
      'home: links.md',
      'links.md:1:5 error broken-link: `nowhere.md` does not exist',
      'links.md:1:22 error broken-link: `a.md#nowhere` does not name a heading',
      'links.md:1:41 warning unsafe-link',
      'links.md:3:1 warning missing-alt-text',
    ],
    ['footer: See [the rules](rules.pdf).', 'archive.yml:2:11 error broken-link: `rules.pdf` does not exist'],
    ['footer: "# Big"', 'archive.yml:2:11 error invalid-settings: Unexpected heading or id in `theme.footer`'],
    [
      'footer: <b id="x">Big</b>',
      'archive.yml:2:11 error invalid-settings: Unexpected heading or id in `theme.footer`',
    ],
  ])('%s', async (theme, ...expected) => {
    for (const render of [true, false]) {
      const found = await reported(theme, { render });
      expect(found).toHaveLength(expected.length);
      expect(found).toEqual(expected.map((start) => expect.stringContaining(start)));
    }
  });
});

describe('a theme', () => {
  const whole = `logo: theme/logo.svg\n  css: [theme/site.css]\n  accent: rebeccapurple\n  home: home.md\n  footer: 'Ask [us](a.md), OPS-7.'`;
  const tickets = 'tickets: { OPS: "https://t.example/{id}" }\n';

  test('is read with its files, and its home text is no postmortem', async () => {
    const { archive, theme, assets, report } = await load(whole, {}, tickets);
    expect(report.diagnostics).toEqual([]);
    expect(idsOf(archive?.postmortems ?? []).sort()).toEqual(['a', 'hidden']);
    expect(theme).toEqual({
      logo: { path: expect.stringMatching(/^files\/theme\/logo\.[\da-f]{10}\.svg$/), width: 40, height: 20 },
      styles: [
        expect.stringMatching(/^files\/accent\.[\da-f]{10}\.css$/),
        expect.stringMatching(/^files\/theme\/site\.[\da-f]{10}\.css$/),
      ],
      footer: expect.stringContaining('<p>Ask <a href="/kb/postmortems/a/">us</a>, <a href="https://t.example/OPS-7"'),
      home: expect.stringMatching(
        /<h2 id="welcome">[\s\S]*<a href="\/kb\/postmortems\/a\/#root-cause">[\s\S]*<img src="\/kb\/files\/theme\/logo\./,
      ),
    });
    expect([...assets.keys()]).toEqual(expect.arrayContaining([...theme.styles, theme.logo?.path]));
    const [, sheet = ''] = theme.styles;
    expect(assets.get(sheet)?.content).toMatch(/^\.a \{ background: url\("logo\.[\da-f]{10}\.svg"\) \}\n$/);
  });

  test('has other names when its content changes', async () => {
    const { theme: before } = await load(whole);
    writeFileSync(path.join(folder, 'theme/site.css'), '.b {}\n');
    const { theme: after } = await load(whole);
    writeFileSync(path.join(folder, 'theme/site.css'), FILES['theme/site.css']);
    expect(after.styles[0]).toBe(before.styles[0]);
    expect(after.styles[1]).not.toBe(before.styles[1]);
  });

  test('does not name internal documents on a public site', async () => {
    const { theme, report } = await load('home: names.md', { audience: 'public' });
    expect(report.diagnostics.map(({ rule, line }) => `${rule} ${line}`)).toEqual(['hidden-reference 1']);
    expect(theme.home).toContain('an incident that is not public');
    expect(theme.home).not.toContain('takeover');
    expect((await load('home: names.md')).theme.home).toContain('The takeover</a>');
  });

  test('is that of an archive.yml above the folder', async () => {
    mkdirSync(path.join(folder, 'sub'), { recursive: true });
    writeFileSync(path.join(folder, 'sub/b.md'), document());
    writeFileSync(path.join(folder, 'home.md'), 'See [b](sub/b.md#root-cause).\n');
    await load(whole);
    const { archive, theme, report } = await loadArchive(path.join(folder, 'sub'), {
      drafts: false,
      base: '/',
      render: true,
    });
    writeFileSync(path.join(folder, 'home.md'), FILES['home.md']);
    rmSync(path.join(folder, 'sub'), { recursive: true });
    // The footer leads to a document that is not part of this site.
    expect(report.diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('`a.md`')]);
    expect(idsOf(archive?.postmortems ?? [])).toEqual(['b']);
    expect(theme.home).toContain('<a href="/postmortems/b/#root-cause">b</a>');
  });
});
