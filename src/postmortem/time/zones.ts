/** Offsets of zone names with a standard meaning: `zone` and `obs-zone` of RFC 5322, section 4.3. */
const OFFSETS: Readonly<Record<string, string>> = {
  Z: 'Z',
  UT: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  utc: 'Z',
  gmt: 'Z',
  EDT: '-04:00',
  EST: '-05:00',
  CDT: '-05:00',
  CST: '-06:00',
  MDT: '-06:00',
  MST: '-07:00',
  PDT: '-07:00',
  PST: '-08:00',
};

// Common names whose offset depends on the country or season. A list, because other words may follow a time: `10:05 GET`.
const AMBIGUOUS =
  'ET|CT|MT|PT|AK[SD]T|HST|BRT|WES?T|CES?T|EES?T|BST|IST|MSK|SAST|SGT|HKT|JST|KST|AE[SD]T|AC[SD]T|AWST|NZ[SD]T';
const WRITTEN = '(?:UTC|GMT|utc|gmt)?([+-]\\d{2}):?(\\d{2})';
const SHORT = '(?:UTC|GMT|utc|gmt)([+-]\\d{1,2})(?::?(\\d{2}))?(?!:)';
const NAMES = Object.keys(OFFSETS).join('|');
const NAMED = `(${NAMES})\\b(?![+-]\\d|\\s[+-]\\d{1,2}:\\d)`;
const UNCLEAR = `(?:${AMBIGUOUS}|(?:Eastern|Central|Mountain|Pacific|local)(?: (?:Standard|Daylight))? [Tt]ime)`;
const ZONE = new RegExp(`^\\s*(?:(?:${WRITTEN}|${SHORT}|${NAMED}|${UNCLEAR})\\b)`);
// Malformed offsets: `UTC+2h`, `UTC +02:00`, `-5:00`. Ignoring them would make the time wrong by hours.
const MALFORMED = new RegExp(`^\\s*(?:(?:${NAMES})\\s?[+-]\\d|[+-]\\d{1,2}:\\d)`);

/** The zone directly after a time. */
export interface Zone {
  /** Length of the written zone, including spaces before it. */
  length: number;
  /** Such as `Z` or `-05:00`; absent when the name is ambiguous or the offset does not exist. */
  offset?: string;
}

/** Parses the zone at the start of `text`, the text after a time. Returns `undefined` when there is none. */
export function zoneAt(text: string): Zone | undefined {
  const match = ZONE.exec(text);
  if (!match) {
    const malformed = MALFORMED.exec(text);
    return malformed ? { length: malformed[0].length } : undefined;
  }
  const [{ length }, hours, minutes, shortHours, shortMinutes, name] = match;
  const offset = name ? OFFSETS[name] : offsetOf(hours ?? shortHours, minutes ?? shortMinutes);
  return { length, ...(offset && { offset }) };
}

// Offsets are multiples of 15 minutes, up to 14 hours.
const MAX_OFFSET_MINUTES = 14 * 60;

function offsetOf(hours: string | undefined, minutes = '00'): string | undefined {
  if (hours === undefined || Number(minutes) > 45 || Number(minutes) % 15 !== 0) return undefined;
  // No zone has an offset between UTC and one hour.
  if (Number(hours) === 0 && Number(minutes) > 0) return undefined;
  if (Math.abs(Number(hours)) * 60 + Number(minutes) > MAX_OFFSET_MINUTES) return undefined;
  return `${hours.charAt(0)}${hours.slice(1).padStart(2, '0')}:${minutes}`;
}
