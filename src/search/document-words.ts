import { errorFingerprintsOf, fingerprintKey } from './error-fingerprint.ts';
import { aliasesAmong, type KnownAliases } from './text/identifiers.ts';
import { distinctTerms, type KnownTokens } from './text/tokens.ts';

/** What the search knows of a text besides the text itself. */
export interface DocumentWords {
  /** The distinct terms as written, separated by line breaks: one text takes less memory than a list. */
  terms: string;
  /** Other spellings of the identifiers, separated by spaces. */
  aliases: string;
  /** Keys of the errors that the text quotes. */
  errors: string[];
}

/** What earlier texts had. Pass the same object when reading many texts to save time. */
export interface KnownWords {
  tokens: KnownTokens;
  aliases: KnownAliases;
}

/** Collects the words of a text, and the errors in its lines of code. */
export function documentWords(text: string, code: readonly string[], known?: KnownWords): DocumentWords {
  const terms = distinctTerms(text, known?.tokens);
  return {
    terms: terms.join('\n'),
    aliases: aliasesAmong(terms, known?.aliases).join(' '),
    errors: [...new Set(code.flatMap(errorFingerprintsOf).map(fingerprintKey))],
  };
}
