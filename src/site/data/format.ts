// Dates, numbers and durations in the language of the archive; `src/site/language/formats.ts` shows their English forms.
import type { Amount } from '../../postmortem/impact.ts';
import { formatMoment as formatIn } from '../../postmortem/time/format.ts';
import type { Timestamp } from '../../postmortem/time/timestamp.ts';
import { type Formats, formatsOf } from '../language/formats.ts';
import { getSite } from './current.ts';

/** Returns the formats of the language of the archive. */
export const formats = (): Formats => formatsOf(getSite().archive.settings.language);

/** Formats a date or month: `2024-04-15` as `15 April 2024`, `2024-04` as `April 2024`. */
export const formatDay = (day: string): string => formats().day(day);

/** Formats a month: `2024-04` as `April 2024`. */
export const formatMonth = (month: string): string => formats().month(month);

/** Formats a month for a drawing: `2024-04` as `Apr 2024`. */
export const formatShortMonth = (month: string): string => formats().shortMonth(month);

/** Returns the short name of a month from 1 to 12: `Apr`. */
export const formatMonthName = (month: number): string => formats().monthName(month);

/** Formats a timestamp at its own offset: `15 April 2024, 15:45 UTC`, or `15 April 2024` for a plain date. */
export const formatMoment = (timestamp: Timestamp): string => formatIn(timestamp, formatDay);

/** Formats a number with all of its decimals: `1,204.5`. */
export const formatNumber = (value: number): string => formats().number(value);

/** Formats a percentage, with a sign if it is not exact: 0.02 as `0.02%`, or `~30%`. */
export const formatPercent = (percent: number, qualifier?: string): string => formats().percent(percent, qualifier);

/** Formats a number of something, with a sign if it is not exact: `~1,200 customers`, `4,000 EUR`. */
export const formatAmount = (amount: Amount): string => formats().amount(amount);

/** Formats a duration in minutes: `3d 4h`, `1h 35m`, `0m`. */
export const formatDuration = (minutes: number): string => formats().duration(minutes);

/** Formats minutes since the start of an incident: `+5m`, `+1h 05m`, `+2d 3h`, or `−10m` before it. */
export const formatElapsed = (minutes: number): string => formats().elapsed(minutes);

/** Joins names for a sentence: `a`, `a and b`, `a, b and c`. */
export const formatList = (names: readonly string[]): string => formats().list(names);
