/** Format of a moment: `15:45`, `15 April 2024`, `+02:00` (or `UTC`), or all three. */
export type MomentStyle = 'clock' | 'day' | 'offset' | 'moment';

export type Formatter = Readonly<Record<MomentStyle, (moment: Date) => string>>;

/** Makes a formatter for a time zone (an IANA name) and the locale of the page, with the formats of the pages. */
export function zoneFormatter(timeZone: string, locale: string): Formatter {
  const clocks = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const days = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const offsets = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  const clock = (moment: Date) => clocks.format(moment);
  const day = (moment: Date) => days.format(moment);
  const offset = (moment: Date) => {
    const name = offsets.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    // For UTC, browsers return either `GMT` or `GMT+00:00`.
    return /^GMT(?:[+-]00:00)?$/.test(name) ? 'UTC' : name.replace('GMT', '');
  };
  return { clock, day, offset, moment: (moment) => `${day(moment)}, ${clock(moment)} ${offset(moment)}` };
}
