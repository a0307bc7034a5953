import { type Document, isMap } from 'yaml';
import { quote } from '../../../diagnostics/quote.ts';
import { dedent, type Edit, withEdits } from './edits.ts';
import type { Part } from './places.ts';
import { findYamlErrors, readYaml, type YamlError } from './syntax-errors.ts';

/** A top-level key of YAML with its value, read by itself. */
export interface Entry extends Part {
  /** Offsets are those of the whole text. */
  slips: CorrectedYamlError[];
}

/** A mistake, and the change that mends it where there is one. */
export type CorrectedYamlError = Omit<YamlError, 'edits'> & { edit?: Edit };

// A key that begins a line, or a word whose colon lacks the space behind it.
const KEY = /^(?:("[^"\n]*"|'[^'\n]*'|[^\s#"'?,[\]{}&*!|>%@`-][^\n]*?):(?=\s|$)|([a-z]\w*):(?=[^\s/:]))/gim;

/**
 * Reads a YAML text that is not valid as a whole by its top-level keys, each of which begins a line: a mistake in the
 * value of one costs no other. What stands before the first key is an entry without one.
 */
export function readEntries(text: string): Entry[] {
  // Aliases may name what stands above them.
  const anchors = new Set<string>();
  const keys = [...text.matchAll(KEY)].map(({ index, 1: key, 2: joined }) => ({ index, written: key ?? joined ?? '' }));
  const seen = new Set<string>();
  const begin = (keys[0]?.index ?? text.length) > 0 ? [{ index: 0, written: '' }] : [];
  return [...begin, ...keys].flatMap(({ index: from, written }, number, all): Entry[] => {
    const to = all[number + 1]?.index ?? text.length;
    const own = text.slice(from, to);
    if (written === '' && own.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return [];
    const key = written.trimEnd().replace(/^(["'])(.*)\1$/, '$2');
    const { document, slips } = readEntry(own, written, anchors);
    for (const [, name = ''] of own.matchAll(/&([^\s,[\]{}]+)/g)) anchors.add(name);
    const shifted = slips.map(({ edit, ...slip }) => ({
      ...shift(slip, from),
      ...(edit && { edit: shift(edit, from) }),
    }));
    if (seen.has(key)) shifted.unshift(secondKey(key, from, written.length));
    else if (key === '' && keys.length > 0) shifted.unshift(...strayText(own, document));
    seen.add(key);
    const isExact = slips.every(({ edit }) => !edit);
    const names = document ? [key] : [key, ...wordsBefore(own)];
    return [{ from, to, ...(document && { document }), isExact, keys: names.filter(Boolean), slips: shifted }];
  });
}

/** What may be keys in a text of which nobody can tell. */
function wordsBefore(text: string): string[] {
  return [...text.matchAll(/^[ \t]+([\w-]+):/gm)].map(([, word = '']) => word);
}

function shift<T extends { from: number; to: number }>(range: T, by: number): T {
  return { ...range, from: range.from + by, to: range.to + by };
}

function secondKey(key: string, from: number, length: number): CorrectedYamlError {
  return { from, to: from + length, message: `Unexpected second key ${quote(key)}`, help: 'Keep one of the two' };
}

/** What stands before the first key, where that begins its line. */
function strayText(text: string, document: Document.Parsed | undefined): CorrectedYamlError[] {
  if (!document) return [];
  const to = text.trimEnd().length;
  if (!isMap(document.contents)) {
    const message = `Unexpected ${quote(text)}, expected \`key: value\` lines`;
    return [{ from: 0, to, message, help: 'Write one key per line' }];
  }
  const [edit] = dedent(text, 0);
  const message = 'Unexpected indentation of the first key, expected that of the others';
  return [{ from: 0, to, message, help: 'Indent keys of one level alike', ...(edit && { edit }) }];
}

// Every change that may mend a mistake is tried: a bound for what is made of mistakes.
const MAX_LENGTH = 5_000;
const MAX_SLIPS = 50;

/** Reads one entry, with each change that leaves fewer mistakes in it. */
function readEntry(text: string, key: string, anchors: ReadonlySet<string>): Pick<Entry, 'document' | 'slips'> {
  const document = readYaml(text);
  const joined = key !== '' && /^\S/.test(text.slice(key.length + 1));
  const found = joined ? [missingSpace(key)] : findYamlErrors(text, document, anchors);
  if (found.length === 0) return { document, slips: [] };
  // Where nothing mends them, the first may be the cause of the others.
  const first = found.slice(0, 1).map(({ edits: _, ...slip }) => slip);
  if (found.length > MAX_SLIPS || text.length > MAX_LENGTH) return { slips: first };
  const edits = mend(text, found, anchors);
  const mended = withEdits(text, [...edits.values()]);
  const result = readYaml(mended);
  if (findYamlErrors(mended, result, anchors).length > 0) return { slips: first };
  const slips = found.flatMap((slip): CorrectedYamlError[] => {
    const { message, help } = slip;
    const edit = edits.get(slip);
    // What has no change of its own was mended by that of another: one slip may be several mistakes to the parser.
    return edit ? [{ ...placeOf(edit, slip), message, help, edit }] : [];
  });
  return { document: result, slips };
}

function missingSpace(key: string): YamlError {
  const at = key.length + 1;
  const message = `Missing space behind ${quote(`${key}:`)}`;
  return { from: 0, to: at, message, help: 'Put a space there', edits: () => [{ from: at, to: at, text: ' ' }] };
}

function mend(text: string, slips: readonly YamlError[], anchors: ReadonlySet<string>): Map<YamlError, Edit> {
  const edits = new Map<YamlError, Edit>();
  let left = slips.length;
  for (const slip of slips) {
    for (const edit of slip.edits()) {
      const others = [...edits.values()];
      if (left === 0 || others.some((other) => edit.from <= other.to && edit.to >= other.from)) continue;
      const mended = withEdits(text, [...others, edit]);
      const count = findYamlErrors(mended, readYaml(mended), anchors).length;
      if (count >= left) continue;
      edits.set(slip, edit);
      left = count;
      break;
    }
  }
  return edits;
}

/** What is shown of a mistake: the text that the change is about, where that is some. */
function placeOf(edit: Edit, { from, to }: YamlError): { from: number; to: number } {
  return edit.to > edit.from ? { from: edit.from, to: edit.to } : { from, to };
}
