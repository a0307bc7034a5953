import { createHash } from 'node:crypto';
import { factOf } from '../../archive/groups/facts.ts';
import { featuredOf } from '../../archive/statistics/featured.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { packFacts } from '../../search/facts.ts';
import { type ErrorShard, FILES, type SearchManifest, shardOf } from '../../search/manifest.ts';
import { distinctTerms, type KnownTokens } from '../../search/text/tokens.ts';
import { type KnownStems, vocabularyOf } from '../../search/vocabulary.ts';
import { featuredDocument, namesOf, type SearchIndexInput } from './search-document.ts';

/** Number of postmortems in each list that is shown before a query is typed. */
const FEATURED = 4;
/** Maximum number of error fingerprints in a file. */
const SHARD_SIZE = 600;
/** Maximum number of documents listed for one error, newest first. */
const MAX_QUOTING = 50;

/**
 * Makes the files that are added to Pagefind's index. `documents` maps the ids of postmortems to their ids in the index, `pagefind`
 * is about its files, and `stems` are those of an earlier index. Returns the files as pairs of path and text, and the stems for the
 * next index.
 */
export function buildSearchData(
  { archive, rendered }: SearchIndexInput,
  documents: ReadonlyMap<string, string>,
  pagefind: Pick<SearchManifest, 'meta' | 'words'>,
  stems: KnownStems,
) {
  const { postmortems } = archive;
  const idOf = ({ id }: Postmortem) => documents.get(id) ?? '';
  const known: KnownTokens = new Map();
  // Read once, as a body may have to be read from a file.
  const words = postmortems.map(({ id }) => rendered.get(id)?.words);
  const vocabulary = vocabularyOf(
    postmortems.map((each, at) => {
      const own = distinctTerms([each.title, each.summary, ...namesOf(archive, each)].join('\n'), known);
      const terms = words[at]?.terms;
      return terms ? [...new Set([...own, ...terms.split('\n')])] : own;
    }),
    stems,
  );
  const shards = errorShards(postmortems.map((each, at) => [idOf(each), words[at]?.errors ?? []]));
  const { newest, highestImpact } = featuredOf(archive, FEATURED);
  const files = [
    [FILES.facts, JSON.stringify(packFacts(postmortems.map((each) => factOf(archive, each, idOf(each)))))],
    [FILES.vocabulary, vocabulary.words.join('\n')],
    ...shards.map((shard, number) => [FILES.errors(number), JSON.stringify(shard)] as const),
  ] as const;
  const manifest: SearchManifest = {
    version: 1,
    // The facts contain the ids of all documents in the index, which change with their content.
    content: createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12),
    total: postmortems.length,
    common: vocabulary.common,
    ...pagefind,
    errorShards: shards.length,
    featured: { newest: newest.map(featuredDocument), gravest: highestImpact.map(featuredDocument) },
  };
  return { files: [[FILES.manifest, JSON.stringify(manifest)], ...files] as const, stems: vocabulary.stems };
}

/** Lists the documents that quote each error by its fingerprint key, split into files of limited size. */
function errorShards(errors: readonly (readonly [document: string, keys: readonly string[]])[]): ErrorShard[] {
  const found = new Map<string, Set<string>>();
  for (const [document, keys] of errors) {
    for (const key of keys) found.set(key, (found.get(key) ?? new Set()).add(document));
  }
  const shards = Array.from({ length: Math.ceil(found.size / SHARD_SIZE) }, (): ErrorShard => ({}));
  for (const [key, documents] of found) {
    const shard = shards[shardOf(key, shards.length)];
    if (shard) shard[key] = [...documents].slice(0, MAX_QUOTING);
  }
  return shards;
}
