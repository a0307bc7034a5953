import { getCollection, getEntry } from 'astro:content';
import { type Archive, makeArchive } from '../../archive/archive.ts';
import type { Finding } from '../components/site-view.ts';

/** What every page may know. */
export interface Site {
  archive: Archive;
  /** The day for which due dates are judged, `YYYY-MM-DD`. */
  asOf: string;
  /** Where the days on which actions were opened and closed are from. */
  history: 'git' | 'shallow' | 'none';
  findings: readonly Finding[];
}

let built: Promise<Site> | undefined;

/** The archive from Astro's content store: made once in a build, on every request in `dev`, where it changes. */
export function getSite(): Promise<Site> {
  if (import.meta.env.DEV) return readSite();
  built ??= readSite();
  return built;
}

async function readSite(): Promise<Site> {
  const [entries, site] = await Promise.all([getCollection('postmortems'), getEntry('site', 'site')]);
  if (!site) throw new Error('The content store has no settings; see src/site/loader.ts');
  const { settings, asOf, history, findings } = site.data;
  return {
    archive: makeArchive(
      entries.map(({ data }) => data.postmortem),
      settings,
    ),
    asOf,
    history,
    findings,
  };
}
