import type { Postmortem } from '../../postmortem/postmortem.ts';
import { formatTimestamp, localDate, type Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Archive } from '../archive.ts';

/** What `/postmortems.json` holds: units are in the names, unknown is `null`. */
export interface ArchiveJson {
  version: 1;
  title: string;
  /** Newest first. */
  postmortems: PostmortemJson[];
}

/** The archive as data for other programs; `base` is the address of the site's root, with `/` at both ends. */
export function archiveJson({ settings, postmortems }: Archive, base: string): ArchiveJson {
  return { version: 1, title: settings.title, postmortems: postmortems.map((each) => postmortemJson(each, base)) };
}

function postmortemJson(postmortem: Postmortem, base: string) {
  const { id, title, summary, status, severity, impact } = postmortem;
  return {
    id,
    url: `${base}postmortems/${id}/`,
    title,
    summary: summary ?? null,
    status,
    severity: severity ?? null,
    // The day that the site shows: that of `started` as its author wrote it.
    date: localDate(postmortem.started),
    started: formatTimestamp(postmortem.started),
    detected: time(postmortem.detected),
    acknowledged: time(postmortem.acknowledged),
    mitigated: time(postmortem.mitigated),
    resolved: time(postmortem.resolved),
    durationMinutes: postmortem.durationMinutes ?? null,
    impactPercent: impact?.percent ?? null,
    impactOf: impact?.of ?? null,
    cause: postmortem.cause,
    contributing: postmortem.contributing,
    trigger: postmortem.trigger,
    detection: postmortem.detection,
    services: postmortem.services,
    tags: postmortem.tags,
    recurs: postmortem.recurs,
    related: postmortem.related,
    actions: postmortem.actions.map(actionJson),
  };
}

function actionJson({ title, owner, due, type, state }: Postmortem['actions'][number]) {
  return {
    title,
    owner: owner ?? null,
    due: due ?? null,
    type: type ?? null,
    state,
    // Documents name issues (`#123`) without saying where they are tracked.
    url: null,
  };
}

function time(timestamp: Timestamp | undefined): string | null {
  return timestamp ? formatTimestamp(timestamp) : null;
}

export type PostmortemJson = ReturnType<typeof postmortemJson>;
