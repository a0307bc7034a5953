import type { Finding } from '../../diagnostics/rules.ts';
import { dayAfter, daysBetween, formatDuration, localDate, minutesBetween } from '../time/time.ts';
import type { RuleContext } from './context.ts';

const TIMES = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;
const MOST_DAYS = 90;
const MINUTES_PER_DAY = 1440;

/**
 * No time of an incident is still to come, and none lasts for more than 90 days: mostly a slip in a year or a month. A day
 * is allowed, as the day that is judged for is one of UTC. Without that day, only the duration is judged.
 */
export function implausibleTime({ frontmatter, settings: { asOf }, placeOf }: RuleContext): Finding[] {
  const future = TIMES.flatMap((key) => {
    const time = frontmatter[key];
    if (!time || !asOf || localDate(time) <= dayAfter(asOf)) return [];
    const message = `Unexpected \`${key}\` on ${localDate(time)}, which is still to come on ${asOf}`;
    return [{ key, message, help: 'Correct the year, the month or the day.' }];
  });
  const long = overlong(frontmatter).filter(({ key }) => future.every((other) => other.key !== key));
  return [...future, ...long].map(({ key, message, help }) => ({
    rule: 'implausible-time',
    place: placeOf([key]),
    message,
    help,
  }));
}

function overlong({ started, resolved, duration }: RuleContext['frontmatter']) {
  const measured =
    started &&
    resolved &&
    (minutesBetween(started, resolved) ?? daysBetween(localDate(started), localDate(resolved)) * MINUTES_PER_DAY);
  const lengths = [
    { key: 'resolved', minutes: measured ?? 0, name: 'from `started` to `resolved`' },
    { key: 'duration', minutes: typeof duration === 'number' ? duration : 0, name: 'of `duration`' },
  ];
  const long = lengths.find(({ minutes }) => minutes > MOST_DAYS * MINUTES_PER_DAY);
  if (!long) return [];
  const message = `Unexpected ${formatDuration(long.minutes)} ${long.name}, expected up to ${MOST_DAYS} days`;
  const help = 'Correct it. Where incidents last that long, set `implausible-time: off` under `rules` in archive.yml.';
  return [{ key: long.key, message, help }];
}
