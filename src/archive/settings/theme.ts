import { z } from 'zod';
import { addressOf } from '../../postmortem/frontmatter/advice.ts';
import type { Advice, Problem } from '../../postmortem/frontmatter/problem.ts';
import { isHttpUrl, withScheme } from '../../postmortem/url.ts';
import { contrastIn, isColor, MIN_CONTRAST, readableColor, THEMES } from './accent.ts';

const EXAMPLES = { logo: 'theme/logo.svg', css: 'theme/site.css', home: 'home.md' };
const KINDS = {
  logo: { names: /\.(?:svg|png|webp|jpe?g)$/i, title: 'an svg, png, webp or jpg file' },
  css: { names: /\.css$/i, title: 'a css file' },
  home: { names: /\.md$/i, title: 'a Markdown file' },
};
type FileKey = keyof typeof KINDS;

/** Describes what was expected instead of an invalid path; `undefined` if it is valid. */
function pathProblem(key: FileKey, path: string): string | undefined {
  if (path.includes('\\')) return 'a path with `/` between its names';
  const isWithin = path.split('/').every((name) => !/^(?:\.{0,2}|[a-z][a-z\d+.-]*:)$/i.test(name));
  if (!isWithin) return `a path within the folder of archive.yml, such as \`${EXAMPLES[key]}\``;
  return KINDS[key].names.test(path) ? undefined : `${KINDS[key].title}, such as \`${EXAMPLES[key]}\``;
}

function file(key: FileKey) {
  return z
    .string()
    .trim()
    .min(1)
    .max(200)
    .superRefine((path, { addIssue }) => {
      const message = pathProblem(key, path);
      if (message !== undefined) addIssue({ code: 'custom', message });
    });
}

const COLOR = 'a color such as `#0d5f58`, `rebeccapurple` or `hsl(175 76% 21%)`, without transparency';
const color = z.string(COLOR).trim().refine(isColor, COLOR);
const shades = z.strictObject({ light: color, dark: color });
const link = z.strictObject({
  label: z.string().trim().min(1).max(40),
  href: z
    .string()
    .trim()
    .refine(isNavAddress, 'an http or https address, or the path of a page of this site such as `trends/`'),
});

const shape = {
  logo: file('logo').optional(),
  accent: z.union([color, shades], COLOR).optional(),
  css: z.array(file('css')).max(10).default([]),
  footer: z.string().trim().min(1).max(500).optional(),
  nav: z.array(link).max(8).default([]),
  home: file('home').optional(),
};

/** The schema of `theme` in archive.yml: how the site looks, and what it says besides the postmortems. */
export const theme = z.strictObject(shape).prefault({});

/** `theme` of archive.yml; paths are relative to its folder. */
export type ThemeSettings = z.infer<typeof theme>;

/** Returns the known keys of the map at a path below `theme`. */
export function themeKeys([key, index]: readonly PropertyKey[]): readonly string[] {
  if (key === undefined) return Object.keys(shape);
  if (key === 'nav' && index !== undefined) return Object.keys(link.shape);
  return key === 'accent' ? THEMES : [];
}

/** Returns whether a link of the navigation leads to a page of the site or to another site. */
function isNavAddress(text: string): boolean {
  if (isHttpUrl(text)) return true;
  const isHost = withScheme(text) !== undefined && !/^[^/]*\.(?:html|ics|json|txt|xml)$/.test(text);
  return !isHost && !/[\\\s\0]|^[^/?#]*:|^\/\/|(?:^|\/)\.{1,2}(?:\/|$)/.test(text);
}

/** Finds accents that are given for a theme in which they are not readable. */
export function accentProblems({ accent }: ThemeSettings): Problem[] {
  if (typeof accent !== 'object') return [];
  return THEMES.flatMap((name): Problem[] => {
    const contrast = contrastIn(name, accent[name]);
    if (contrast >= MIN_CONTRAST) return [];
    const meant = readableColor(name, accent[name]);
    // Rounded down, so that 4.49 is not said to be enough.
    const found = Math.floor(contrast * 10) / 10;
    const message = `Unexpected contrast of ${found}:1 of \`${accent[name]}\` in the ${name} theme, expected at least ${MIN_CONTRAST}:1`;
    return [{ kind: 'invalid-value', path: ['theme', 'accent', name], message, help: `Write \`"${meant}"\`.`, meant }];
  });
}

function fileAdvice(key: FileKey): Advice {
  return {
    help: `Write the path from the folder of archive.yml, such as \`${EXAMPLES[key]}\`.`,
    guess(written) {
      const value = written.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
      return value !== written && pathProblem(key, value) === undefined ? { value } : undefined;
    },
  };
}

const colorAdvice: Advice = {
  help: 'Write a color in quotation marks, because `#` starts a comment in YAML: `accent: "#0d5f58"`.',
  guess: (written) => (isColor(`#${written}`) ? { value: `#${written}` } : undefined),
};

/** Advice for the paths of `theme`, by the path without indexes. */
export const THEME_ADVICE: Readonly<Record<string, Advice>> = {
  theme: { help: 'Write what the theme changes, such as `{ logo: theme/logo.svg, accent: rebeccapurple }`.' },
  'theme.logo': fileAdvice('logo'),
  'theme.css[]': fileAdvice('css'),
  'theme.css': { help: 'Write a list of css files, such as `[theme/site.css]`.' },
  'theme.home': fileAdvice('home'),
  'theme.accent': colorAdvice,
  'theme.accent.light': { ...colorAdvice, missing: 'Add `light:` with a color, or write one color for both themes.' },
  'theme.accent.dark': { ...colorAdvice, missing: 'Add `dark:` with a color, or write one color for both themes.' },
  'theme.nav': { help: 'Write a list of links, such as `[{ label: Runbooks, href: "https://wiki.example.com" }]`.' },
  'theme.nav[]': {
    help: 'Write a label and an address, such as `{ label: Runbooks, href: "https://wiki.example.com" }`.',
  },
  'theme.nav[].label': {
    help: 'Write the text of the link, such as `Runbooks`.',
    missing: 'Add `label:` with the text of the link, such as `label: Runbooks`.',
  },
  'theme.nav[].href': {
    help: 'Write a whole address, such as `https://wiki.example.com`, or the path of a page, such as `trends/`.',
    missing: 'Add `href:` with the address of the page, such as `href: https://wiki.example.com`.',
    guess: addressOf,
  },
};
