import path from 'node:path';
import { convert } from '../../import/convert/convert.ts';
import type { Image } from '../../import/convert/images.ts';
import { makeDraft } from '../../import/draft.ts';
import type { Draft, ImportSettings } from '../../import/model.ts';
import { sourceOf } from '../../import/note.ts';
import { formatDraft } from '../../import/write.ts';
import { LIMITS } from '../../postmortem/limits/limits.ts';
import { idOf } from '../new/id.ts';
import { readSourceFile, type Source } from './sources.ts';

/** A draft with its place in the archive. */
export interface PlacedDraft {
  /** The document that it is made from. */
  file: string;
  id: string;
  /** Path of the file to write. */
  target: string;
  draft: Draft;
  text: string;
  images: Image[];
  /** Why it is not written, if so. */
  problem?: string;
  /** Whether the archive has a postmortem with this id already. */
  exists?: boolean;
}

/** A file that no draft is made from. */
export interface Skipped {
  file: string;
  reason: string;
  isUsual: boolean;
}

/** Where drafts go. */
export interface Destination {
  folder: string;
  /** The ids in use, in lowercase, and where they are used. */
  taken: ReadonlyMap<string, string>;
}

/** Converts one file after the other, and passes each result on. Ids of several drafts with the same day and title get numbers. */
export async function* importAll(
  sources: readonly Source[],
  settings: ImportSettings,
  { folder, taken }: Destination,
): AsyncGenerator<{ placed: PlacedDraft } | { skipped: Skipped }> {
  const used = new Set<string>();
  for (const source of sources) {
    const { file } = source;
    const made = source.skipped ?? (await draftOf(source, settings));
    if ('reason' in made) {
      yield { skipped: { file, isUsual: false, ...made } };
      continue;
    }
    const { draft, images } = made;
    const base = idOf(draft.day ?? 'undated', draft.title) ?? `${draft.day ?? 'undated'}-postmortem`;
    const id = unused(base, used);
    used.add(id);
    const target = path.join(folder, `${id}.md`);
    const text = formatDraft(draft);
    const owner = taken.get(id);
    const problem = problemOf(draft, text);
    yield {
      placed: {
        file,
        id,
        target,
        draft,
        text,
        images,
        ...(problem && { problem }),
        ...(owner !== undefined && { exists: true }),
      },
    };
  }
}

async function draftOf(
  source: Source,
  settings: ImportSettings,
): Promise<{ draft: Draft; images: Image[] } | { reason: string }> {
  const file = await readSourceFile(source);
  if ('reason' in file) return file;
  const converted = await convert(file);
  if ('reason' in converted) return converted;
  if (converted.text.length > LIMITS.bytes) {
    return {
      reason: `its text has ${converted.text.length} characters, more than ${LIMITS.bytes}; move long logs to other files`,
    };
  }
  const draft = makeDraft({ name: file.name, text: converted.text }, settings);
  return 'reason' in draft ? draft : { draft, images: converted.images };
}

function unused(base: string, used: ReadonlySet<string>): string {
  for (let number = 2, id = base; ; number++) {
    if (!used.has(id)) return id;
    id = `${base}-${number}`;
  }
}

function problemOf({ day, notes }: Draft, text: string): string | undefined {
  if (Buffer.byteLength(text) > LIMITS.bytes) return `the draft has more than ${LIMITS.bytes} bytes`;
  if (text.indexOf('\n---\n', 4) > LIMITS.frontmatter)
    return `its frontmatter has more than ${LIMITS.frontmatter} characters`;
  if (day !== undefined) return undefined;
  const note = notes.find(({ field }) => field === 'started');
  const why = note ? `: ${sourceOf(note.line)}: ${note.message}; ${note.option}` : '';
  return `the start is not known${why}; or give it a day with --undated`;
}
