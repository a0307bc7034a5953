import { jsonText } from '../../diagnostics/json-text.ts';
import type { PlacedDraft, Skipped } from './import-all.ts';

/** Formats an import as JSON; docs/import.md describes it. */
export function importJson(placed: readonly PlacedDraft[], skipped: readonly Skipped[]): string {
  return jsonText({
    version: 1,
    drafts: placed.map(({ file, target, id, draft, problem, exists }) => ({
      file,
      target,
      id,
      frontmatter: Object.fromEntries(draft.fields.map(({ key, value }) => [key, value])),
      timeline: draft.timeline,
      actions: draft.actions.length,
      notes: draft.notes,
      ...(problem && { problem }),
      ...(exists && { exists }),
    })),
    skipped: skipped.map(({ file, reason }) => ({ file, reason })),
  });
}
