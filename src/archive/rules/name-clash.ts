import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import { slugOf, slugProblem } from '../address.ts';
import type { ArchiveRuleContext } from './context.ts';

const KEYS = ['services', 'tags'] as const;

/** Reports services and tags whose address, made by github-slugger, is empty, too long or the same as another's. */
export function nameClash({ documents, settings }: ArchiveRuleContext): Diagnostic[] {
  const names = {
    services: new Map(settings.services.map(({ id }) => [slugOf(id), id])),
    tags: new Map<string, string>(),
  };
  return documents.flatMap(({ file, frontmatter, placeOf, fixValue }) =>
    KEYS.flatMap((key) =>
      (frontmatter[key] ?? []).flatMap((name, index) => {
        const address = slugOf(name);
        const other = names[key].get(address) ?? name;
        names[key].set(address, other);
        const problem = slugProblem(address);
        if (!problem && other === name) return [];
        const reason = problem?.reason ?? `as \`${other}\` has the same address \`${address}\``;
        const message = `Unexpected name ${quote(name)} under \`${key}\`, ${reason}`;
        const help = problem?.help ?? `Write \`${other}\` in both places.`;
        const path = [key, index];
        const fix = problem ? undefined : fixValue(path, other);
        return [diagnose(file, { rule: 'name-clash', place: placeOf(path), message, help, fix })];
      }),
    ),
  );
}
