import type { PartialFrontmatter } from '../postmortem/frontmatter/schema.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { DEFAULT_CAUSES } from './causes.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** Who reads a site: `internal` for colleagues, who may read every document, `public` for everyone. */
export type Audience = 'internal' | 'public';

type Access = Pick<PartialFrontmatter, 'status' | 'visibility'>;
type Defaults = Pick<Settings, 'audience' | 'visibility'>;

/** Returns whether a site for `settings.audience` shows a document; `drafts` says whether it shows drafts. */
export function isShown({ status, visibility }: Access, settings: Defaults, drafts: boolean): boolean {
  if (status === 'draft' && !drafts) return false;
  return settings.audience === 'internal' || (visibility ?? settings.visibility) === 'public';
}

/** Why readers of one document cannot see another. */
export type HiddenReason = 'internal' | 'draft';

/**
 * Returns why a site that shows the document `from` may not show the document `to`; `undefined` if it shows both, or
 * never shows `from`. Does not depend on whether the current command shows drafts, so `check` and `build` report the
 * same.
 */
export function whyHidden(from: Access, to: Access, settings: Defaults): HiddenReason | undefined {
  if (!isShown(from, settings, true)) return undefined;
  if (!isShown(to, settings, true)) return 'internal';
  return to.status === 'draft' && from.status !== 'draft' ? 'draft' : undefined;
}

/** Returns the postmortem without references to ids missing from `shown`; the same object if it has none. */
export function withoutHiddenReferences(postmortem: Postmortem, shown: ReadonlySet<string>): Postmortem {
  const { recurs, related, unrelated } = postmortem;
  if ([recurs, related, unrelated].every((ids) => ids.every((id) => shown.has(id)))) return postmortem;
  const shownOf = (ids: readonly string[]) => ids.filter((id) => shown.has(id));
  return { ...postmortem, recurs: shownOf(recurs), related: shownOf(related), unrelated: shownOf(unrelated) };
}

/**
 * Returns the settings of a site for its audience. A public site keeps the default vocabulary and what its own
 * postmortems use of archive.yml, regardless of what internal documents use: a service that disappeared from the list
 * once an internal postmortem named it would give that postmortem away. Settings that only matter for checking are
 * emptied.
 */
export function settingsForAudience(settings: Settings, postmortems: readonly Postmortem[]): Settings {
  if (settings.audience === 'internal') return settings;
  const used = <Value>(valuesOf: (postmortem: Postmortem) => readonly Value[]) =>
    new Set(postmortems.flatMap(valuesOf));
  const causes = used(({ cause, contributing }) => [cause, ...contributing]);
  const services = used((postmortem) => postmortem.services);
  const severities = used(({ severity }) => [severity]);
  const fields = used((postmortem) => Object.keys(postmortem.fields));
  const isDefault = (cause: Settings['causes'][number]) =>
    DEFAULT_CAUSES.some(({ id, title, definition }) => {
      return id === cause.id && title === cause.title && definition === cause.definition;
    });
  const pages = used(({ id, aliases }) => [id, ...aliases]);
  // A link to the page of an internal document would say its name on every page.
  const isShownPage = ({ href }: Settings['theme']['nav'][number]) => {
    const [, id] = /^\/*postmortems\/+(?!index\.html)([^/?#]+?)(?:\.md|\.html)?(?:[/?#]|$)/.exec(href) ?? [];
    return id === undefined || pages.has(id);
  };
  return {
    ...settings,
    theme: { ...settings.theme, nav: settings.theme.nav.filter(isShownPage) },
    causes: settings.causes.filter((cause) => causes.has(cause.id) || isDefault(cause)),
    services: settings.services
      .filter(({ id }) => services.has(id))
      .map(({ partOf, ...service }) => (partOf && services.has(partOf) ? { ...service, partOf } : service)),
    severities: settings.severities.filter((severity) => severities.has(severity) || DEFAULT_SEVERITIES.has(severity)),
    fields: Object.fromEntries(Object.entries(settings.fields).filter(([key]) => fields.has(key))),
    exclude: [],
    sections: [],
    sectionNames: {},
    zones: {},
    rules: {},
  };
}

const DEFAULT_SEVERITIES: ReadonlySet<string> = new Set(defaultSettings().severities);
