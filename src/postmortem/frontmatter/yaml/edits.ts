import { type Document, visit } from 'yaml';

/** A replacement in a text, by offsets. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** Applies edits that do not overlap. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => b.from - a.from);
  return ordered.reduce(
    (result, { from, to, text: replacement }) => result.slice(0, from) + replacement + result.slice(to),
    text,
  );
}

/** Puts a text into quotation marks, replacing existing ones around it. Escapes only if necessary. */
export function quoted(text: string): string {
  const inner = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  if (!/["\\\n]/.test(inner)) return `"${inner}"`;
  return /['\n]/.test(inner) ? JSON.stringify(inner) : `'${inner}'`;
}

/** Quotes the plain scalar that starts at an offset. */
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

/** Replaces the double quotation marks around an offset with single ones, in which a backslash has no special meaning. */
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

/** Quotes the value on the line of an offset: the text after its key, or a whole list item. */
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
  // `- Login: fails: often` is one text, whereas `- title: Login: fails` has a key.
  const edits = !isItem ? [value] : /^[a-z]\w*:/.test(key) ? [value, item] : [item, value];
  return edits.filter(({ from, to }) => to > from);
}

/** Replaces each tab in the indentation of all lines with two spaces. */
export function replaceTabs(text: string): Edit[] {
  const indents = [...text.matchAll(/^ *\t[ \t]*/gm)];
  const [first, last] = [indents[0], indents.at(-1)];
  if (!first || !last) return [];
  const [from, to] = [first.index, last.index + last[0].length];
  const spaces = (indent: string) => indent.replaceAll('\t', '  ');
  return [{ from, to, text: text.slice(from, to).replaceAll(/^ *\t[ \t]*/gm, spaces) }];
}

/** Removes the common indentation of all lines from an offset on. */
export function dedent(text: string, from: number): Edit[] {
  const to = text.trimEnd().length;
  const lines = text.slice(from, to).split('\n');
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths);
  return depth > 0 ? [{ from, to, text: lines.map((line) => line.slice(depth)).join('\n') }] : [];
}

/** Quotes the values that start with `#` in a flow list or map, up to the end of the line. */
export function quoteHashes(text: string): Edit[] {
  const found = /(?<=[[,{]\s*)#[^\n]*/.exec(text);
  if (!found) return [];
  const quotedText = found[0].replaceAll(
    /(^|[[,{]\s*)(#[^\s,\]}]+)/g,
    (_, before: string, replacement: string) => before + quoted(replacement),
  );
  return [{ from: found.index, to: found.index + found[0].length, text: quotedText }];
}

/** Appends a character after the last non-space character of the text, or of the text before an offset. */
export function append(mark: string, text: string, before = text.length): Edit[] {
  const at = text.slice(0, before).trimEnd().length;
  return [{ from: at, to: at, text: mark }];
}
