import matter from 'gray-matter';
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type Diagnostic, OPENING, type Place, START } from '../diagnostics/diagnostic.ts';

/** The two halves of a document, before the schema has seen the first. */
export interface Split {
  /** The frontmatter's keys and values; absent where it could not be read, and `diagnostics` says why. */
  data?: Record<string, unknown>;
  /** The Markdown after the frontmatter; empty where there is no telling where it begins. */
  body: string;
  /** Line of the file on which `body` begins, from 1. */
  bodyLine: number;
  /** Where the value (or, with `'key'`, the key) at a path stands; the opening `---` where there is none. */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place;
  diagnostics: Diagnostic[];
}

// An alias bomb needs many; a hand-written file needs next to none.
const MAX_ALIASES = 100;

/**
 * Splits a document into frontmatter and body with gray-matter, with YAML 1.2 as its only language: every other one,
 * JavaScript above all, is reported and never evaluated. `file` only names the document in the diagnostics
 * (rule `invalid-yaml`). Never throws for what is in `source`.
 */
export function splitFrontmatter(source: string, file: string): Split {
  // Neither a byte order mark nor the kind of line ending moves a line or a column that holds text.
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const fail = (place: Place, message: string, help: string): Split => ({
    body: '',
    bodyLine: 1,
    placeOf: () => OPENING,
    diagnostics: [{ file, ...place, severity: 'error', rule: 'invalid-yaml', message, help }],
  });

  if (!matter.test(text)) {
    const found = text.trim() === '' ? 'an empty file' : 'no frontmatter';
    return fail(START, `Unexpected ${found}, expected \`---\` on the first line`, 'Begin the file with frontmatter.');
  }
  const language = matter.language(text).name;
  if (language !== '' && language !== 'yaml') {
    return fail(OPENING, `Unexpected frontmatter in \`${language}\`, expected YAML`, 'Write `---` alone on the line.');
  }
  if (!/\n---[ \t]*(?:\n|$)/.test(text)) {
    return fail(OPENING, 'Unexpected end of file in the frontmatter, expected a closing `---`', 'Add a line `---`.');
  }

  const lines = new LineCounter();
  // gray-matter keeps files it was given without options, so the engine is handed over each time.
  let yaml: Document.Parsed | undefined;
  const parse = (block: string) => {
    yaml = parseDocument(block, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
    return {};
  };
  const { content, matter: block } = matter(text, { engines: { yaml: parse } });
  const bodyLine = text.slice(0, text.length - content.length).split('\n').length;
  const first = matter.language(text).raw.length + 3;

  // The block begins behind the opening `---`, so its first line is the file's and only there columns are shifted.
  const place = (from: number, to: number): Place => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, Math.min(to, block.length)));
    const shift = (position: { line: number; col: number }) => position.col + (position.line === 1 ? first : 0);
    return { line: start.line, column: shift(start), endLine: end.line, endColumn: shift(end) };
  };
  const placeOf = (path: readonly PropertyKey[], part: 'key' | 'value' = 'value'): Place => {
    const parent = yaml?.getIn(path.slice(0, -1), true);
    const key = path.at(-1);
    const pair = isMap(parent) && parent.items.find(({ key: node }) => isScalar(node) && String(node.value) === key);
    const node = (pair && part === 'key' ? pair.key : yaml?.getIn(path, true)) as Node | undefined;
    const range = node?.range ?? (pair ? (pair.key as Node).range : undefined);
    return range ? place(range[0], range[1]) : OPENING;
  };

  const diagnostics = [...(yaml?.errors ?? [])].map((error): Diagnostic => {
    const message = `Unexpected YAML: ${error.message}`;
    return { file, ...place(...error.pos), severity: 'error', rule: 'invalid-yaml', message, help: help(error.code) };
  });
  const split = { body: content, bodyLine, placeOf, diagnostics };
  if (diagnostics.length > 0) return split;
  if (yaml?.contents && !isMap(yaml.contents)) {
    return { ...split, ...fail(OPENING, 'Unexpected YAML, expected `key: value` lines', 'Write one key per line.') };
  }
  try {
    return { ...split, data: yaml?.toJS({ maxAliasCount: MAX_ALIASES }) ?? {} };
  } catch (error) {
    // `yaml` throws for exhausted and for unresolved aliases; both are the author's.
    if (!(error instanceof ReferenceError)) throw error;
    const [from, to] = (yaml && unresolvedAlias(yaml)) ?? [];
    const at = from === undefined || to === undefined ? OPENING : place(from, to);
    return { ...split, ...fail(at, `Unexpected YAML: ${error.message}`, 'Write the values out.') };
  }
}

function unresolvedAlias(yaml: Document.Parsed): readonly number[] | undefined {
  let range: readonly number[] | undefined;
  visit(yaml, {
    Alias(_, alias) {
      if (alias.resolve(yaml)) return undefined;
      range = alias.range ?? undefined;
      return visit.BREAK;
    },
  });
  return range;
}

function help(code: string): string {
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two.';
  return 'Put the value in quotation marks if it holds `:`, `#` or a quote.';
}
