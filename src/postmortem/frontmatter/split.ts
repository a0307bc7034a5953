import matter from 'gray-matter';
import { type Diagnostic, OPENING, type Place, START } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import { LIMITS } from '../limits/limits.ts';
import { type Fenced, findFences } from './fences.ts';
import { parseYaml, type Yaml } from './yaml/yaml.ts';

/** The two halves of a document, before the schema has seen the first. */
export interface SplitDocument extends Omit<Yaml, 'data' | 'problems' | 'placeOf'> {
  /** What could be read of the frontmatter; absent where that is nothing, and `diagnostics` says why. */
  data?: Record<string, unknown>;
  /** The Markdown after the frontmatter; absent where the file is empty. */
  body?: string;
  /** Line of the file on which `body` begins, from 1. */
  bodyLine: number;
  /** The opening `---`, or the first character where the file does not begin with it. */
  opening: Place;
  /** The end of the file: where the body is empty, it may have no line of its own. */
  end: Place;
  /** Where the value (or, with `'key'`, the key) at a path stands; `opening` where there is none. */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place;
  diagnostics: Diagnostic[];
}

/**
 * Splits a document into frontmatter and body, with YAML 1.2 as its only language: every other one is reported and never
 * evaluated. gray-matter splits it where the lines around the frontmatter are right. What is wrong with one half, or with the lines around it, hides nothing of the other. `file` only names the
 * document in the diagnostics (rules `invalid-yaml` and `over-limit`). Never throws for what is in `source`.
 */
export function splitDocument(source: string, file: string): SplitDocument {
  // Neither a byte order mark nor the kind of line ending moves a line or a column that holds text.
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const { yaml: written, yamlLine, body, bodyLine, problems } = halvesOf(text);
  const long = written === undefined ? undefined : overLimit(written, yamlLine);
  const yaml = long ? undefined : written;
  const { data, placeOf, problems: inYaml, ...found } = parseYaml(yaml ?? '', yamlLine);
  const opening = text.startsWith('---') ? OPENING : START;
  const findings = [...problems, ...inYaml].map(({ place = opening, ...problem }) => {
    return diagnose(file, { rule: 'invalid-yaml', place, ...problem });
  });
  if (long) findings.push(diagnose(file, { rule: 'over-limit', ...long }));
  return {
    ...found,
    ...(yaml !== undefined && data && { data }),
    ...(body !== undefined && { body }),
    bodyLine,
    opening,
    end: endOf(text),
    placeOf: (path, part) => placeOf(path, part) ?? opening,
    diagnostics: findings,
  };
}

function endOf(text: string): Place {
  const lines = text.split('\n');
  const [line, column] = [lines.length, (lines.at(-1) ?? '').length + 1];
  return { line, column, endLine: line, endColumn: column };
}

/** The halves as gray-matter has them; where it would take something else than what was meant, as `findFences` has them. */
function halvesOf(text: string): Fenced {
  const fenced = findFences(text);
  if (fenced.problems.length > 0) return fenced;
  let yaml = '';
  // It begins with what stands behind the opening `---`.
  const parse = (block: string) => {
    yaml = block.slice(block.indexOf('\n') + 1);
    return {};
  };
  // gray-matter keeps files it was given without options, so the engine is handed over each time.
  const { content } = matter(text, { engines: { yaml: parse }, language: 'yaml' });
  return { ...fenced, yaml, body: content };
}

function overLimit(yaml: string, firstLine: number) {
  if (yaml.length <= LIMITS.frontmatter) return undefined;
  const before = yaml.slice(0, LIMITS.frontmatter).split('\n');
  const line = firstLine + before.length - 1;
  const endColumn = (yaml.split('\n', before.length).at(-1)?.length ?? 0) + 1;
  const message = `Unexpected frontmatter of ${yaml.length} characters, expected up to ${LIMITS.frontmatter}`;
  return { place: { line, column: 1, endLine: line, endColumn }, message, help: 'Move prose into the body.' };
}
