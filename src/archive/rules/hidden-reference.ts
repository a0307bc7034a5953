import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import { type HiddenReason, whyHidden } from '../audience.ts';
import type { ArchiveRuleContext } from './context.ts';
import { REFERENCE_KEYS } from './unknown-reference.ts';

/**
 * Reports ids under `recurs`, `related` and `unrelated` that readers of the document cannot see. Links in the body are
 * checked by the same rule when they are resolved.
 */
export function hiddenReference({ documents, settings, byId }: ArchiveRuleContext): Diagnostic[] {
  return documents.flatMap(({ file, frontmatter, placeOf }) =>
    REFERENCE_KEYS.flatMap((key) =>
      (frontmatter[key] ?? []).flatMap((id, index) => {
        const other = byId.get(id);
        const reason = other && whyHidden(frontmatter, other.frontmatter, settings);
        if (!reason) return [];
        const where = reason === 'internal' ? ' of a public postmortem' : '';
        const message = `Unexpected ${reason} ${quote(id)} under \`${key}\`${where}`;
        const help = hiddenHelp(reason, 'the site leaves it out');
        return [diagnose(file, { rule: 'hidden-reference', place: placeOf([key, index]), message, help })];
      }),
    ),
  );
}

/** Says how to fix a reference; `meanwhile` says what the site does with it until then. */
export function hiddenHelp(reason: HiddenReason, meanwhile: string): string {
  const open = reason === 'internal' ? 'make that postmortem public' : 'publish the draft';
  return `Remove it, or ${open}; until then ${meanwhile}.`;
}
