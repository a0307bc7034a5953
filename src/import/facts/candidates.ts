import { clockAt } from '../../postmortem/body/timeline/clock.ts';
import { dayAt } from '../../postmortem/time/written-day.ts';
import type { Label, LabelledValue } from '../labels.ts';
import { resolveMoment, type TimeClues } from '../times/resolve.ts';
import { writtenMoments } from '../times/written-moments.ts';
import { type Candidate, type DatedText, TIME_FIELDS, type TimeEvidence, type TimeField } from './evidence.ts';
import type { TimedLine } from './timeline-lines.ts';

const RANGE_LABELS: ReadonlySet<Label> = new Set(['date', 'started', 'duration']);
const SPAN =
  /\b(?:outage|incident|issue|disruption|downtime|degradation|impact|problem)\b.{0,80}\b(?:from|between|started|began|starting|spanned|lasted)\b/i;
const BEGINS =
  /\b(?:problem|incident|outage|issue|impact|disruption)s?\s+(?:has |had )?(?:started|starts|began|begins|begin)\b|^(?:(?:start|started|began|beginning)[\s.:]*$|start of (?:the )?(?:incident|outage|impact)\b)/i;

const STARTS_FAILING =
  /\b(?:starts?|started|begins?|began)\s+(?:to\s+)?(?:report|fail|reject|return|time|timing|crash|refus|throw)/i;
const FAILING =
  /\b(?:fail|error|unavailab|unreachable|inaccessible|down\b|outage|reject|refus|blocked|timed out|time-?outs?\b|slow|los[te]\b|could not|unable|had no\b|no longer|crash)/i;
const RANGE_WORDS = /\b(?:from|between)\b/i;

/** Returns the times that labels, sentences and an entry of the timeline give, best first; `day` is that of clock times without one. */
export function timeCandidates(
  { values, prose, timeline }: TimeEvidence,
  clues: TimeClues,
  day: string | undefined,
): Candidate[] {
  const began = beginning(timeline.timed);
  const first: Candidate[] = began
    ? [{ field: 'started', text: began.text, line: began.line, ...resolveMoment(began.moment, clues, day) }]
    : [];
  return [...labelledTimes(values, clues, day), ...spans(prose, clues, day), ...first];
}

/** Returns the entry that says that the incident begins: of several, the only one that is not about declaring it. */
function beginning(timed: readonly TimedLine[]): TimedLine | undefined {
  const begins = timed.filter(({ text }, index) => BEGINS.test(text) || (index === 0 && STARTS_FAILING.test(text)));
  const ofOutage = begins.filter(({ text }) => /\b(?:outage|impact|disruption)\b/i.test(text));
  const [only, other] = begins.length > 1 ? ofOutage : begins;
  return other ? undefined : only;
}

// `16 Feb 2026 (PST) / 17 Feb 2026 (UTC)` is one moment, written twice.
const RANGE = /\s-\s|:\d{2}-\d{1,2}:|[–—→]|->|\b(?:to|until|till|through|bis)\b/i;

function labelledTimes(values: readonly LabelledValue[], known: TimeClues, day: string | undefined): Candidate[] {
  const clues = { ...known, stated: known.stated ?? zoneOf(values, known) };
  return values.flatMap((each): Candidate[] => {
    const { label, value, line, text } = each;
    const isTime = (TIME_FIELDS as readonly string[]).includes(label);
    if ((!isTime && !RANGE_LABELS.has(label)) || (label !== 'duration' && !startsWithMoment(value))) return [];
    const written = writtenMoments(withRemark(each), clues.order, clues.zones);
    const isRange = RANGE.test(value);
    const [first, second] = written.map((moment) => resolveMoment(moment, clues, day));
    if (label === 'duration') {
      if (!first || !second) return [];
      return [
        { field: 'started', text, line, ...first },
        { field: 'resolved', text, line, ...second },
      ];
    }
    if (!first) return [];
    if (label === 'date') {
      if (first.at?.precision === 'day' && !first.problem && !second) return [];
      const range: Candidate[] = [{ field: 'started', text, line, ...first }];
      return second && isRange ? [...range, { field: 'resolved', text, line, ...second }] : range;
    }
    const field = label as TimeField;
    const end: Candidate[] =
      field === 'started' && second && isRange ? [{ field: 'resolved', text, line, ...second }] : [];
    return [{ field, text, line, ...first }, ...end];
  });
}

/** Returns a value with the remark of its label, which may be a zone: `10:00 (UTC)` for `Start time (UTC): 10:00`. */
function withRemark({ value, remark }: LabelledValue): string {
  return remark ? `${value} (${remark.toUpperCase()})` : value;
}

/** Returns the zone that holds for all times with a label: the only one that any of them has. */
function zoneOf(values: readonly LabelledValue[], { order, zones }: TimeClues): TimeClues['stated'] {
  const timed = values.filter(({ label }) => label === 'date' || (TIME_FIELDS as readonly string[]).includes(label));
  const written = timed.flatMap((each) =>
    writtenMoments(withRemark(each), order, zones).flatMap(({ zone }) => zone ?? []),
  );
  const distinct = new Set(written.map(({ name }) => name));
  return distinct.size === 1 ? written[0] : undefined;
}

/** Whether a value is a time and not a sentence that contains one. */
function startsWithMoment(value: string): boolean {
  const text = value
    .replace(/^(?:(?:on|at|around|about|approx(?:imately)?\.?|circa|ca\.|from|~|≈|[[(])\s*)+/i, '')
    .slice(0, 80);
  const day = dayAt(text);
  return (
    (day !== undefined && day.readings.length > 0) ||
    clockAt(text, false) !== undefined ||
    /^\d{1,4}[-/.:]\d/.test(text)
  );
}

/** Returns the start and the end that a sentence gives: `The outage lasted from 10:00 to 12:00 UTC on April 1, 2024`. */
function spans(prose: readonly DatedText[], clues: TimeClues, day: string | undefined): Candidate[] {
  for (const { text, line } of prose) {
    if (!SPAN.test(text) && !(RANGE_WORDS.test(text) && FAILING.test(text))) continue;
    const [first, second, third] = writtenMoments(text, clues.order, clues.zones).filter(({ clocks }) => clocks);
    if (!first || !second || third) continue;
    const [start, end] = [resolveMoment(first, clues, day), resolveMoment(second, clues, day)];
    if (start.problem || end.problem) continue;
    return [
      { field: 'started', text, line, ...start },
      { field: 'resolved', text, line, ...end },
    ];
  }
  return [];
}
