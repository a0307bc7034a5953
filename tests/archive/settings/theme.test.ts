import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../../src/archive/settings.ts';

const problemsOf = (source: string) =>
  parseSettings(source, 'archive.yml').diagnostics.map(({ line, column, message, help, fix }) => ({
    place: `${line}:${column}`,
    message,
    help,
    text: fix?.text,
  }));

describe('theme in archive.yml', () => {
  test('is empty by default, also with keys that have no value', () => {
    for (const source of ['', 'theme:', 'theme:\n  logo:\n  accent:\n  css:\n', 'theme: {}']) {
      const { settings, diagnostics } = parseSettings(source, 'archive.yml');
      expect(diagnostics, source).toEqual([]);
      expect(settings?.theme, source).toEqual({ css: [], nav: [] });
    }
  });

  test('has all its keys', () => {
    const theme = {
      logo: 'theme/Our logo.SVG',
      accent: { light: '#0d5f58', dark: 'hsl(170 45% 65%)' },
      css: ['theme/a.css', 'b.css'],
      footer: 'Ask in **#operations**.',
      nav: [
        { label: 'Wiki', href: 'http://wiki:8080/x' },
        { label: 'Trends', href: '/trends/' },
        { label: 'Feed', href: 'feed.xml' },
        { label: 'One', href: 'postmortems/2024.01.01-a/#root-cause' },
      ],
      home: 'README.md',
    };
    const { settings, diagnostics } = parseSettings(`theme: ${JSON.stringify(theme)}`, 'archive.yml');
    expect(diagnostics).toEqual([]);
    expect(settings?.theme).toEqual(theme);
  });

  test.each<[yaml: string, place: string, message: string, text?: string]>([
    ['logo: theme\\logo.svg', '2:9', 'expected a path with `/` between its names', 'theme/logo.svg'],
    ['css: [.\\theme\\site.css]', '2:9', 'expected a path with `/` between its names', 'theme/site.css'],
    ['home: "docs\\\\home.md"', '2:9', 'expected a path with `/` between its names', 'docs/home.md'],
    ['logo: C:\\logo.svg', '2:9', 'expected a path with `/` between its names'],
    ['logo: C:/logo.svg', '2:9', 'expected a path within the folder of archive.yml'],
    ['logo: /srv/logo.svg', '2:9', 'expected a path within the folder of archive.yml', 'srv/logo.svg'],
    ['logo: ../logo.svg', '2:9', 'expected a path within the folder of archive.yml'],
    ['logo: https://example.com/logo.svg', '2:9', 'expected a path within the folder of archive.yml'],
    ['logo: logo.txt', '2:9', 'expected an svg, png, webp or jpg file'],
    ['css: site.css', '2:8', 'for `theme.css`, expected a list', '[site.css]'],
    ['css: [site.scss]', '2:9', 'expected a css file'],
    ['home: home.html', '2:9', 'expected a Markdown file'],
    ['accent: blurple', '2:11', 'expected a color such as'],
    ['accent: transparent', '2:11', 'expected a color such as'],
    ['accent: "#0d5f5880"', '2:11', 'without transparency'],
    ['accent: var(--x)', '2:11', 'expected a color such as'],
    ['accent: 123456', '2:11', 'expected a color such as', '"#123456"'],
    ['accent: #0d5f58', '2:11', 'Unexpected comment `#0d5f58`', ' "#0d5f58"'],
    ['accent: { light: "#0d5f58" }', '2:11', 'Missing key `theme.accent.dark`'],
    ['accent: { light: "#0d5f58", dark: "#0d5f58" }', '2:37', 'in the dark theme, expected at least 4.5:1', ''],
    ['accent: { light: gold, dark: gold }', '2:20', 'in the light theme, expected at least 4.5:1', ''],
    ['footer: 2024', '2:11', 'for `theme.footer`, expected text', '"2024"'],
    ['footer: ""', '2:11', 'Unexpected empty `theme.footer`'],
    [`footer: ${'x'.repeat(501)}`, '2:11', 'Unexpected 501 characters in `theme.footer`, expected up to 500'],
    ['nav: [{ label: A, href: "javascript:alert(1)" }]', '2:27', 'expected an http or https address, or the path'],
    ['nav: [{ label: A, href: "JavaScript\\t:alert(1)" }]', '2:27', 'expected an http or https address, or the path'],
    ['nav: [{ label: A, href: "data:text/html,x" }]', '2:27', 'expected an http or https address, or the path'],
    ['nav: [{ label: A, href: //evil.example }]', '2:27', 'expected an http or https address, or the path'],
    ['nav: [{ label: A, href: ../secret }]', '2:27', 'expected an http or https address, or the path'],
    ['nav: [{ label: A, href: "\\\\evil" }]', '2:27', 'expected an http or https address, or the path'],
    ['nav: [{ label: A, href: www.example.com }]', '2:27', 'for `theme.nav.href`', 'https://www.example.com'],
    ['nav: [{ href: trends/ }]', '2:9', 'Missing key `theme.nav.label`'],
    ['nav: { label: A, href: trends/ }', '2:8', 'expected a list', '[{label: A, href: trends/}]'],
    ['logos: a.svg', '2:3', 'Unexpected key `logos`', 'logo'],
    ['fonts: a.woff2', '2:3', 'Unexpected key `fonts`'],
  ])('reports %s', (yaml, place, message, text) => {
    const [problem, ...others] = problemsOf(`theme:\n  ${yaml}\n`);
    expect(others.filter(({ message }) => !message.includes('in the dark theme'))).toEqual([]);
    expect(problem).toMatchObject({ place, message: expect.stringContaining(message), help: expect.any(String) });
    if (text !== '') expect(problem?.text).toBe(text);
    else expect(problem?.text).toMatch(/^"#[\da-f]{6}"$/);
  });

  test('proposes shades that are valid', () => {
    const source = 'theme:\n  accent: { light: "#ffcc00", dark: "#223" }\n';
    const texts = problemsOf(source).map(({ text = '' }) => text);
    expect(texts).toHaveLength(2);
    expect(problemsOf(`theme:\n  accent: { light: ${texts[0]}, dark: ${texts[1]} }\n`)).toEqual([]);
  });

  test('reports several problems at once, and keeps what is valid', () => {
    const { valid, diagnostics } = parseSettings(
      'theme: { logo: a.txt, home: home.md, x: 1 }\ntitle: A',
      'archive.yml',
    );
    expect(diagnostics).toHaveLength(2);
    expect(valid).toMatchObject({ title: 'A', theme: { home: 'home.md' } });
    expect(valid.theme).not.toHaveProperty('logo');
  });
});
