import { type CSSToken, TokenType, tokenizer } from '@csstools/css-tokenizer';
import { printToken, printUrl } from './css-token.ts';

// Limits recursion, which happens at every level of blocks; real style sheets have two or three.
const MAX_DEPTH = 32;

// Text with more errors is not CSS, and each error costs the tokenizer as much as hundreds of tokens.
const MAX_ERRORS = 100;

/**
 * Returns a style sheet, or the declarations of a `style` attribute, without rules and declarations that could cause
 * requests. The result has no comments, and escapes only in names and strings. It contains no fetching token anywhere,
 * so it is safe even if a browser groups the tokens differently.
 */
export function cleanCss(text: string): string {
  const tokens = new Tokens(text);
  const css = readItems(tokens, 0);
  return tokens.isBroken ? '' : css;
}

/** Returns the value of one CSS property, or `undefined` if it could cause a request. */
export function cleanCssValue(text: string): string | undefined {
  const tokens = new Tokens(text);
  const item = new Item();
  for (let token = tokens.next(); token; token = tokens.next()) item.add(token, tokens);
  return item.isHarmless && !tokens.isBroken ? item.css.trim() : undefined;
}

/** The tokens of a text, read one by one. */
class Tokens {
  private readonly source: ReturnType<typeof tokenizer>;
  private ahead: CSSToken | undefined;
  private errors = 0;

  constructor(css: string) {
    const onParseError = () => {
      this.errors++;
    };
    this.source = tokenizer({ css }, { onParseError });
  }

  get isBroken(): boolean {
    return this.errors > MAX_ERRORS;
  }

  peek(): CSSToken | undefined {
    this.ahead ??= this.isBroken ? undefined : this.source.nextToken();
    return this.ahead?.[0] === TokenType.EOF ? undefined : this.ahead;
  }

  next(): CSSToken | undefined {
    const token = this.peek();
    this.ahead = undefined;
    return token;
  }
}

/** Reads declarations and rules up to the closing `}`, or to the end of the text. */
function readItems(tokens: Tokens, depth: number): string {
  let css = '';
  let item = new Item();
  for (let token = tokens.next(); token; token = tokens.next()) {
    const type = item.isOpen ? undefined : token[0];
    if (type === TokenType.CloseCurly && depth > 0) break;
    if (type === TokenType.Semicolon) {
      if (!item.isBlank) css += item.end(';');
      item = new Item();
    } else if (type === TokenType.OpenCurly) {
      // The block of a dropped rule must be read too, to find its end.
      const block = depth < MAX_DEPTH ? readItems(tokens, depth + 1) : skipBlock(tokens);
      css += item.end(`{${block}}`);
      item = new Item();
    } else if (!(item.isBlank && isHtmlComment(token))) {
      item.add(token, tokens);
    }
  }
  return css + item.end('');
}

function skipBlock(tokens: Tokens): string {
  let level = 1;
  for (let token = tokens.next(); token; token = tokens.next()) {
    if (token[0] === TokenType.OpenCurly) level++;
    if (token[0] === TokenType.CloseCurly && --level === 0) break;
  }
  return '';
}

function isBlank([type]: CSSToken): boolean {
  return type === TokenType.Whitespace || type === TokenType.Comment;
}

/** Returns whether a token is `<!--` or `-->`, which CSS ignores around rules. */
function isHtmlComment([type]: CSSToken): boolean {
  return type === TokenType.CDO || type === TokenType.CDC;
}

const CLOSERS = new Map<TokenType, string>([
  [TokenType.CloseParen, ')'],
  [TokenType.CloseSquare, ']'],
  [TokenType.CloseCurly, '}'],
]);

/** Tokens that valid CSS never has directly before `(`. */
const NO_OPENERS: ReadonlySet<TokenType> = new Set([TokenType.Dimension, TokenType.Hash]);

/** A declaration, or the prelude of a rule. */
class Item {
  css = '';
  /** Whether nothing has been added yet. */
  isBlank = true;
  isHarmless = true;
  private last: TokenType | undefined;
  /** The closing brackets of the open ones, outermost first. */
  private readonly closers: string[] = [];

  get isOpen(): boolean {
    return this.closers.length > 0;
  }

  end(tail: string): string {
    return this.isHarmless ? this.css.trim() + this.closers.reverse().join('') + tail : '';
  }

  /** Adds a token; for `url(`, the tokens up to its `)`. */
  add(token: CSSToken, tokens: Tokens): void {
    if (this.isBlank && isBlank(token)) return;
    const closer = CLOSERS.get(token[0]);
    if (closer !== undefined) {
      if (this.closers.at(-1) === closer) this.closers.pop();
      else this.isHarmless = false;
    }
    const address = isUrlFunction(token) ? readAddress(tokens) : undefined;
    const opened = address === undefined ? openedBy(token) : undefined;
    if (opened !== undefined) this.closers.push(opened);
    const css = address === undefined ? printToken(token, this.isBlank) : printUrl(address);
    // Older browsers parse `u+0-7Furl(` as a character range and a function. Safe CSS has no bracket there.
    if (token[0] === TokenType.OpenParen && this.last !== undefined && NO_OPENERS.has(this.last))
      this.isHarmless = false;
    if (css === undefined) this.isHarmless = false;
    if (this.isHarmless) this.css += css;
    this.isBlank = false;
    this.last = token[0];
  }
}

function openedBy([type]: CSSToken): string | undefined {
  if (type === TokenType.Function || type === TokenType.OpenParen) return ')';
  if (type === TokenType.OpenSquare) return ']';
  return type === TokenType.OpenCurly ? '}' : undefined;
}

function isUrlFunction(token: CSSToken): boolean {
  return token[0] === TokenType.Function && token[4].value.toLowerCase() === 'url';
}

/** Reads the string of `url("…")` and the `)`; `undefined`, without reading the rest, if there is anything else. */
function readAddress(tokens: Tokens): string | undefined {
  let address: string | undefined;
  for (let token = tokens.peek(); token; token = tokens.peek()) {
    if (token[0] === TokenType.CloseParen && address !== undefined) {
      tokens.next();
      return address;
    }
    if (token[0] === TokenType.String && address === undefined) address = token[4].value;
    else if (!isBlank(token)) return undefined;
    tokens.next();
  }
  return undefined;
}
