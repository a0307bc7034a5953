import type { Head } from '../body/parse.ts';
import type { Identity } from '../document.ts';
import type { Vocabulary } from './schema.ts';
import { splitFrontmatter } from './split.ts';
import { validateFrontmatter } from './validate.ts';

/** Reads the frontmatter of a document. Never throws for what is in `source`. */
export function parseHead(source: string, identity: Identity, vocabulary: Vocabulary): Head {
  const split = splitFrontmatter(source, identity.file);
  return { ...identity, split, ...validateFrontmatter(split, identity.file, vocabulary) };
}
