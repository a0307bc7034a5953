import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import {
  type BundledLanguage,
  bundledLanguages,
  createCssVariablesTheme,
  createHighlighter,
  createOnigurumaEngine,
  type Highlighter,
  type RegexEngine,
  type ShikiTransformer,
} from 'shiki';
import { SKIP, visit } from '../body/visit.ts';
import { colourBudget, LIMITS } from '../limits/limits.ts';

type Language = BundledLanguage | 'text';

// Colours are CSS variables (light and dark) set by classes instead of style attributes, so that a Content-Security-Policy can
// forbid inline styles.
const theme = createCssVariablesTheme({ name: 'variables', variablePrefix: '--code-', fontStyle: false });
const classesForStyles: ShikiTransformer = {
  span(node) {
    const [, name] = /--code-token-([\w-]+)/.exec(String(node.properties.style)) ?? [];
    delete node.properties.style;
    if (name) node.properties.class = `code-${name}`;
  },
};

/** Options for highlighting. `now` is a clock in milliseconds; without it, highlighting has no time limit. */
export interface Colouring {
  now?: (() => number) | undefined;
  /** Disables highlighting. */
  isOff?: boolean | undefined;
}

/**
 * Highlights the code blocks of a document in place, and gives each the label. Code in unknown languages, and code beyond the limits, stays plain. Returns
 * the blocks that stay plain because highlighting took too long.
 */
export async function highlightCode(
  root: Root,
  label: string,
  { now, isOff = false }: Colouring = {},
): Promise<Element[]> {
  const slow: Element[] = [];
  const clock = { now, left: LIMITS.colouringTime };
  const fitsBudget = colourBudget();
  for (const { pre, lang: named } of blocksOf(root)) {
    const code = textOf(pre).replace(/\n$/, '');
    const lang = named !== 'text' && !isOff && fitsBudget(code.length) ? named : 'text';
    const colour = async (language: Language) => {
      const highlighter = await highlighterFor(language);
      running = clock;
      return highlighter.codeToHast(code, { lang: language, theme, transformers: [classesForStyles], ...UNLIMITED });
    };
    const { children } = await colour(lang).catch((error: unknown) => {
      if (!(error instanceof HighlightTimeout)) throw error;
      slow.push(pre);
      return colour('text');
    });
    const [colored] = children;
    if (colored?.type !== 'element') continue;
    const properties = { class: 'code', tabindex: '0', role: 'group', 'aria-label': label };
    Object.assign(pre, colored, { properties });
  }
  return slow;
}

function blocksOf(root: Root): { pre: Element; lang: Language }[] {
  const blocks: { pre: Element; lang: Language }[] = [];
  visit(root, 'element', (pre) => {
    const [code] = pre.children;
    if (pre.tagName !== 'pre' || code?.type !== 'element' || code.tagName !== 'code') return undefined;
    blocks.push({ pre, lang: languageOf(code) });
    return SKIP;
  });
  return blocks;
}

class HighlightTimeout extends Error {}

// Shiki checks its time limit only between tokens, and one token may take a minute, so the time is measured within the regular
// expressions of the grammar.
let running: { now?: (() => number) | undefined; left: number } = { left: 0 };

async function timedEngine(): Promise<RegexEngine> {
  const engine = await createOnigurumaEngine(import('shiki/wasm'));
  return {
    createString: (text) => engine.createString(text),
    createScanner(patterns) {
      const scanner = engine.createScanner(patterns);
      return {
        findNextMatchSync(text, start, options) {
          const { now } = running;
          if (!now) return scanner.findNextMatchSync(text, start, options);
          const before = now();
          const match = scanner.findNextMatchSync(text, start, options);
          running.left -= now() - before;
          if (running.left < 0) throw new HighlightTimeout();
          return match;
        },
        dispose: () => scanner.dispose?.(),
      };
    },
  };
}

const UNLIMITED = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: LIMITS.colouredLine };

function languageOf({ properties }: Element): Language {
  const names = [properties.className ?? []].flat().map(String);
  const lang = names.find((name) => name.startsWith('language-'))?.slice('language-'.length);
  return lang && isKnown(lang) ? lang : 'text';
}

function isKnown(lang: string): lang is BundledLanguage {
  return Object.hasOwn(bundledLanguages, lang);
}

// One highlighter per language: loading other languages can change how a language is highlighted, so that a document would look
// different depending on earlier ones. Loading all languages would take seconds.
const highlighters = new Map<Language, Promise<Highlighter>>();
let engine: Promise<RegexEngine> | undefined;

function highlighterFor(lang: Language): Promise<Highlighter> {
  engine ??= timedEngine();
  const known =
    highlighters.get(lang) ?? createHighlighter({ themes: [theme], langs: [lang], warnings: false, engine });
  highlighters.set(lang, known);
  return known;
}
