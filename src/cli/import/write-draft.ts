import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../../disk/read.ts';
import { writeNew } from '../../disk/write.ts';
import type { PlacedDraft } from './import-all.ts';

/**
 * Writes a draft and its images. Overwrites nothing: returns `false` if the draft exists; an image that exists has the same content,
 * of which its name is made.
 */
export async function writeDraft({ target, text, images }: PlacedDraft): Promise<boolean> {
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true });
  for (const { file, bytes } of images) {
    const image = path.join(folder, file);
    await mkdir(path.dirname(image), { recursive: true });
    await create(image, bytes);
  }
  return create(target, text);
}

/** Creates a file. Returns whether it did not exist. */
async function create(file: string, content: string | Uint8Array): Promise<boolean> {
  try {
    await writeNew(file, content);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
