import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearestAmong } from '../../diagnostics/nearest.ts';
import { quote } from '../../diagnostics/quote.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import type { ArchiveRuleContext } from './context.ts';

/** Keys whose values are ids of other documents. */
export const REFERENCE_KEYS = ['recurs', 'related', 'unrelated'] as const;

/**
 * Reports ids under `recurs`, `related` and `unrelated` that do not exist or are the document's own, and `aliases` that
 * are already taken.
 */
export function unknownReference(archive: ArchiveRuleContext): Diagnostic[] {
  return [...references(archive), ...aliases(archive)];
}

function references({ documents, byId }: ArchiveRuleContext): Diagnostic[] {
  const nearest = nearestAmong([...byId.keys()]);
  return documents.flatMap(({ id, file, frontmatter, placeOf, fixValue }) =>
    REFERENCE_KEYS.flatMap((key) =>
      (frontmatter[key] ?? []).flatMap((other, index) => {
        if (byId.has(other) && other !== id) return [];
        const meant = other === id ? undefined : nearest(other);
        const message =
          other === id
            ? `Unexpected ${quote(other)} under its own \`${key}\``
            : `Unknown id ${quote(other)} under \`${key}\``;
        const help = meant ? `Did you mean \`${meant}\`?` : 'Name the file of another incident, without `.md`.';
        const path = [key, index];
        const fix = meant === undefined ? undefined : fixValue(path, meant);
        return [diagnose(file, { rule: 'unknown-reference', place: placeOf(path), message, help, fix })];
      }),
    ),
  );
}

function aliases({ documents, byId }: ArchiveRuleContext): Diagnostic[] {
  const taken = new Map<string, string>([...byId].map(([id, { file }]) => [id.toLowerCase(), file]));
  return documents.flatMap(({ file, frontmatter, placeOf }) =>
    (frontmatter.aliases ?? []).flatMap((alias, index) => {
      const owner = taken.get(alias.toLowerCase());
      taken.set(alias.toLowerCase(), owner ?? file);
      if (owner === undefined) return [];
      const message = `Unexpected alias ${quote(alias)}, which is already an id or an alias of \`${owner}\``;
      const help = 'Remove it from one of the two.';
      return [diagnose(file, { rule: 'unknown-reference', place: placeOf(['aliases', index]), message, help })];
    }),
  );
}
