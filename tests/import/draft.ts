import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import { makeDraft } from '../../src/import/draft.ts';
import type { Draft, ImportSettings } from '../../src/import/model.ts';
import type { DateOrder } from '../../src/import/times/written-moments.ts';

export interface Options {
  name?: string;
  timezone?: string;
  order?: DateOrder;
}

/** The settings of an archive without archive.yml. */
export function importSettings({ timezone, order }: Options = {}): ImportSettings {
  const settings = defaultSettings();
  return { settings: { ...documentSettings(settings), timezone }, causes: settings.causes, order };
}

/** Makes a draft that must be one. */
export function draftOf(text: string, options: Options = {}): Draft {
  const draft = makeDraft({ name: options.name ?? 'notes.md', text }, importSettings(options));
  if ('reason' in draft) throw new Error(draft.reason);
  return draft;
}

/** Returns the values of the frontmatter without those that every draft has. */
export function factsOf(draft: Draft): Record<string, unknown> {
  const facts = draft.fields.filter(({ key, value }) => key !== 'status' && value !== 'unknown');
  return Object.fromEntries(facts.map(({ key, value }) => [key, value]));
}
