import { type Diagnostic, START } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';

/**
 * Reports every archive.yml in a subfolder of the archive: only one applies to all documents. `used` is the path of
 * that file, `undefined` if there is none.
 */
export function unusedSettings(files: readonly string[], folder: string, used: string | undefined): Diagnostic[] {
  const reason =
    used === undefined
      ? `the archive is \`${folder}\`, which has none of its own`
      : `\`${used}\` applies to the whole archive \`${folder}\``;
  return files.map((file) => {
    const own = file.replace(/[/\\][^/\\]*$/, '');
    const message = `Unused archive.yml: ${reason}`;
    const help = `Pass the folder \`${own}\` instead of \`${folder}\`, or remove this file.`;
    return diagnose(file, { rule: 'unused-settings', place: START, message, help });
  });
}

/** Reports files with names similar to archive.yml, such as archive.yaml, which are ignored. `used` is as above. */
export function misnamedSettings(files: readonly string[], used: string | undefined): Diagnostic[] {
  return files.map((file) => {
    const message = `Unused ${file.replace(/^.*[/\\]/, '')}, expected the name archive.yml`;
    const help = used === undefined ? 'Rename it to `archive.yml`.' : `Remove it: \`${used}\` is used.`;
    return diagnose(file, { rule: 'unused-settings', place: START, message, help });
  });
}
