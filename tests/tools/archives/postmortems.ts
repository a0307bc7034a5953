import { type Archive, makeArchive } from '../../../src/archive/archive.ts';
import { defaultSettings, documentSettings, type Settings } from '../../../src/archive/settings.ts';
import { parseBody } from '../../../src/postmortem/body/parse.ts';
import { parseFrontmatter } from '../../../src/postmortem/frontmatter/parse.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';

/** Frontmatter with the required keys only, as unknown as they may be. */
const DEFAULT_FRONTMATTER = {
  title: 'Login fails',
  started: '2024-04-15',
  duration: 'unknown',
  impact: 'unknown',
  cause: 'unknown',
};

/**
 * Parses a document like the product; `frontmatter` contains YAML by key and is added to the required keys. Throws if the
 * document is invalid.
 */
export function postmortem(
  id: string,
  frontmatter: Readonly<Record<string, string>> = {},
  body = '',
  settings: Settings = defaultSettings(),
): Postmortem {
  const lines = Object.entries({ ...DEFAULT_FRONTMATTER, ...frontmatter }).map(([key, value]) => `${key}: ${value}`);
  const document = documentSettings(settings);
  const source = `---\n${lines.join('\n')}\n---\n\n${body}`;
  const head = parseFrontmatter(source, { id, file: `${id}.md`, path: `${id}.md` }, document);
  const { postmortem } = parseBody(head, document);
  if (!postmortem) throw new Error(head.diagnostics.map(({ message }) => message).join('\n'));
  return postmortem;
}

/** Makes an archive from the frontmatter of documents by id, and settings that differ from the defaults. */
export function archiveOf(
  documents: Readonly<Record<string, Readonly<Record<string, string>>>>,
  settings: Partial<Settings> = {},
): Archive {
  const whole = { ...defaultSettings(), ...settings };
  const postmortems = Object.entries(documents).map(([id, frontmatter]) => postmortem(id, frontmatter, '', whole));
  return makeArchive(postmortems, whole);
}

/** Returns the ids of postmortems. */
export function idsOf(postmortems: Iterable<Postmortem>): string[] {
  return [...postmortems].map(({ id }) => id);
}
