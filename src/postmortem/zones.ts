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
const WRITTEN = '(?:UTC|GMT)?([+-]\\d{2}:\\d{2})';
const NAMED = `(${Object.keys(OFFSETS).join('|')})\\b(?![+-]\\d)`;
const UNCLEAR = `(?:(?:UTC|GMT)[+-]\\d|${AMBIGUOUS}|(?:Eastern|Central|Mountain|Pacific|local)(?: (?:Standard|Daylight))? [Tt]ime)`;
const ZONE = new RegExp(`^\\s*(?:(?:${WRITTEN}|${NAMED}|${UNCLEAR})\\b)`);

/** The zone named right behind a time. */
export interface Zone {
  /** How much of the text it takes. */
  length: number;
  /** Such as `Z` or `-05:00`; absent where the name may mean more than one. */
  offset?: string;
}

/** Reads the zone with which `text`, what follows a time, begins; `undefined` where it begins with none. */
export function zoneAt(text: string): Zone | undefined {
  const match = ZONE.exec(text);
  if (!match) return undefined;
  const [{ length }, written, name] = match;
  const offset = written ?? (name && OFFSETS[name]);
  return { length, ...(offset && { offset }) };
}
