import { type CSSToken, mutateIdent, type TokenIdent, TokenType } from '@csstools/css-tokenizer';
import { AT_RULES, FUNCTIONS } from './vocabulary.ts';

const MAX_NAME_LENGTH = 200;

/** Prints a token in its plainest form; `undefined` where it is none that a harmless text needs. */
export function printToken(token: CSSToken, isFirst: boolean): string | undefined {
  switch (token[0]) {
    case TokenType.Whitespace:
      return ' ';
    case TokenType.Comment:
      // Keeps two names apart without being a space, which means something in selectors.
      return '/**/';
    case TokenType.Ident:
      return token[1].includes('\\') ? named(token[4].value) : token[1];
    case TokenType.Hash:
      return token[1].includes('\\') ? named(token[4].value, '#') : token[1];
    case TokenType.String:
      return quoted(token[4].value);
    case TokenType.URL:
      return printUrl(token[4].value);
    case TokenType.Function: {
      const name = token[4].value.toLowerCase();
      return FUNCTIONS.has(name) ? `${name}(` : undefined;
    }
    case TokenType.AtKeyword: {
      const name = token[4].value.toLowerCase();
      return isFirst && AT_RULES.has(name) ? `@${name} ` : undefined;
    }
    case TokenType.Delim:
      return token[1] === '@' || token[1] === '\\' ? undefined : token[1];
    case TokenType.Dimension:
      return token[1].includes('\\') ? undefined : token[1];
    case TokenType.Number:
    case TokenType.Percentage:
    case TokenType.Colon:
    case TokenType.Comma:
    case TokenType.Semicolon:
    case TokenType.OpenParen:
    case TokenType.OpenSquare:
    case TokenType.OpenCurly:
    case TokenType.CloseParen:
    case TokenType.CloseSquare:
    case TokenType.CloseCurly:
      return token[1];
    default:
      return undefined;
  }
}

/** A name, after a sign, with escapes only where it needs them; `undefined` where it is far longer than names are. */
function named(name: string, sign = ''): string | undefined {
  // Writing a name takes time by the square of its length.
  if (name.length > MAX_NAME_LENGTH) return undefined;
  const token: TokenIdent = [TokenType.Ident, '', 0, 0, { value: '' }];
  mutateIdent(token, name);
  return sign + token[1];
}

/** Prints the address of a place within the file; `undefined` where it leads elsewhere. */
export function printUrl(address: string): string | undefined {
  return isHarmlessUrl(address) ? `url(${quoted(address)})` : undefined;
}

/** Whether an address leads to another part of the same file, or is a font within it. */
function isHarmlessUrl(address: string): boolean {
  return /^(?:#.|data:(?:font\/|application\/(?:x-)?font-)[\w.+-]+[;,])/is.test(address);
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll(/[\n\r\f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;
}
