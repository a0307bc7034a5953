import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { quote } from '../../../diagnostics/quote.ts';
import {
  append,
  dedent,
  type Edit,
  quoted,
  quoteHashes,
  quoteLine,
  quoteScalar,
  replaceTabs,
  singleQuotes,
} from './edits.ts';

/** A mistake in a YAML text, by offsets, and the changes that may mend it, the likeliest first. */
export interface YamlError {
  from: number;
  to: number;
  message: string;
  help: string;
  edits(): readonly Edit[];
}

/** Reads YAML 1.2: mistakes are in the document, and nothing is printed. */
export function readYaml(text: string): Document.Parsed {
  // Second keys are found by `slipsOf`: `yaml` compares each key with all before it.
  return parseDocument(text, { prettyErrors: false, uniqueKeys: false, version: '1.2', logLevel: 'error' });
}

/** The mistakes in a text that was read as `document`. Aliases may name its anchors, and those of other parts in `others`. */
export function findYamlErrors(
  text: string,
  document: Document.Parsed,
  others: ReadonlySet<string> = new Set(),
): YamlError[] {
  // A tag that nobody knows would take a word from a text: `title: !important fix`.
  const tags = document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const faults = [...document.errors, ...tags].map(({ code, message, pos: [from, to] }): Fault => {
    return { code, message, from, to };
  });
  const anchors = new Set<string>();
  visit(document, {
    Map(_, { items, anchor }) {
      if (anchor) anchors.add(anchor);
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const [from, to] = key.range ?? [0, 0];
        if (known.has(key.value)) faults.push({ code: 'DUPLICATE_KEY', message: '', from, to });
        known.add(key.value);
      }
    },
    Value(_, { anchor }) {
      if (anchor) anchors.add(anchor);
    },
    Alias(_, { source, range }) {
      if (range && !anchors.has(source) && !others.has(source))
        faults.push({ code: 'BAD_ALIAS', message: '', from: range[0], to: range[1] });
    },
  });
  return faults.map((fault) => ({ ...fault, ...explain(fault, text, document) }));
}

interface Fault {
  code: Document.Parsed['errors'][number]['code'];
  /** In the words of the parser. */
  message: string;
  from: number;
  to: number;
}

type Explained = Omit<YamlError, 'from' | 'to'>;

const QUOTE = 'Put the value in quotation marks';

function explain({ code, message, from, to }: Fault, text: string, document: Document.Parsed): Explained {
  const written = text.slice(from, to);
  const found = quote(written);
  const line = () => quoteLine(text, from);
  switch (code) {
    case 'BAD_SCALAR_START': {
      const edits = () => [...quoteScalar(document, from), ...line()];
      return { message: `Unexpected ${found} at the start of a value`, help: QUOTE, edits };
    }
    case 'BAD_ALIAS': {
      const expected = `Unexpected alias ${found}, expected the name of an anchor before it`;
      const edits = () => [{ from, to, text: quoted(written) }, ...line()];
      return { message: expected, help: 'Put text that begins with `*` or `&` in quotation marks', edits };
    }
    case 'TAG_RESOLVE_FAILED': {
      const help = 'Put text that begins with `!` in quotation marks';
      return { message: `Unexpected tag ${found}, expected text`, help, edits: line };
    }
    case 'BLOCK_AS_IMPLICIT_KEY': {
      if (!message.startsWith('Nested')) return explainMessage(message, text, from, line);
      const end = text.indexOf('\n', from);
      if (end >= 0 && !/:\s/.test(text.slice(from, end))) {
        const message = 'Unexpected indentation of the next line, expected that of this one';
        return { message, help: 'Indent keys of one level alike', edits: () => dedent(text, end + 1) };
      }
      return { message: 'Unexpected second `: ` in the line', help: QUOTE, edits: line };
    }
    case 'BAD_DQ_ESCAPE': {
      const edits = () => singleQuotes(document, from);
      return { message: `Unexpected escape ${found}`, help: 'Use single quotation marks', edits };
    }
    case 'TAB_AS_INDENT':
      return { message: 'Unexpected tab, expected spaces', help: 'Indent with spaces', edits: () => replaceTabs(text) };
    case 'DUPLICATE_KEY': {
      const [key = ''] = text.slice(from).split(/[:\n]/, 1);
      return { message: `Unexpected second key ${quote(key)}`, help: 'Keep one of the two', edits: () => [] };
    }
    case 'MULTIPLE_DOCS':
      return { message: 'Unexpected `---`, expected one document', help: 'Remove the line', edits: () => [] };
    case 'UNEXPECTED_TOKEN': {
      const extra = /^[\]},]$/.test(written) ? [{ from, to, text: '' }] : [];
      const help = extra.length > 0 ? 'Remove it' : QUOTE;
      return { message: `Unexpected ${found} behind a value`, help, edits: () => [...extra, ...line()] };
    }
    default:
      return explainMessage(message, text, from, line);
  }
}

/** Some codes of the parser stand for several mistakes, which only its messages tell apart. */
function explainMessage(message: string, text: string, from: number, line: () => readonly Edit[]): Explained {
  const [, mark] = /^Missing closing (["'])/.exec(message) ?? [];
  if (mark) {
    const edits = () => [...append(mark, text), ...line()];
    return { message: `Missing closing \`${mark}\``, help: 'Close the quotation', edits };
  }
  const [, bracket] = /^Flow .* end with a (.)$/.exec(message) ?? [];
  if (bracket) {
    const edits = () => [...quoteHashes(text), ...append(bracket, text), ...line()];
    return { message: `Missing closing \`${bracket}\``, help: 'Add it', edits };
  }
  if (message.startsWith('Comments must')) {
    const edits = () => [...quoteHashes(text), ...line()];
    return { message: 'Unexpected `#`, which begins a comment', help: QUOTE, edits };
  }
  if (message.startsWith('Missing ,')) {
    return { message: 'Missing `,` between items', help: 'Part them by commas', edits: () => append(',', text, from) };
  }
  const help = 'Write `key: value` on each line, lists and maps indented below their key';
  return { message: `Unexpected YAML: ${message}`, help, edits: line };
}
