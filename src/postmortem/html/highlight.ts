import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import {
  type BundledLanguage,
  bundledLanguages,
  createCssVariablesTheme,
  createHighlighter,
  type Highlighter,
  type ShikiTransformer,
} from 'shiki';
import { SKIP, visit } from 'unist-util-visit';

type Language = BundledLanguage | 'text';

// Colours are variables of the style sheet (light and dark), and classes rather than style attributes, so that a
// Content-Security-Policy may forbid inline styles.
const theme = createCssVariablesTheme({ name: 'variables', variablePrefix: '--code-', fontStyle: false });
const classesForStyles: ShikiTransformer = {
  span(node) {
    const [, name] = /--code-token-([\w-]+)/.exec(String(node.properties.style)) ?? [];
    delete node.properties.style;
    if (name) node.properties.class = `code-${name}`;
  },
  pre(node) {
    node.properties = { class: 'code', tabindex: '0', role: 'group', 'aria-label': 'Code' };
  },
};

// A few languages take for ever over a few odd lines, so there has to be a limit of time, in milliseconds; it is so far
// off that a slow machine does not colour other lines less than a fast one. Shiki's own, half a second, was not.
const LIMITS = { tokenizeTimeLimit: 10_000, tokenizeMaxLineLength: 2000 };

/** Colours the code blocks of a document in place, each by the language that it names; one that nobody knows is text. */
export async function highlightCode(root: Root): Promise<void> {
  const blocks: { pre: Element; lang: Language }[] = [];
  visit(root, 'element', (pre) => {
    const [code] = pre.children;
    if (pre.tagName !== 'pre' || code?.type !== 'element' || code.tagName !== 'code') return undefined;
    blocks.push({ pre, lang: languageOf(code) });
    return SKIP;
  });
  for (const { pre, lang } of blocks) {
    const highlighter = await highlighterFor(lang);
    const code = textOf(pre).replace(/\n$/, '');
    const options = { lang, theme, transformers: [classesForStyles], ...LIMITS };
    const [colored] = highlighter.codeToHast(code, options).children;
    if (colored?.type === 'element') Object.assign(pre, colored);
  }
}

function languageOf({ properties }: Element): Language {
  const names = [properties.className ?? []].flat().map(String);
  const lang = names.find((name) => name.startsWith('language-'))?.slice('language-'.length);
  return lang && isKnown(lang) ? lang : 'text';
}

function isKnown(lang: string): lang is BundledLanguage {
  return Object.hasOwn(bundledLanguages, lang);
}

// One for each language, not one for all: a language may colour more where others are loaded too, and then the same
// document would look different after other documents. Loading them all would take seconds.
const highlighters = new Map<Language, Promise<Highlighter>>();

function highlighterFor(lang: Language): Promise<Highlighter> {
  const known = highlighters.get(lang) ?? createHighlighter({ themes: [theme], langs: [lang], warnings: false });
  highlighters.set(lang, known);
  return known;
}
