import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import type { ArchiveRuleContext } from './context.ts';

/** Reports documents with the same id. Case is ignored, as on many file systems. */
export function duplicateId({ documents }: ArchiveRuleContext): Diagnostic[] {
  const first = new Map<string, string>();
  return documents.flatMap(({ id, file, placeOf }) => {
    const other = first.get(id.toLowerCase());
    if (other === undefined) {
      first.set(id.toLowerCase(), file);
      return [];
    }
    const message = `Unexpected second document with the id \`${id}\`, the first is \`${other}\``;
    const help = 'Rename one of the files. The id is the file name without `.md`, regardless of its folder.';
    return [diagnose(file, { rule: 'duplicate-id', place: placeOf([]), message, help })];
  });
}
