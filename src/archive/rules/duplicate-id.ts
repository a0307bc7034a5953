import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import type { ArchiveRuleContext } from './context.ts';

/** One id names one document. Ids that differ only in case are one on many disks, and in many readers' memory. */
export function duplicateId({ documents }: ArchiveRuleContext): Diagnostic[] {
  const first = new Map<string, string>();
  return documents.flatMap(({ id, file, placeOf }) => {
    const other = first.get(id.toLowerCase());
    if (other === undefined) {
      first.set(id.toLowerCase(), file);
      return [];
    }
    const message = `Unexpected second document with the id \`${id}\`, the first is \`${other}\``;
    const help = 'Rename one of the files; the file name without `.md` is the id, in whatever folder.';
    return [diagnose(file, { rule: 'duplicate-id', place: placeOf([]), message, help })];
  });
}
