import type { ActionItem } from './body/action-items.ts';
import type { TimelineEntry } from './body/timeline/timeline.ts';
import type { FieldValue } from './frontmatter/custom-fields.ts';
import type { Frontmatter } from './frontmatter/schema.ts';
import type { Detection, Kind, Status, Trigger } from './frontmatter/words.ts';
import type { Impact } from './impact.ts';
import { minutesBetween, type Timestamp } from './time/timestamp.ts';

/**
 * One incident, as used outside this folder: plain data that can be serialized as JSON. Lists are never absent. Durations are
 * whole minutes.
 */
export interface Postmortem {
  /** The file name without `.md`, part of the permanent address. */
  id: string;
  /** Path of the file within the archive, with `/`. */
  path: string;
  title: string;
  /** A near miss has neither a duration nor an impact. */
  kind: Kind;
  status: Status;
  visibility: 'public' | 'internal';
  severity?: string;
  started: Timestamp;
  detected?: Timestamp;
  acknowledged?: Timestamp;
  mitigated?: Timestamp;
  resolved?: Timestamp;
  /** Minutes from `started` to `detected` and so on, as written: when the time itself may be unknown. */
  detectedAfter?: number;
  acknowledgedAfter?: number;
  mitigatedAfter?: number;
  /** From `started` to `resolved` when both have clock times, else as written; absent when unknown. */
  durationMinutes?: number;
  /** Absent when unknown. */
  impact?: Impact;
  cause: string;
  contributing: string[];
  trigger: Trigger;
  detection: Detection;
  services: string[];
  teams: string[];
  authors: string[];
  /** Names by role, the commander first. */
  roles: Record<string, string[]>;
  tags: string[];
  recurs: string[];
  related: string[];
  unrelated: string[];
  aliases: string[];
  links: { title: string; url: string }[];
  /** As written in the frontmatter, else the first paragraph of the Summary section as plain text. */
  summary?: string;
  /** What fixed it: as written in the frontmatter, else the first sentence of the Resolution section as plain text. */
  resolution?: string;
  /** Values of the custom keys declared in archive.yml, in the order of archive.yml. */
  fields: Record<string, FieldValue>;
  /** Entries in the order of the document. */
  timeline: TimelineEntry[];
  /** Set if lines of the timeline are not understood, and thus not among its entries. */
  hasUnreadTimeline?: true;
  actions: ActionItem[];
  /** Set if there are no action items, but prose in their section, which may contain some. */
  hasUnreadActions?: true;
}

/** The data of a postmortem that comes from the body. */
export interface BodyFacts {
  summary?: string;
  resolution?: string;
  timeline: TimelineEntry[];
  hasUnreadTimeline?: true;
  actions: ActionItem[];
  hasUnreadActions?: true;
}

type Optional =
  | 'severity'
  | 'detected'
  | 'acknowledged'
  | 'mitigated'
  | 'detectedAfter'
  | 'acknowledgedAfter'
  | 'mitigatedAfter';

/** Creates a postmortem from the frontmatter and the body of a document. */
export function makePostmortem(
  identity: { id: string; path: string },
  frontmatter: Frontmatter,
  body: BodyFacts,
  defaults: { visibility: 'public' | 'internal'; fields: readonly string[] },
): Postmortem {
  const {
    duration,
    impact,
    commander = [],
    roles: { commander: others = [], ...roles },
    visibility,
    summary = body.summary,
    resolution = body.resolution,
    started,
    resolved,
    ...rest
  } = frontmatter;
  const fields = defaults.fields.flatMap((key) => {
    const value = (frontmatter as Record<string, unknown>)[key] as FieldValue | undefined;
    return value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[key, value] as const];
  });
  const commanders = [...new Set([...commander, ...others])];
  const isNearMiss = frontmatter.kind === 'near-miss';
  const minutes = (resolved && minutesBetween(started, resolved)) ?? (duration === 'unknown' ? undefined : duration);
  const present = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => value !== undefined && !defaults.fields.includes(key)),
  ) as Omit<typeof rest, Optional> & Pick<Postmortem, Optional>;
  return {
    ...identity,
    ...present,
    started,
    ...(resolved && { resolved }),
    roles: { ...(commanders.length > 0 && { commander: commanders }), ...roles },
    visibility: visibility ?? defaults.visibility,
    ...(minutes !== undefined && !isNearMiss && { durationMinutes: minutes }),
    ...(impact !== 'unknown' && impact && !isNearMiss && { impact }),
    ...(summary && { summary }),
    ...(resolution && resolution !== 'unknown' && { resolution }),
    fields: Object.fromEntries(fields),
    timeline: body.timeline,
    ...(body.hasUnreadTimeline && { hasUnreadTimeline: true }),
    actions: body.actions,
    ...(body.hasUnreadActions && { hasUnreadActions: true }),
  };
}
