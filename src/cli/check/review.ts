import type { Archive } from '../../archive/archive.ts';
import { isShown } from '../../archive/audience.ts';
import type { Comparable } from '../../archive/similarity/comparable.ts';
import {
  judgedPairs,
  makeSimilarIncidentIndex,
  type SimilarIncident,
  suggestionsFor,
} from '../../archive/similarity/similar-incidents.ts';
import type { SiteAddress } from '../../archive/site-address.ts';
import { responseTimesOf } from '../../archive/statistics/response-times.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { isBefore } from '../../postmortem/time/timestamp.ts';

/** What may help the author of a postmortem. */
export interface Review {
  postmortem: Postmortem;
  /** Path of its file, as in the report. */
  file: string;
  /** Earlier incidents that it neither declares nor dismisses, best first. */
  similar: { postmortem: Postmortem; found: SimilarIncident; address: string | undefined }[];
  /** What is not known of it, as keys of the frontmatter. */
  unknown: string[];
  /** Numbers of action items. */
  actions: { total: number; withoutOwner: number; withoutDue: number; withoutStatus: number };
}

/** The archive with everything that colleagues may see, and where its site is. */
export interface Reviewed {
  archive: Archive;
  comparable: ReadonlyMap<string, Comparable>;
  address: SiteAddress;
  /** Audience of the site. */
  audience: 'internal' | 'public';
}

/** Reviews some postmortems; `files` has the names of their files by their paths within the archive. */
export function reviewsOf(files: ReadonlyMap<string, string>, reviewed: Reviewed): Review[] {
  const { archive, comparable } = reviewed;
  const index = makeSimilarIncidentIndex([...comparable.values()]);
  const judged = judgedPairs(archive.postmortems);
  return archive.postmortems.flatMap((postmortem): Review[] => {
    const { id, started } = postmortem;
    const file = files.get(postmortem.path);
    if (file === undefined) return [];
    const startedBefore = (other: string) => {
      const start = archive.byId.get(other)?.started;
      return start !== undefined && isBefore(start, started);
    };
    const found = comparable.has(id) ? suggestionsFor(index, id, judged, startedBefore) : [];
    const similar = found.flatMap((each) => {
      const other = archive.byId.get(each.id);
      return other ? [{ postmortem: other, found: each, address: addressOf(other, reviewed) }] : [];
    });
    return [{ postmortem, file, similar, unknown: unknownIn(postmortem), actions: actionsOf(postmortem) }];
  });
}

/** Returns the address of a postmortem's page; `undefined` if it has none that is known. */
function addressOf(postmortem: Postmortem, { archive, address, audience }: Reviewed): string | undefined {
  const { origin, base } = address;
  if (!origin || !isShown(postmortem, { ...archive.settings, audience }, false)) return undefined;
  return new URL(`${base}postmortems/${postmortem.id}/`, origin).href;
}

function unknownIn(postmortem: Postmortem): string[] {
  const times = responseTimesOf(postmortem);
  const known: Record<string, boolean> = {
    severity: postmortem.severity !== undefined,
    detected: (postmortem.detected ?? times.detect) !== undefined,
    acknowledged: (postmortem.acknowledged ?? times.acknowledge) !== undefined,
    mitigated: (postmortem.mitigated ?? times.mitigate) !== undefined,
    duration: postmortem.durationMinutes !== undefined,
    impact: postmortem.impact !== undefined,
    cause: postmortem.cause !== 'unknown',
    trigger: postmortem.trigger !== 'unknown',
    detection: postmortem.detection !== 'unknown',
    services: postmortem.services.length > 0,
  };
  return Object.keys(known).filter((key) => !known[key]);
}

function actionsOf({ actions }: Postmortem): Review['actions'] {
  const open = actions.filter(({ status }) => status === 'open');
  return {
    total: actions.length,
    withoutOwner: open.filter(({ owner }) => owner === undefined).length,
    withoutDue: open.filter(({ due }) => due === undefined).length,
    withoutStatus: actions.filter(({ status }) => status === 'unknown').length,
  };
}
