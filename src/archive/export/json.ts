import { ownersOf } from '../../postmortem/body/action-items.ts';
import type { FieldType, FieldValue } from '../../postmortem/frontmatter/custom-fields.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { ticketAddress } from '../../postmortem/tickets.ts';
import { formatTimestamp, localDate, type Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Archive } from '../archive.ts';
import { fieldLabel } from '../groups/fields.ts';
import { responseTimesOf } from '../statistics/response-times.ts';

/** The content of `/postmortems.json`. Units are part of the key names; unknown values are `null`. */
export interface ArchiveJson {
  version: 1;
  title: string;
  /** Custom fields by key, as archive.yml declares them. */
  fields: Record<string, FieldJson>;
  /** Newest first. */
  postmortems: PostmortemJson[];
}

/**
 * Returns the archive as data for other programs; `base` is the path of the site's root, with `/` at both ends, and `pageEnd`
 * what the addresses of pages end with.
 */
export function archiveJson({ settings, postmortems }: Archive, base: string, pageEnd = '/'): ArchiveJson {
  const urlOf = (id: string) => `${base}postmortems/${id}${pageEnd}`;
  const fields = Object.entries(settings.fields).map(([key, { type, unit }]): [string, FieldJson] => {
    return [key, { label: fieldLabel(key, settings), type, unit: unit ?? null }];
  });
  return {
    version: 1,
    title: settings.title,
    fields: Object.fromEntries(fields),
    postmortems: postmortems.map((each) => postmortemJson(each, settings, urlOf(each.id))),
  };
}

function postmortemJson(postmortem: Postmortem, settings: Archive['settings'], url: string) {
  const { id, title, summary, resolution, kind, status, severity, impact } = postmortem;
  const times = responseTimesOf(postmortem);
  return {
    id,
    url,
    title,
    summary: summary ?? null,
    // What fixed it.
    resolution: resolution ?? null,
    kind,
    status,
    severity: severity ?? null,
    // The date that the site shows: the day of `started` in the author's own zone.
    date: localDate(postmortem.started),
    started: formatTimestamp(postmortem.started),
    detected: time(postmortem.detected),
    acknowledged: time(postmortem.acknowledged),
    mitigated: time(postmortem.mitigated),
    resolved: time(postmortem.resolved),
    // From the times, from `detectedAfter` and so on, or from milestones in the timeline.
    timeToDetectMinutes: times.detect?.minutes ?? null,
    timeToAcknowledgeMinutes: times.acknowledge?.minutes ?? null,
    timeToMitigateMinutes: times.mitigate?.minutes ?? null,
    durationMinutes: postmortem.durationMinutes ?? null,
    impactPercent: impact?.percent ?? null,
    impactOf: impact?.of ?? null,
    // The sign of a percentage that is not exact: `~`, `<`, `≤`, `>` or `≥`.
    impactQualifier: impact?.qualifier ?? null,
    impactAmounts: (impact?.amounts ?? []).map(({ amount, unit, qualifier }) => ({
      amount,
      unit,
      qualifier: qualifier ?? null,
    })),
    cause: postmortem.cause,
    contributing: postmortem.contributing,
    trigger: postmortem.trigger,
    detection: postmortem.detection,
    roles: postmortem.roles,
    services: postmortem.services,
    tags: postmortem.tags,
    recurs: postmortem.recurs,
    related: postmortem.related,
    fields: fieldsJson(postmortem, settings),
    actions: postmortem.actions.map((action) => actionJson(action, settings)),
  };
}

/** Returns the values of all custom fields by key: numbers as numbers, lists as lists, others as texts. */
function fieldsJson({ fields }: Postmortem, settings: Archive['settings']): Record<string, FieldValue | null> {
  const entries = Object.entries(settings.fields).map(([key, { type }]) => {
    return [key, fields[key] ?? (type === 'list' ? [] : null)] as const;
  });
  return Object.fromEntries(entries);
}

function actionJson(action: Postmortem['actions'][number], { tickets }: Archive['settings']) {
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
    // The address of a link in the action item, or else of its ticket, if archive.yml has the address of the tracker.
    url: url ?? (ticket && ticketAddress(ticket, tickets)) ?? null,
  };
}

function time(timestamp: Timestamp | undefined): string | null {
  return timestamp ? formatTimestamp(timestamp) : null;
}

/** A custom field. */
export interface FieldJson {
  label: string;
  type: FieldType;
  /** Unit of a number. */
  unit: string | null;
}

export type PostmortemJson = ReturnType<typeof postmortemJson>;
