import { type Document, isMap } from 'yaml';
import { quote } from '../../../diagnostics/quote.ts';
import { dedent, type Edit, withEdits } from './edits.ts';
import type { Part } from './places.ts';
import { findYamlErrors, readYaml, type YamlError } from './syntax-errors.ts';

/** A top-level YAML key with its value, parsed separately. */
export interface Entry extends Part {
  /** Offsets refer to the whole text. */
  errors: CorrectedYamlError[];
}

/** An error, with the edit that fixes it if there is one. */
export type CorrectedYamlError = Omit<YamlError, 'edits'> & { edit?: Edit };

// A key at the start of a line, or a word whose colon lacks the space after it.
const KEY = /^(?:("[^"\n]*"|'[^'\n]*'|[^\s#"'?,[\]{}&*!|>%@`-][^\n]*?):(?=\s|$)|([a-z]\w*):(?=[^\s/:]))/gim;

/**
 * Parses the top-level keys of an invalid YAML text separately, so that an error in one value does not affect the others. Each
 * key starts a line. Text before the first key becomes an entry without a key.
 */
export function readEntries(text: string): Entry[] {
  // Aliases may refer to anchors in earlier entries.
  const anchors = new Set<string>();
  const keys = [...text.matchAll(KEY)].map(({ index, 1: key, 2: joined }) => ({ index, written: key ?? joined ?? '' }));
  const seen = new Set<string>();
  const leading = (keys[0]?.index ?? text.length) > 0 ? [{ index: 0, written: '' }] : [];
  return [...leading, ...keys].flatMap(({ index: from, written }, number, all): Entry[] => {
    const to = all[number + 1]?.index ?? text.length;
    const entryText = text.slice(from, to);
    if (written === '' && entryText.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return [];
    const key = written.trimEnd().replace(/^(["'])(.*)\1$/, '$2');
    const { document, errors } = readEntry(entryText, written, anchors);
    for (const [, name = ''] of entryText.matchAll(/&([^\s,[\]{}]+)/g)) anchors.add(name);
    const shifted = errors.map(({ edit, ...error }) => ({
      ...shift(error, from),
      ...(edit && { edit: shift(edit, from) }),
    }));
    if (seen.has(key)) shifted.unshift(secondKey(key, from, written.length));
    else if (key === '' && keys.length > 0) shifted.unshift(...strayText(entryText, document));
    seen.add(key);
    const isExact = errors.every(({ edit }) => !edit);
    const names = document ? [key] : [key, ...possibleKeys(entryText)];
    return [{ from, to, ...(document && { document }), isExact, keys: names.filter(Boolean), errors: shifted }];
  });
}

/** Returns the words that may be keys in an unreadable text. */
function possibleKeys(text: string): string[] {
  return [...text.matchAll(/^[ \t]+([\w-]+):/gm)].map(([, word = '']) => word);
}

function shift<T extends { from: number; to: number }>(range: T, by: number): T {
  return { ...range, from: range.from + by, to: range.to + by };
}

function secondKey(key: string, from: number, length: number): CorrectedYamlError {
  return { from, to: from + length, message: `Unexpected second key ${quote(key)}`, help: 'Keep one of the two' };
}

/** Reports text before the first key. */
function strayText(text: string, document: Document.Parsed | undefined): CorrectedYamlError[] {
  if (!document) return [];
  const to = text.trimEnd().length;
  if (!isMap(document.contents)) {
    const message = `Unexpected ${quote(text)}, expected \`key: value\` lines`;
    return [{ from: 0, to, message, help: 'Write one key per line' }];
  }
  const [edit] = dedent(text, 0);
  const message = 'Unexpected indentation of the first key, expected that of the others';
  return [{ from: 0, to, message, help: 'Indent keys on the same level equally', ...(edit && { edit }) }];
}

// Every possible edit is tried, so texts with many errors would take too long.
const MAX_LENGTH = 5_000;
const MAX_ERRORS = 50;

/** Parses one entry, applying each edit that reduces the number of errors. */
function readEntry(text: string, key: string, anchors: ReadonlySet<string>): Pick<Entry, 'document' | 'errors'> {
  const document = readYaml(text);
  const joined = key !== '' && /^\S/.test(text.slice(key.length + 1));
  const allErrors = joined ? [missingSpace(key)] : findYamlErrors(text, document, anchors);
  if (allErrors.length === 0) return { document, errors: [] };
  // If the errors cannot be fixed, only the first is reported, because it may cause the others.
  const first = allErrors.slice(0, 1).map(({ edits: _, ...error }) => error);
  if (allErrors.length > MAX_ERRORS || text.length > MAX_LENGTH) return { errors: first };
  const edits = findCorrections(text, allErrors, anchors);
  const corrected = withEdits(text, [...edits.values()]);
  const result = readYaml(corrected);
  if (findYamlErrors(corrected, result, anchors).length > 0) return { errors: first };
  const errors = allErrors.flatMap((error): CorrectedYamlError[] => {
    const { message, help } = error;
    const edit = edits.get(error);
    // An error without an edit was fixed by the edit of another: one mistake may cause several parser errors.
    return edit ? [{ ...placeOf(edit, error), message, help, edit }] : [];
  });
  return { document: result, errors };
}

function missingSpace(key: string): YamlError {
  const at = key.length + 1;
  const message = `Missing space after ${quote(`${key}:`)}`;
  return { from: 0, to: at, message, help: 'Add a space', edits: () => [{ from: at, to: at, text: ' ' }] };
}

function findCorrections(
  text: string,
  errors: readonly YamlError[],
  anchors: ReadonlySet<string>,
): Map<YamlError, Edit> {
  const edits = new Map<YamlError, Edit>();
  let errorCount = errors.length;
  for (const error of errors) {
    for (const edit of error.edits()) {
      const others = [...edits.values()];
      if (errorCount === 0 || others.some((other) => edit.from <= other.to && edit.to >= other.from)) continue;
      const corrected = withEdits(text, [...others, edit]);
      const count = findYamlErrors(corrected, readYaml(corrected), anchors).length;
      if (count >= errorCount) continue;
      edits.set(error, edit);
      errorCount = count;
      break;
    }
  }
  return edits;
}

/** Returns the range to show for an error: the text that the edit replaces, if any. */
function placeOf(edit: Edit, { from, to }: YamlError): { from: number; to: number } {
  return edit.to > edit.from ? { from: edit.from, to: edit.to } : { from, to };
}
