import path from 'node:path';
import type { Loader } from 'astro/loaders';
import type { Settings } from '../archive/settings.ts';
import type { SimilarIncident } from '../archive/similarity/similar-incidents.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { gravestFirst } from '../diagnostics/report.ts';
import type { HistoryKind } from '../disk/git-history.ts';
import type { Landmark } from '../postmortem/html/parts.ts';
import type { RenderedHeading } from '../postmortem/html/references.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { archiveOf } from './plugin.ts';

export const POSTMORTEM_LOADER = 'nevertwice-postmortems';
export const SITE_LOADER = 'nevertwice-site';

/** An entry of the collection `postmortems`: `rendered.html` is its body, `body` its file, where the site publishes that. */
export interface PostmortemEntry extends Record<string, unknown> {
  postmortem: Postmortem;
  headings: RenderedHeading[];
  landmarks: Landmark[];
  /** Others that read alike, of which nobody has said whether they are. */
  similarIncidents: readonly SimilarIncident[];
}

/** A diagnostic with the path of its file within the archive. */
type Finding = Diagnostic & { path: string };

/** The one entry of the collection `site`. */
export interface SiteEntry extends Record<string, unknown> {
  settings: Settings;
  /** The day for which due dates are judged, `YYYY-MM-DD`. */
  asOf: string;
  /** Where the days on which actions were opened and closed are from. */
  history: HistoryKind;
  /** What is wrong with the documents, the gravest first; `dev` shows it. */
  findings: Finding[];
}

/** Puts the documents that the site shows into the store. */
export function postmortemLoader(): Loader {
  return {
    name: POSTMORTEM_LOADER,
    async load({ config, store, generateDigest }) {
      const { archive, rendered, markdown, similarIncidents } = archiveOf(config);
      store.clear();
      for (const postmortem of archive.postmortems) {
        const { html = '', headings = [], landmarks = [] } = rendered.get(postmortem.id) ?? {};
        const suggested = similarIncidents.get(postmortem.id) ?? [];
        const data: PostmortemEntry = { postmortem, headings, landmarks, similarIncidents: suggested };
        const body = markdown.get(postmortem.id);
        const digest = generateDigest({ data, html, body });
        store.set({ id: postmortem.id, data, rendered: { html }, ...(body !== undefined && { body }), digest });
      }
    },
  };
}

/** Puts what the pages know beside the documents into the store. */
export function siteLoader(): Loader {
  return {
    name: SITE_LOADER,
    async load({ config, store, generateDigest }) {
      const { archive, history, report, options } = archiveOf(config);
      const findings = gravestFirst(report.diagnostics).map((found) => {
        return { ...found, path: path.relative(options.folder, found.file).split(path.sep).join('/') };
      });
      const data: SiteEntry = { settings: archive.settings, asOf: options.asOf, history, findings };
      store.set({ id: 'site', data, digest: generateDigest(data) });
    },
  };
}
