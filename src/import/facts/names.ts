import type { Label, LabelledValue } from '../labels.ts';
import type { Fact } from '../note.ts';

const PLACEHOLDER = /^(?:-+|n\/?a|none|unknown|tb[cd]|todo|\?+|all|multiple|various)$/i;
const MAX_LENGTH = 50;
const MAX_WORDS = 4;

/** Finds names behind a label: `Affected services: checkout, billing`. Sentences are no names. */
export function findNames(values: readonly LabelledValue[], label: Label): Fact<string[]> | undefined {
  for (const each of values) {
    if (each.label !== label || each.kinds.includes('actions')) continue;
    const names = each.value
      .split(/\s*[,;|•]\s*|\s+(?:and|&)\s+/)
      .map((name) => name.replaceAll(/^[\s@[(]+|[\s\]).]+$/g, ''))
      .filter((name) => name !== '' && !PLACEHOLDER.test(name));
    const isList = names.every((name) => name.length <= MAX_LENGTH && name.split(/\s+/).length <= MAX_WORDS);
    if (names.length > 0 && names.length <= 30 && isList) return { value: [...new Set(names)], line: each.line };
  }
  return undefined;
}
