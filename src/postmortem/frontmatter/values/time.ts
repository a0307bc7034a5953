import { z } from 'zod';
import { momentsAt, offsetsOfChange } from '../../time/clocks.ts';
import { describeTimeError } from '../../time/format.ts';
import { parseTimestamp } from '../../time/parse-timestamp.ts';
import { datesOf } from '../../time/written-day.ts';
import { EXAMPLE_ZONES, type OwnZones, type WrittenZone, zoneAt } from '../../time/zones.ts';

/** The zones of an archive. */
export interface ZoneSettings {
  /** IANA zone of clock times without an offset; when absent, such times are errors. */
  timezone?: string | undefined;
  /** The zones (IANA names or offsets) that abbreviations stand for. */
  zones?: OwnZones | undefined;
}

/** Parses to a `Timestamp`. */
export function timestamp({ timezone, zones }: ZoneSettings) {
  return z.string('a time such as `2024-04-15T15:45:00Z`, or a date').transform((text, context) => {
    const value = parseTimestamp(text, timezone, zones);
    if (typeof value === 'object') return value;
    context.addIssue({ code: 'custom', ...timestampProblem(text.trim(), value, { timezone, zones }) });
    return z.NEVER;
  });
}

/** Describes a time without an offset that clocks skipped or repeated, with both ways to write it. */
function clockChangeProblem(text: string, problem: 'skipped' | 'repeated', timezone: string) {
  const [before, after] = offsetsOfChange(text, timezone).map((offset) => `\`${text}${offset}\``);
  return problem === 'skipped'
    ? {
        message: `a time that clocks in \`${timezone}\` did not skip`,
        params: { help: `Correct the time, or add the offset: ${before} or ${after}.` },
      }
    : {
        message: `a time that clocks in \`${timezone}\` did not repeat`,
        params: { help: `Add the offset: ${before} for the first time, ${after} for the second.` },
      };
}

function timestampProblem(
  text: string,
  problem: Exclude<ReturnType<typeof parseTimestamp>, object>,
  { timezone = '', zones }: ZoneSettings,
) {
  if (problem === 'no-offset') return missingOffset(text);
  if (problem === undefined) return otherDate(text) ?? describeTimeError(text);
  const [, time = text, written = ''] = /^(\S+[T ]\S*?\d)(?:\s?([^\d\s:.][^:]*))?$/i.exec(text) ?? [];
  const zone = zoneAt(written, zones);
  if (problem === 'several-zones') return unclearZone(time, zone ?? { name: written, meanings: [] });
  return clockChangeProblem(time, problem, zone?.meanings[0] ?? timezone);
}

function missingOffset(text: string) {
  const help = `Write \`${text}Z\` for UTC, add another offset, or set \`timezone\` in archive.yml.`;
  return { message: 'an offset after the clock time', params: { help, meant: `${text}Z` } };
}

/** Describes a time in a zone whose name has several meanings, such as `CST`. */
function unclearZone(time: string, { name, meanings }: WrittenZone) {
  const [, date = '', clock = ''] = /^(\S+)[T ](.*)$/i.exec(time) ?? [];
  const offsets = meanings.flatMap((zone) => momentsAt(date, clock, zone).map(({ offset }) => offset));
  const options = [...new Set(offsets)].map((offset) => `\`${time}${offset}\``).join(' or ');
  const example = `zones: { ${name}: ${EXAMPLE_ZONES[name] ?? 'Europe/Paris'} }`;
  const help = `Replace it with the offset: ${options}. Or set what it means in archive.yml, such as \`${example}\`.`;
  return { message: `a zone with one meaning, not \`${name}\``, params: { help } };
}

/** Describes a date in another form, such as `April 15, 2024`. */
function otherDate(text: string) {
  const [date, other] = datesOf(text);
  if (!date || date === text) return undefined;
  const message = 'a date such as `2024-04-15`';
  if (other) return { message, params: { help: `It could be \`${date}\` or \`${other}\`; write one of them.` } };
  return { message, params: { help: `Write \`${date}\`.`, meant: date, isGuess: false } };
}
