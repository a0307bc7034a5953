import { causeTitle } from '../../archive/groups/groups.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { getSite } from './current.ts';
import { formatAmount, formatDay, formatDuration, formatPercent } from './format.ts';
import { t } from './text.ts';

/** What the share card of a page says. */
export interface CardText {
  archive: string;
  title: string;
  /** `15 April 2024`. */
  date: string;
  /** Facts in the order of the page; unknown ones are left out. */
  facts: { name: string; value: string }[];
}

/** Returns what the share card of a postmortem says. */
export function cardTextOf(postmortem: Postmortem): CardText {
  const { archive } = getSite();
  const { title, started, impact, durationMinutes, severity, cause, kind } = postmortem;
  const percent = impact?.percent === undefined ? undefined : formatPercent(impact.percent, impact.qualifier);
  const [amount] = impact?.amounts ?? [];
  const duration = durationMinutes === undefined ? undefined : formatDuration(durationMinutes);
  const facts = [
    { name: t('facts.kind'), value: kind === 'near-miss' ? t('kind.near-miss') : undefined },
    { name: t('facts.impact'), value: percent ?? (amount && formatAmount(amount)) },
    { name: t('facts.duration'), value: duration },
    { name: t('facts.severity'), value: severity },
    { name: t('facts.cause'), value: cause === 'unknown' ? undefined : causeTitle(archive, cause) },
  ];
  return {
    archive: archive.settings.title,
    title,
    date: formatDay(localDate(started)),
    facts: facts.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }])),
  };
}
