import matter from 'gray-matter';
import { type Diagnostic, OPENING, type Place, START } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import { LIMITS } from '../limits/limits.ts';
import { normalizedText } from '../normalized-text.ts';
import { type FencedDocument, locateFences } from './fences.ts';
import { parseYaml, type Yaml } from './yaml/yaml.ts';

/** The frontmatter and body of a document, before validation against the schema. */
export interface SplitDocument extends Omit<Yaml, 'data' | 'problems' | 'placeOf'> {
  /** The readable frontmatter; absent when nothing could be read, with the reason in `diagnostics`. */
  data?: Record<string, unknown>;
  /** The Markdown after the frontmatter; absent when the file is empty. */
  body?: string;
  /** Line of the file on which `body` starts, counted from 1. */
  bodyLine: number;
  /** The opening `---`, or the first character if the file does not start with it. */
  opening: Place;
  /** The end of the file. */
  end: Place;
  /** Returns the place of the value (or, with `'key'`, the key) at a path; `opening` when there is none. */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place;
  diagnostics: Diagnostic[];
}

/**
 * Splits a document into frontmatter and body. The only language is YAML 1.2: any other is reported and never evaluated.
 * gray-matter splits documents with valid fences. Problems in one part, or with the fences, do not affect the other part. `file`
 * is only used in diagnostics (rules `invalid-yaml` and `over-limit`). Never throws because of the content of `source`.
 */
export function splitDocument(source: string, file: string): SplitDocument {
  const text = normalizedText(source);
  const { yaml: rawYaml, yamlLine, body, bodyLine, problems } = splitAtFences(text);
  const excess = rawYaml === undefined ? undefined : frontmatterExcess(rawYaml, yamlLine);
  const yaml = excess ? undefined : rawYaml;
  const { data, placeOf, problems: yamlProblems, ...yamlRest } = parseYaml(yaml ?? '', yamlLine);
  const opening = text.startsWith('---') ? OPENING : START;
  const findings = [...problems, ...yamlProblems].map(({ place = opening, ...problem }) => {
    return diagnose(file, { rule: 'invalid-yaml', place, ...problem });
  });
  if (excess) findings.push(diagnose(file, { rule: 'over-limit', ...excess }));
  return {
    ...yamlRest,
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
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line += 1;
  const column = text.length - text.lastIndexOf('\n');
  return { line, column, endLine: line, endColumn: column };
}

/** Splits with gray-matter or, when the fences have problems, as `locateFences` does. */
function splitAtFences(text: string): FencedDocument {
  const fenced = locateFences(text);
  if (fenced.problems.length > 0) return fenced;
  let yaml = '';
  // The block starts with the rest of the opening line.
  const parse = (block: string) => {
    yaml = block.slice(block.indexOf('\n') + 1);
    return {};
  };
  // The engine is passed each time, because gray-matter caches files that are parsed without options.
  const { content } = matter(text, { engines: { yaml: parse }, language: 'yaml' });
  return { ...fenced, yaml, body: content };
}

function frontmatterExcess(yaml: string, firstLine: number) {
  if (yaml.length <= LIMITS.frontmatter) return undefined;
  const before = yaml.slice(0, LIMITS.frontmatter).split('\n');
  const line = firstLine + before.length - 1;
  const endColumn = (yaml.split('\n', before.length).at(-1)?.length ?? 0) + 1;
  const message = `Unexpected frontmatter of ${yaml.length} characters, expected up to ${LIMITS.frontmatter}`;
  return { place: { line, column: 1, endLine: line, endColumn }, message, help: 'Move prose to the body.' };
}
