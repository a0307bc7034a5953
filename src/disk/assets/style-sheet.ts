import { type CSSToken, TokenType, tokenizer } from '@csstools/css-tokenizer';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';

/** A style sheet of an archive, split at the addresses of the files that it uses. */
export interface StyleSheet {
  /** Paths as written, relative to the style sheet. */
  addresses: { url: string; place: Place }[];
  /** What is not allowed in a style sheet: imports, and addresses that are not paths. */
  problems: { place: Place; message: string; help: string }[];
  /** Returns the text with other addresses, by address as written. */
  withAddresses(targets: ReadonlyMap<string, string>): string;
}

/** Functions with addresses: directly in them, or in strings. */
const URL_FUNCTIONS: ReadonlySet<string> = new Set(['url', 'src']);
const IMAGE_SETS: ReadonlySet<string> = new Set(['image-set', '-webkit-image-set']);
/** Functions that put in a value from elsewhere; custom ones start with `--`. */
const SUBSTITUTES = /^(?:var|attr|--.*)$/;

const COPY = 'Copy the file into the archive and write its path: pages make no requests to other sites.';
const DATA = 'Save it as a file of the archive and write its path: servers may forbid embedded files.';
const WRITTEN = 'Write the path itself: what is put in its place could be the address of another site.';
const IMPORT = 'Copy the style sheet into the archive and name it under `theme.css` in archive.yml.';

/** Reads a style sheet, whose lines end in `\n`. Problems of syntax are reported, too. */
export function readStyleSheet(css: string): StyleSheet {
  const problems: StyleSheet['problems'] = [];
  const placeOf = placer(css);
  const report = (from: number, to: number, message: string, help: string) => {
    problems.push({ place: placeOf(from, to), message, help });
  };
  const tokens = tokensOf(css, (message, from, to) => {
    report(
      from,
      to,
      `Unreadable CSS: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
      'Correct the style sheet.',
    );
  });
  const found: { url: string; from: number; to: number }[] = [];
  // The names of the functions around a token, innermost last; empty for other brackets.
  const open: string[] = [];
  for (const token of tokens) {
    const [type, , from, to] = token;
    if (type === TokenType.Function) {
      const name = token[4].value.toLowerCase();
      if (SUBSTITUTES.test(name) && takesAddress(open))
        report(from, to + 1, `Unexpected \`${name}()\`, expected a path within the archive`, WRITTEN);
      open.push(name);
    } else if (type === TokenType.OpenParen) open.push('');
    else if (type === TokenType.CloseParen) open.pop();
    else if (type === TokenType.AtKeyword && token[4].value.toLowerCase() === 'import') {
      report(from, to + 1, 'Unexpected `@import`', IMPORT);
    } else if (type === TokenType.URL || (type === TokenType.String && takesAddress(open))) {
      const url = token[4].value.trim();
      const refusal = refusalOf(url);
      if (refusal)
        report(from, to + 1, `Unexpected address ${quote(url)}, expected a path within the archive`, refusal);
      else if (!url.startsWith('#')) found.push({ url, from, to: to + 1 });
    }
  }
  return {
    addresses: found.map(({ url, from, to }) => ({ url, place: placeOf(from, to) })),
    problems,
    withAddresses(targets) {
      let [text, end] = ['', 0];
      for (const { url, from, to } of found) {
        const written = JSON.stringify(targets.get(url) ?? url);
        text += css.slice(end, from) + (css[from] === '"' || css[from] === "'" ? written : `url(${written})`);
        end = to;
      }
      return text + css.slice(end);
    },
  };
}

function tokensOf(css: string, onError: (message: string, from: number, to: number) => void): CSSToken[] {
  const source = tokenizer(
    { css },
    { onParseError: (error) => onError(error.message, error.sourceStart, error.sourceEnd) },
  );
  const tokens: CSSToken[] = [];
  while (!source.endOfFile()) tokens.push(source.nextToken());
  return tokens;
}

/** Returns whether a string in these functions, innermost last, is an address. */
function takesAddress(open: readonly string[]): boolean {
  const inner = open.at(-1) ?? '';
  if (URL_FUNCTIONS.has(inner)) return true;
  return inner !== 'type' && inner !== 'calc' && open.some((name) => IMAGE_SETS.has(name));
}

/** Returns how to replace an address that is not a path; `undefined` for paths and for parts of the page. */
function refusalOf(url: string): string | undefined {
  if (/^data:/i.test(url)) return DATA;
  const isPath = url !== '' && !/^(?:[a-z][a-z\d+.-]*:|[/\\])/i.test(url);
  return isPath ? undefined : COPY;
}

function placer(text: string): (from: number, to: number) => Place {
  const at = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  };
  return (from, to) => {
    const [start, end] = [at(from), at(to)];
    return { ...start, endLine: end.line, endColumn: end.column };
  };
}
