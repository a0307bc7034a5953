import { ascending } from 'd3-array';
import type { Milestone, TimelineEntry } from '../../postmortem/body/timeline/timeline.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { stepsOf } from '../statistics/phases.ts';
import { type ResponseTimeKind, responseTimesOf } from '../statistics/response-times.ts';

/** What happened in an incident at a time: an entry of its timeline, or a milestone that only its frontmatter has. */
export type AlignedEvent = { entry: TimelineEntry } | { milestone: Milestone };

/** What happened in two incidents the same time after their starts. */
export interface AlignedRow {
  /** Whole minutes since the start, negative before it. */
  minutes: number;
  /** Events of the first and of the second incident, in the order of their documents. */
  events: readonly [readonly AlignedEvent[], readonly AlignedEvent[]];
}

const MILESTONE_OF: Readonly<Record<ResponseTimeKind, Milestone>> = {
  ...{ detect: 'detected', acknowledge: 'acknowledged', mitigate: 'mitigated', resolve: 'resolved' },
};

/**
 * Aligns the timelines of two incidents by the time since their starts, the earliest first. If only the day of a start is known, its
 * time counts from the first entry. An entry without a clock time is placed with the entry before it.
 */
export function alignedTimelines(first: Postmortem, second: Postmortem): AlignedRow[] {
  const rows = new Map<number, [AlignedEvent[], AlignedEvent[]]>();
  for (const [side, postmortem] of [first, second].entries()) {
    for (const { minutes, event } of eventsOf(postmortem)) {
      const events = rows.get(minutes) ?? [[], []];
      events[side]?.push(event);
      rows.set(minutes, events);
    }
  }
  return [...rows].map(([minutes, events]) => ({ minutes, events })).sort((a, b) => ascending(a.minutes, b.minutes));
}

function eventsOf(postmortem: Postmortem): { minutes: number; event: AlignedEvent }[] {
  let before = 0;
  const entries = stepsOf(postmortem).map(({ entry, elapsedMinutes }) => {
    before = entry.isDay ? before : elapsedMinutes;
    return { minutes: before, event: { entry } };
  });
  const marked = new Set(postmortem.timeline.map(({ milestone }) => milestone));
  const times = Object.entries(responseTimesOf(postmortem)) as [ResponseTimeKind, { minutes: number }][];
  const milestones = times.flatMap(([kind, { minutes }]) => {
    const milestone = MILESTONE_OF[kind];
    return marked.has(milestone) ? [] : [{ minutes, event: { milestone } }];
  });
  return [...entries, ...milestones];
}
