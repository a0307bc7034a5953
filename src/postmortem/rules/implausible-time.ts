import type { Finding } from '../../diagnostics/rules.ts';
import { dayAfter, daysBetween } from '../time/days.ts';
import { formatDuration } from '../time/duration.ts';
import { localDate, minutesBetween } from '../time/timestamp.ts';
import type { DatedRuleContext } from './context.ts';

const TIMES = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;
const MAX_DAYS = 90;
const MINUTES_PER_DAY = 1440;

/**
 * Reports times in the future and incidents longer than 90 days: the year or month is usually wrong. One extra day is allowed,
 * because `asOf` is a UTC date. Without `asOf`, only the duration is checked.
 */
export function implausibleTime({ frontmatter, asOf, placeOf }: DatedRuleContext): Finding[] {
  const future = TIMES.flatMap((key) => {
    const time = frontmatter[key];
    if (!time || !asOf || localDate(time) <= dayAfter(asOf)) return [];
    const message = `Unexpected \`${key}\` on ${localDate(time)}, which is in the future on ${asOf}`;
    return [{ key, message, help: 'Correct the year, month or day.' }];
  });
  const tooLong = findLongDuration(frontmatter).filter(({ key }) => future.every((other) => other.key !== key));
  return [...future, ...tooLong].map(({ key, message, help }) => ({
    rule: 'implausible-time',
    place: placeOf([key]),
    message,
    help,
  }));
}

function findLongDuration({ started, resolved, duration }: DatedRuleContext['frontmatter']) {
  const measured =
    started &&
    resolved &&
    (minutesBetween(started, resolved) ?? daysBetween(localDate(started), localDate(resolved)) * MINUTES_PER_DAY);
  const lengths = [
    { key: 'resolved', minutes: measured ?? 0, name: 'from `started` to `resolved`' },
    { key: 'duration', minutes: typeof duration === 'number' ? duration : 0, name: 'of `duration`' },
  ];
  const tooLong = lengths.find(({ minutes }) => minutes > MAX_DAYS * MINUTES_PER_DAY);
  if (!tooLong) return [];
  const message = `Unexpected ${formatDuration(tooLong.minutes)} ${tooLong.name}, expected up to ${MAX_DAYS} days`;
  const help = 'Correct it. If incidents can last this long, set `implausible-time: off` under `rules` in archive.yml.';
  return [{ key: tooLong.key, message, help }];
}
