import { type Document, visit } from 'yaml';

/** A change of a text, by offsets. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** Makes changes that do not overlap. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => b.from - a.from);
  return ordered.reduce((result, { from, to, text: own }) => result.slice(0, from) + own + result.slice(to), text);
}

/** Puts a text into quotation marks, instead of those that it may have on both sides; escapes only what has to be. */
export function quoted(text: string): string {
  const inner = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  if (!/["\\\n]/.test(inner)) return `"${inner}"`;
  return /['\n]/.test(inner) ? JSON.stringify(inner) : `'${inner}'`;
}

/** Puts the plain scalar that begins at an offset into quotation marks. */
export function quoteScalar(document: Document.Parsed, at: number): Edit[] {
  const edits: Edit[] = [];
  visit(document, {
    Scalar(_, { range, source = '', type }) {
      if (range?.[0] !== at || type !== 'PLAIN' || source.includes('\n')) return undefined;
      edits.push({ from: at, to: at + source.length, text: quoted(source) });
      return visit.BREAK;
    },
  });
  return edits;
}

/** Turns the double quotation marks around an offset into single ones, in which a backslash is nothing special. */
export function singleQuotes(document: Document.Parsed, at: number): Edit[] {
  const edits: Edit[] = [];
  visit(document, {
    Scalar(_, { range, source = '', type }) {
      if (type !== 'QUOTE_DOUBLE' || !range || range[0] > at || range[1] <= at || /['\n]/.test(source))
        return undefined;
      edits.push({ from: range[0], to: range[1], text: `'${source}'` });
      return visit.BREAK;
    },
  });
  return edits;
}

const LINE = /^(\s*(?:- +)*)((?:[^\s:"'[{][^:]*: +)?)(.*?)(?:\s+#\s.*)?\s*$/;

/** Puts the value in the line of an offset into quotation marks: what is behind its key, or a whole item of a list. */
export function quoteLine(text: string, at: number): Edit[] {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const [line = ''] = text.slice(start).split('\n', 1);
  const [, indent = '', key = '', rest = ''] = LINE.exec(line) ?? [];
  const edit = (column: number, value: string) => {
    return { from: start + column, to: start + column + value.length, text: quoted(value) };
  };
  const value = edit(indent.length + key.length, rest);
  const item = edit(indent.length, key + rest);
  const isItem = key !== '' && indent.includes('-');
  // `- Login: fails: often` is one text, `- title: Login: fails` has a key.
  const edits = !isItem ? [value] : /^[a-z]\w*:/.test(key) ? [value, item] : [item, value];
  return edits.filter(({ from, to }) => to > from);
}

/** Replaces each tab before the text of a line by two spaces, in all lines at once. */
export function replaceTabs(text: string): Edit[] {
  const indents = [...text.matchAll(/^ *\t[ \t]*/gm)];
  const [first, last] = [indents[0], indents.at(-1)];
  if (!first || !last) return [];
  const [from, to] = [first.index, last.index + last[0].length];
  const spaces = (indent: string) => indent.replaceAll('\t', '  ');
  return [{ from, to, text: text.slice(from, to).replaceAll(/^ *\t[ \t]*/gm, spaces) }];
}

/** Removes the indentation that all lines from the one at an offset on have in common. */
export function dedent(text: string, from: number): Edit[] {
  const to = text.trimEnd().length;
  const lines = text.slice(from, to).split('\n');
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths);
  return depth > 0 ? [{ from, to, text: lines.map((line) => line.slice(depth)).join('\n') }] : [];
}

/** Puts what begins with `#` in a list or map of one line into quotation marks, up to the end of the line. */
export function quoteHashes(text: string): Edit[] {
  const found = /(?<=[[,{]\s*)#[^\n]*/.exec(text);
  if (!found) return [];
  const mended = found[0].replaceAll(
    /(^|[[,{]\s*)(#[^\s,\]}]+)/g,
    (_, before: string, own: string) => before + quoted(own),
  );
  return [{ from: found.index, to: found.index + found[0].length, text: mended }];
}

/** Adds a mark behind the last character of the text, or of what precedes an offset, that is no space. */
export function append(mark: string, text: string, before = text.length): Edit[] {
  const at = text.slice(0, before).trimEnd().length;
  return [{ from: at, to: at, text: mark }];
}
