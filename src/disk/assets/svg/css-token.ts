import { type CSSToken, mutateIdent, type TokenIdent, TokenType } from '@csstools/css-tokenizer';
import { AT_RULES, FUNCTIONS } from './vocabulary.ts';

const MAX_NAME_LENGTH = 200;

/** Prints a token in its plainest form; `undefined` if safe CSS does not contain it. */
export function printToken(token: CSSToken, isFirst: boolean): string | undefined {
  switch (token[0]) {
    case TokenType.Whitespace:
      return ' ';
    case TokenType.Comment:
      // Separates two names without being a space, which has a meaning in selectors.
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

/** Prints a name after a prefix, with escapes only where necessary; `undefined` if it is too long. */
function named(name: string, prefix = ''): string | undefined {
  // Escaping takes time quadratic in the length.
  if (name.length > MAX_NAME_LENGTH) return undefined;
  const token: TokenIdent = [TokenType.Ident, '', 0, 0, { value: '' }];
  mutateIdent(token, name);
  return prefix + token[1];
}

/** Prints a `url()` within the file; `undefined` if it leads elsewhere. */
export function printUrl(address: string): string | undefined {
  return isHarmlessUrl(address) ? `url(${quoted(address)})` : undefined;
}

/** Returns whether an address refers to another part of the file or is an embedded font. */
function isHarmlessUrl(address: string): boolean {
  return /^(?:#.|data:(?:font\/|application\/(?:x-)?font-)[\w.+-]+[;,])/is.test(address);
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll(/[\n\r\f]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;
}
