import { setImmediate } from 'node:timers/promises';
import { documentSettings } from '../../archive/settings.ts';
import { identityOf } from '../../build/frontmatters.ts';
import type { Selection } from '../../build/select.ts';
import { countOf } from '../../diagnostics/count.ts';
import { visible } from '../../diagnostics/visible.ts';
import { Failure } from '../../disk/failure.ts';
import { readSource } from '../../disk/read.ts';
import { findArchive } from '../../disk/settings.ts';
import { systemProblem } from '../../disk/system-error.ts';
import { replaceText } from '../../disk/write.ts';
import type { DocumentSettings } from '../../postmortem/document.ts';
import type { EditKind } from '../../postmortem/fix/edit.ts';
import { type FixedDocument, fixDocument } from '../../postmortem/fix/fix-document.ts';
import { print } from '../print.ts';
import { interruption } from '../signals.ts';

/** What became of the files: `complete`, some could not be written (`failed`), or the user pressed Ctrl-C. */
export type FixResult = 'complete' | 'failed' | 'interrupted';

/** The documents of an archive to correct; `only` are those among the selected ones, default all. */
export interface FilesToFix extends Pick<Selection, 'folder' | 'files'> {
  only?: ReadonlySet<string> | undefined;
}

/**
 * Corrects the form of documents on disk, and prints what was changed to standard error. Files that cannot be read are left to the
 * check.
 */
export async function fixFiles(selections: readonly FilesToFix[]): Promise<FixResult> {
  const signal = interruption();
  const fixed = { files: 0, changes: 0 };
  let result: FixResult = 'complete';
  for (const { folder, files, only } of selections) {
    const { settingsFile, files: documents } = await findArchive(folder);
    const settings = documentSettings(settingsFile.valid, settingsFile.refused);
    for (const file of documents) {
      const name = files ? files.get(file) : file;
      if (name === undefined || only?.has(file) === false) continue;
      // Lets a signal arrive.
      await setImmediate();
      if (signal.isInterrupted) return 'interrupted';
      const changes = await fixFile(file, folder, settings);
      if (typeof changes === 'string') {
        print.note(changes);
        result = 'failed';
      } else if (changes.size > 0) {
        print.error(`Fixed ${visible(name)}: ${changesText(changes)}\n`);
        fixed.files += 1;
        for (const count of changes.values()) fixed.changes += count;
      }
    }
  }
  if (fixed.files > 1) {
    print.error(
      `${countOf(fixed.changes, 'change')} in ${countOf(fixed.files, 'file')}; review them with your diff\n\n`,
    );
  }
  return result;
}

/** Corrects a file. Returns the changes, or a text if it could not be written. */
async function fixFile(
  file: string,
  folder: string,
  settings: DocumentSettings,
): Promise<FixedDocument['changes'] | string> {
  const read = readSource(file, folder);
  if ('diagnostic' in read) return new Map();
  const { text, changes } = fixDocument(read.text, identityOf(file, folder), settings);
  if (changes.size === 0) return changes;
  try {
    await replaceText(file, read.text, text);
    return changes;
  } catch (error) {
    const problem = error instanceof Failure ? error.message : systemProblem(error, file);
    if (problem === undefined) throw error;
    return `${file} is not fixed: ${problem}`;
  }
}

const NAMES: Record<EditKind, (count: number) => string> = {
  order: () => 'order of the keys',
  value: (count) => countOf(count, 'value'),
  time: (count) => countOf(count, 'time'),
  duration: (count) => countOf(count, 'duration'),
  task: (count) => `${countOf(count, 'action item')} marked as open`,
  owner: (count) => countOf(count, 'owner'),
  due: (count) => countOf(count, 'due date'),
  done: (count) => countOf(count, 'done date'),
};

function changesText(changes: FixedDocument['changes']): string {
  const kinds = Object.keys(NAMES) as EditKind[];
  return kinds.flatMap((kind) => (changes.has(kind) ? [NAMES[kind](changes.get(kind) ?? 0)] : [])).join(', ');
}
