/** Offsets of the names that a standard gives one: `zone` and `obs-zone` of RFC 5322, section 4.3. */
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

// Names in use whose offset depends on the country or the season. Only these: `10:05 GET` is no zone.
const AMBIGUOUS =
  'ET|CT|MT|PT|AK[SD]T|HST|BRT|WES?T|CES?T|EES?T|BST|IST|MSK|SAST|SGT|HKT|JST|KST|AE[SD]T|AC[SD]T|AWST|NZ[SD]T';
const WRITTEN = '(?:UTC|GMT|utc|gmt)?([+-]\\d{2}):?(\\d{2})';
const SHORT = '(?:UTC|GMT|utc|gmt)([+-]\\d{1,2})(?::?(\\d{2}))?(?!:)';
const NAMES = Object.keys(OFFSETS).join('|');
const NAMED = `(${NAMES})\\b(?![+-]\\d|\\s[+-]\\d{1,2}:\\d)`;
const UNCLEAR = `(?:${AMBIGUOUS}|(?:Eastern|Central|Mountain|Pacific|local)(?: (?:Standard|Daylight))? [Tt]ime)`;
const ZONE = new RegExp(`^\\s*(?:(?:${WRITTEN}|${SHORT}|${NAMED}|${UNCLEAR})\\b)`);
// What is meant as an offset and is none of these: `UTC+2h`, `UTC +02:00`, `-5:00`. Read over, it would be hours wrong.
const MEANT = new RegExp(`^\\s*(?:(?:${NAMES})\\s?[+-]\\d|[+-]\\d{1,2}:\\d)`);

/** The zone named right behind a time. */
export interface Zone {
  /** How much of the text it takes. */
  length: number;
  /** Such as `Z` or `-05:00`; absent where the name may mean more than one, and where no clock is at what is written. */
  offset?: string;
}

/** Reads the zone with which `text`, what follows a time, begins; `undefined` where it begins with none. */
export function zoneAt(text: string): Zone | undefined {
  const match = ZONE.exec(text);
  if (!match) {
    const meant = MEANT.exec(text);
    return meant ? { length: meant[0].length } : undefined;
  }
  const [{ length }, hours, minutes, shortHours, shortMinutes, name] = match;
  const offset = name ? OFFSETS[name] : offsetOf(hours ?? shortHours, minutes ?? shortMinutes);
  return { length, ...(offset && { offset }) };
}

// Clocks differ from UTC by quarters of an hour, by 14 hours at most.
const MOST_MINUTES = 14 * 60;

function offsetOf(hours: string | undefined, minutes = '00'): string | undefined {
  if (hours === undefined || Number(minutes) > 45 || Number(minutes) % 15 !== 0) return undefined;
  // Nor has any been within an hour of UTC since there are zones.
  if (Number(hours) === 0 && Number(minutes) > 0) return undefined;
  if (Math.abs(Number(hours)) * 60 + Number(minutes) > MOST_MINUTES) return undefined;
  return `${hours.charAt(0)}${hours.slice(1).padStart(2, '0')}:${minutes}`;
}
