import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../../disk/read.ts';
import { writeNew } from '../../disk/write.ts';
import type { PlacedDraft } from './import-all.ts';

/** Writes a draft and its images. Overwrites nothing; an image that exists has the same content, which its name is made of. */
export async function writeDraft({ target, text, images }: PlacedDraft): Promise<void> {
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true });
  for (const { file, bytes } of images) {
    const image = path.join(folder, file);
    await mkdir(path.dirname(image), { recursive: true });
    await writeNew(image, bytes).catch((error) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
  await writeNew(target, text);
}
