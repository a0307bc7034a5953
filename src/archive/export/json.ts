import { ownersOf } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { formatTimestamp, localDate, type Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Archive } from '../archive.ts';

/** The content of `/postmortems.json`. Units are part of the key names; unknown values are `null`. */
export interface ArchiveJson {
  version: 1;
  title: string;
  /** Newest first. */
  postmortems: PostmortemJson[];
}

/** Returns the archive as data for other programs; `base` is the path of the site's root, with `/` at both ends. */
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
    // The date that the site shows: the day of `started` in the author's own zone.
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

function actionJson(action: Postmortem['actions'][number]) {
  const { title, owner, due, type, ticket, url, status } = action;
  return {
    title,
    owner: owner ?? null,
    owners: ownersOf(action),
    due: due ?? null,
    type: type ?? null,
    status,
    // The former name of `status`.
    state: status,
    ticket: ticket ?? null,
    // The address of a link in the action item; tickets such as `#123` are without the address of their tracker.
    url: url ?? null,
  };
}

function time(timestamp: Timestamp | undefined): string | null {
  return timestamp ? formatTimestamp(timestamp) : null;
}

export type PostmortemJson = ReturnType<typeof postmortemJson>;
