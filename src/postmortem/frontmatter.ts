import { type Diagnostic, OPENING, type Place } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/rules.ts';
import { findFences } from './fences.ts';
import { parseYaml, type Yaml } from './yaml.ts';

/** The two halves of a document, before the schema has seen the first. */
export interface Split extends Omit<Yaml, 'data' | 'problems' | 'placeOf'> {
  /** What could be read of the frontmatter; absent where that is nothing, and `diagnostics` says why. */
  data?: Record<string, unknown>;
  /** The Markdown after the frontmatter; absent where the file is empty. */
  body?: string;
  /** Line of the file on which `body` begins, from 1. */
  bodyLine: number;
  /** Where the value (or, with `'key'`, the key) at a path stands; the opening `---` where there is none. */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place;
  diagnostics: Diagnostic[];
}

/**
 * Splits a document into frontmatter and body, with YAML 1.2 as its only language: every other one is reported and never
 * evaluated. What is wrong with one half, or with the lines around it, hides nothing of the other. `file` only names the
 * document in the diagnostics (rule `invalid-yaml`). Never throws for what is in `source`.
 */
export function splitFrontmatter(source: string, file: string): Split {
  // Neither a byte order mark nor the kind of line ending moves a line or a column that holds text.
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const { yaml, yamlLine, body, bodyLine, problems } = findFences(text);
  const { data, placeOf, problems: inYaml, ...found } = parseYaml(yaml ?? '', yamlLine);
  const findings = [...problems, ...inYaml].map(({ place = OPENING, ...problem }) => {
    return diagnose(file, { rule: 'invalid-yaml', place, ...problem });
  });
  return {
    ...found,
    ...(yaml !== undefined && data && { data }),
    ...(body !== undefined && { body }),
    bodyLine,
    placeOf: (path, part) => placeOf(path, part) ?? OPENING,
    diagnostics: findings,
  };
}
