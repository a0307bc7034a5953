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

/** An error in a YAML text, by offsets. `edits` returns possible fixes, the most likely first. */
export interface YamlError {
  from: number;
  to: number;
  message: string;
  help: string;
  edits(): readonly Edit[];
}

/** Parses YAML 1.2. Errors are in the returned document, and nothing is printed. */
export function readYaml(text: string): Document.Parsed {
  // `findYamlErrors` finds duplicate keys, because `yaml` takes quadratic time for that.
  return parseDocument(text, { prettyErrors: false, uniqueKeys: false, version: '1.2', logLevel: 'error' });
}

/** Finds the errors in a text that was parsed to `document`. `others` are anchors in other parts, which aliases may name. */
export function findYamlErrors(
  text: string,
  document: Document.Parsed,
  others: ReadonlySet<string> = new Set(),
): YamlError[] {
  // An unknown tag would remove a word from a text: `title: !important fix`.
  const tags = document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const parserErrors = [...document.errors, ...tags].map(({ code, message, pos: [from, to] }): ParserError => {
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
        if (known.has(key.value)) parserErrors.push({ code: 'DUPLICATE_KEY', message: '', from, to });
        known.add(key.value);
      }
    },
    Value(_, { anchor }) {
      if (anchor) anchors.add(anchor);
    },
    Alias(_, { source, range }) {
      if (range && !anchors.has(source) && !others.has(source))
        parserErrors.push({ code: 'BAD_ALIAS', message: '', from: range[0], to: range[1] });
    },
  });
  return parserErrors.map((parserError) => ({ ...parserError, ...describe(parserError, text, document) }));
}

interface ParserError {
  code: Document.Parsed['errors'][number]['code'];
  /** The parser's own message. */
  message: string;
  from: number;
  to: number;
}

type Description = Omit<YamlError, 'from' | 'to'>;

const QUOTE_HELP = 'Put the value in quotation marks';

function describe({ code, message, from, to }: ParserError, text: string, document: Document.Parsed): Description {
  const written = text.slice(from, to);
  const found = quote(written);
  const line = () => quoteLine(text, from);
  switch (code) {
    case 'BAD_SCALAR_START': {
      const edits = () => [...quoteScalar(document, from), ...line()];
      return { message: `Unexpected ${found} at the start of a value`, help: QUOTE_HELP, edits };
    }
    case 'BAD_ALIAS': {
      const expected = `Unexpected alias ${found}, expected the name of an earlier anchor`;
      const edits = () => [{ from, to, text: quoted(written) }, ...line()];
      return { message: expected, help: 'Put text that starts with `*` or `&` in quotation marks', edits };
    }
    case 'TAG_RESOLVE_FAILED': {
      const help = 'Put text that starts with `!` in quotation marks';
      return { message: `Unexpected tag ${found}, expected text`, help, edits: line };
    }
    case 'BLOCK_AS_IMPLICIT_KEY': {
      if (!message.startsWith('Nested')) return describeByMessage(message, text, from, line);
      const end = text.indexOf('\n', from);
      if (end >= 0 && !/:\s/.test(text.slice(from, end))) {
        const message = 'Unexpected indentation of the next line, expected the same as this one';
        return { message, help: 'Indent keys on the same level equally', edits: () => dedent(text, end + 1) };
      }
      return { message: 'Unexpected second `: ` on the line', help: QUOTE_HELP, edits: line };
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
      const help = extra.length > 0 ? 'Remove it' : QUOTE_HELP;
      return { message: `Unexpected ${found} after a value`, help, edits: () => [...extra, ...line()] };
    }
    default:
      return describeByMessage(message, text, from, line);
  }
}

/** Describes errors by the parser's message, because some of its codes stand for several errors. */
function describeByMessage(message: string, text: string, from: number, line: () => readonly Edit[]): Description {
  const [, mark] = /^Missing closing (["'])/.exec(message) ?? [];
  if (mark) {
    const edits = () => [...append(mark, text), ...line()];
    return { message: `Missing closing \`${mark}\``, help: 'Add it', edits };
  }
  const [, bracket] = /^Flow .* end with a (.)$/.exec(message) ?? [];
  if (bracket) {
    const edits = () => [...quoteHashes(text), ...append(bracket, text), ...line()];
    return { message: `Missing closing \`${bracket}\``, help: 'Add it', edits };
  }
  if (message.startsWith('Comments must')) {
    const edits = () => [...quoteHashes(text), ...line()];
    return { message: 'Unexpected `#`, which starts a comment', help: QUOTE_HELP, edits };
  }
  if (message.startsWith('Missing ,')) {
    return {
      message: 'Missing `,` between items',
      help: 'Separate them with commas',
      edits: () => append(',', text, from),
    };
  }
  const help = 'Write `key: value` on each line, with lists and maps indented below their key';
  return { message: `Unexpected YAML: ${message}`, help, edits: line };
}
