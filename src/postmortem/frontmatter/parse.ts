import type { ParsedFrontmatter } from '../body/parse.ts';
import type { Identity } from '../document.ts';
import type { Vocabulary } from './schema.ts';
import { splitDocument } from './split.ts';
import { validateFrontmatter } from './validate.ts';

/** Parses the frontmatter of a document. Never throws because of the content of `source`. */
export function parseFrontmatter(source: string, identity: Identity, vocabulary: Vocabulary): ParsedFrontmatter {
  const split = splitDocument(source, identity.file);
  return { ...identity, split, ...validateFrontmatter(split, identity.file, vocabulary) };
}
