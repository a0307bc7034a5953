import { slug } from 'github-slugger';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import type { Documents } from './index.ts';

const KEYS = ['services', 'tags'] as const;

/** Services and tags become addresses by github-slugger: each has one, and no other name has the same. */
export function nameClash({ documents, settings }: Documents): Diagnostic[] {
  const names = {
    services: new Map(settings.services.map(({ id }) => [slug(id), id])),
    tags: new Map<string, string>(),
  };
  return documents.flatMap(({ file, frontmatter, placeOf }) =>
    KEYS.flatMap((key) =>
      (frontmatter[key] ?? []).flatMap((name, index) => {
        const address = slug(name);
        const other = names[key].get(address) ?? name;
        names[key].set(address, other);
        if (address !== '' && other === name) return [];
        const message =
          address === ''
            ? `Unexpected name \`${name}\` under \`${key}\`, which leaves no address`
            : `Unexpected name \`${name}\` under \`${key}\`, as \`${other}\` has the same address \`${address}\``;
        const help = address === '' ? 'Use letters or digits.' : `Write \`${other}\` in both places.`;
        return [diagnose(file, { rule: 'name-clash', place: placeOf([key, index]), message, help })];
      }),
    ),
  );
}
