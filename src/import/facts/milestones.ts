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
      `\\b${THING}${IS}\\s+(?:detected|discovered|flagged|noticed)\\b|^(?:detection|detected|discovery)\\b(?!\\s+of)`,
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
      `\\b${THING}${IS}\\s+(?:resolved|over)\\b|^(?:resolved|recovery:|resolution:|all clear)|\\(resolved\\)`,
      'i',
    ),
  ],
];

// `resolved` is said of the last of several steps, the others of the first.
const LAST: ReadonlySet<TimeField> = new Set(['resolved']);

/** Finds the milestones that entries of a timeline name: `Issue detected by an alert`, or those with a mark such as `(detected)`. */
export function milestonesOf(entries: readonly TimelineEntry[]): Partial<Record<TimeField, Fact<Timestamp>>> {
  const clear = entries.filter(({ isDay }) => !isDay);
  return Object.fromEntries(
    PATTERNS.flatMap(([field, pattern]) => {
      const isNamed = ({ text, milestone }: TimelineEntry) => milestone === field || pattern.test(text);
      const entry = LAST.has(field) ? clear.findLast(isNamed) : clear.find(isNamed);
      return entry ? [[field, { value: entry.at, line: entry.line }] as const] : [];
    }),
  );
}
