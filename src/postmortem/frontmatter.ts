import matter from 'gray-matter';
import { type Diagnostic, OPENING, type Place, START } from '../diagnostics/diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { LIMITS } from './limits/limits.ts';
import type { Places } from './places.ts';
import { parseYaml, type Yaml } from './yaml.ts';

/** The two halves of a document, before the schema has seen the first. */
export interface Split {
  /** The frontmatter's keys and values; absent where it could not be read, and `diagnostics` says why. */
  data?: Record<string, unknown>;
  /** The Markdown after the frontmatter; absent where there is no telling where it begins. */
  body?: string;
  /** Line of the file on which `body` begins, from 1. */
  bodyLine: number;
  /** Where the value (or, with `'key'`, the key) at a path stands; the opening `---` where there is none. */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place;
  /** The places of keys and values as plain data. */
  places: Places;
  /** The value at a path as it is written; see `Yaml`. */
  sourceOf: Yaml['sourceOf'];
  diagnostics: Diagnostic[];
}

/**
 * Splits a document into frontmatter and body with gray-matter, with YAML 1.2 as its only language: every other one,
 * JavaScript above all, is reported and never evaluated. `file` only names the document in the diagnostics
 * (rules `invalid-yaml` and `over-limit`). Never throws for what is in `source`.
 */
export function splitFrontmatter(source: string, file: string): Split {
  // Neither a byte order mark nor the kind of line ending moves a line or a column that holds text.
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const diagnose = (place: Place, message: string, help: string, rule = 'invalid-yaml'): Diagnostic => {
    return { file, ...place, severity: 'error', rule, message, help };
  };
  const nothing = { bodyLine: 1, placeOf: () => OPENING, places: new Map(), sourceOf: () => undefined };
  const fail = (place: Place, message: string, help: string): Split => {
    return { ...nothing, diagnostics: [diagnose(place, message, help)] };
  };

  if (!matter.test(text)) {
    const found = text.trim() === '' ? 'Unexpected empty file' : 'Missing frontmatter';
    return fail(START, `${found}, expected \`---\` on the first line`, 'Begin the file with frontmatter.');
  }
  const { raw, name: language } = matter.language(text);
  if (language !== '' && language !== 'yaml') {
    const place = { ...OPENING, column: OPENING.endColumn, endColumn: OPENING.endColumn + raw.trimEnd().length };
    return fail(place, `Unexpected frontmatter in ${quote(language)}, expected YAML`, 'Write `---` alone on the line.');
  }
  // What gray-matter takes for the end, whatever follows on the line.
  const [before, end = ''] = /^([\s\S]*?\n)(---[^\n]*)/.exec(text)?.slice(1) ?? [];
  if (before === undefined) {
    return fail(OPENING, 'Unexpected end of file in the frontmatter, expected a closing `---`', 'Add a line `---`.');
  }
  if (end.trimEnd() !== '---') {
    const line = before.split('\n').length;
    const place = { line, column: 1, endLine: line, endColumn: end.length + 1 };
    return fail(place, `Unexpected ${quote(end)} in the frontmatter, expected a closing \`---\``, 'Add a line `---`.');
  }

  if (before.length > LIMITS.frontmatter) {
    const content = text.slice(before.length + end.length + 1);
    const line = text.slice(0, LIMITS.frontmatter).split('\n').length;
    const place = { line, column: 1, endLine: line, endColumn: (text.split('\n', line).at(-1)?.length ?? 0) + 1 };
    const message = `Unexpected frontmatter of ${before.length} characters, expected up to ${LIMITS.frontmatter}`;
    const found = diagnose(place, message, 'Move prose into the body.', 'over-limit');
    return { ...nothing, body: content, bodyLine: before.split('\n').length + 1, diagnostics: [found] };
  }

  // The block begins behind the opening `---`, so its first line is the file's and only there columns are shifted.
  const indent = raw.length + 3;
  let yaml: Yaml | undefined;
  const parse = (block: string) => {
    yaml = parseYaml(block, indent);
    return {};
  };
  // gray-matter keeps files it was given without options, so the engine is handed over each time.
  const { content } = matter(text, { engines: { yaml: parse } });
  const bodyLine = text.slice(0, text.length - content.length).split('\n').length;
  const { data, placeOf, places, sourceOf, problems } = yaml ?? parseYaml('');
  return {
    ...(data && { data }),
    body: content,
    bodyLine,
    placeOf: (path, part) => placeOf(path, part) ?? OPENING,
    places,
    sourceOf,
    diagnostics: problems.map(({ place = OPENING, message, help }) => diagnose(place, message, help)),
  };
}
