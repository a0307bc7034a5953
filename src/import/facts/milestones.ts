import type { TimelineEntry } from '../../postmortem/body/timeline/timeline.ts';
import type { Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Fact } from '../note.ts';
import type { TimeField } from './evidence.ts';

const THING = '(?:issues?|incidents?|outages?|problems?|anomal(?:y|ies)|failures?|errors?)';
const IS = '(?:\\s+(?:is|was|were|has been|had been|now|fully|first|marked as|declared))*';

// Only words that cannot mean anything else: `we detected a typo` is not the detection of the incident.
const PATTERNS: readonly [TimeField, RegExp][] = [
  [
    'detected',
    new RegExp(
      `\\b${THING}${IS}\\s+(?:detected|discovered|flagged|noticed)\\b|^(?:detection|detected|discovery)\\b(?!\\s+of)|\\b(?:became|become|made) aware\\b`,
      'i',
    ),
  ],
  [
    'acknowledged',
    /\backnowledge[sd]\b.{0,30}\b(?:page|alert|alarm|incident)\b|\b(?:page|alert|alarm|incident)\b.{0,20}\backnowledged\b|^acknowledged\b/i,
  ],
  ['mitigated', new RegExp(`\\b${THING}${IS}\\s+mitigated\\b|^mitigated\\b`, 'i')],
  [
    'resolved',
    new RegExp(
      `\\b${THING}${IS}\\s+(?:resolved|over|ends?|ended)\\b|\\ball (?:systems|services)\\b.{0,20}\\b(?:operational|restored|recovered|back to normal)\\b|^(?:resolved|recovery:|resolution:|all clear)|\\(resolved\\)`,
      'i',
    ),
  ],
];

// An incident ends later than the outage, when it is declared over.
const END_OF_OUTAGE = /\b(?:outage|impact|disruption)s?(?: has| had)?\s+(?:ends?|ended|over)\b/i;
const REPORTED =
  /\b(?:users?|customers?|clients?|developers?|teams?|support)\b.{0,40}\breport(?:s|ed|ing)?\b|\breported by\b|^(?:first )?reports? of\b/i;

// `resolved` is said of the last of several steps, the others of the first.
const LAST: ReadonlySet<TimeField> = new Set(['resolved']);

/** Finds the milestones that entries of a timeline name: `Issue detected by an alert`, or those with a mark such as `(detected)`. */
export function milestonesOf(entries: readonly TimelineEntry[]): Partial<Record<TimeField, Fact<Timestamp>>> {
  const clear = entries.filter(({ isDay }) => !isDay);
  const [first] = clear;
  const ended = clear.filter(({ text }) => END_OF_OUTAGE.test(text));
  const fact = ({ at, line }: TimelineEntry): Fact<Timestamp> => ({ value: at, line });
  return {
    // Nobody knew of it before, as far as the timeline says.
    ...(first && REPORTED.test(first.text) && { detected: fact(first) }),
    ...named(clear),
    ...(ended[0] && ended.length === 1 && { resolved: fact(ended[0]) }),
  };
}

function named(clear: readonly TimelineEntry[]): Partial<Record<TimeField, Fact<Timestamp>>> {
  return Object.fromEntries(
    PATTERNS.flatMap(([field, pattern]) => {
      const isNamed = ({ text, milestone }: TimelineEntry) => milestone === field || pattern.test(text);
      const entry = LAST.has(field) ? clear.findLast(isNamed) : clear.find(isNamed);
      return entry ? [[field, { value: entry.at, line: entry.line }] as const] : [];
    }),
  );
}
