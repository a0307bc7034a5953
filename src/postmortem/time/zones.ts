import { isTimeZone } from './clocks.ts';

/**
 * What the names of zones stand for: offsets or IANA names. Names with several meanings are clear where all of them give the
 * same moment. First `zone` and `obs-zone` of RFC 5322, section 4.3, then others. `CST` is also China's.
 */
const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  ...{ Z: ['Z'], UT: ['Z'], UTC: ['Z'], GMT: ['Z'], utc: ['Z'], gmt: ['Z'] },
  ...{ EDT: ['-04:00'], EST: ['-05:00'], CDT: ['-05:00'], CST: ['-06:00', '+08:00'] },
  ...{ MDT: ['-06:00'], MST: ['-07:00'], PDT: ['-07:00'], PST: ['-08:00'] },
  ...{ ET: ['America/New_York'], CT: ['America/Chicago'], MT: ['America/Denver'], PT: ['America/Los_Angeles'] },
  ...{ AKDT: ['-08:00'], AKST: ['-09:00'], HST: ['-10:00'], BRT: ['-03:00'], AST: ['-04:00', '+03:00'] },
  // The names of winter time are also used for the whole year.
  ...{ WET: ['Z', 'Europe/Lisbon'], CET: ['+01:00', 'Europe/Paris'], EET: ['+02:00', 'Europe/Helsinki'] },
  ...{ MEZ: ['+01:00', 'Europe/Berlin'], MESZ: ['+02:00'] },
  ...{ WEST: ['+01:00'], CEST: ['+02:00'], EEST: ['+03:00'], MSK: ['Europe/Moscow'] },
  ...{ BST: ['+01:00', '+06:00'], IST: ['+05:30', '+02:00', '+01:00'], SAST: ['+02:00'] },
  ...{ SGT: ['+08:00'], HKT: ['+08:00'], AWST: ['+08:00'], JST: ['+09:00'], KST: ['+09:00'] },
  ...{ ACST: ['+09:30'], ACDT: ['+10:30'], AEST: ['+10:00'], AEDT: ['+11:00'], NZST: ['+12:00'], NZDT: ['+13:00'] },
};

const REGIONS: Readonly<Record<string, string>> = {
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  pacific: 'America/Los_Angeles',
};

/** An IANA name for each zone with several meanings, as an example. */
export const EXAMPLE_ZONES: Readonly<Record<string, string>> = {
  ...{ CST: 'America/Chicago', AST: 'America/Halifax', BST: 'Europe/London', IST: 'Asia/Kolkata' },
  ...{ WET: 'Europe/Lisbon', CET: 'Europe/Paris', EET: 'Europe/Helsinki', MEZ: 'Europe/Berlin' },
};

/** Zones by abbreviation, from archive.yml. */
export type OwnZones = Readonly<Record<string, string>>;

/** Returns the abbreviations of zones that are known. */
export function zoneNames(own: OwnZones = {}): string[] {
  return [...new Set([...Object.keys(MEANINGS), ...Object.keys(own)])];
}

/** Stands for the zone of the incident, in `meanings`. */
export const LOCAL = 'local';

/** A written zone. */
export interface WrittenZone {
  name: string;
  /** Offsets, IANA names or `LOCAL`; empty for an offset that does not exist. */
  meanings: readonly string[];
}

/** The zone directly after a time. */
export interface Zone extends WrittenZone {
  /** Length of the written zone, including spaces before it and brackets around it. */
  length: number;
}

const WRITTEN = /^(?:(?:UTC|GMT|utc|gmt)(?:\s(?=[+−-]\d{2}:))?)?([+−-]\d{2}):?(\d{2})\b/;
const SHORT = /^(?:UTC|GMT|utc|gmt)([+−-]\d{1,2})(?::?(\d{2}))?(?!:)\b/;
const NAME = /^[A-Za-z]{1,10}\b(?![+-]\d|\s[+-]\d{1,2}:\d)/;
const REGION = /^(?:US\s)?(Eastern|Central|Mountain|Pacific)(?: (?:Standard|Daylight))? [Tt]ime\b/;
const LOCAL_TIME = /^local(?: [Tt]ime)?\b/;
const IANA = /^[A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?\b/;
// Malformed offsets: `UTC+2h`, `UTC +02:00`, `-5:00`. Ignoring them would make the time wrong by hours.
const MALFORMED = /^(?:(?:Z|UTC?|GMT|utc|gmt|[ECMP][SD]T)\s?[+-]\d|[+-]\d{1,2}:\d)/;

/** Parses the zone at the start of `text`, the text after a time, also in brackets. Returns `undefined` when there is none. */
export function zoneAt(text: string, own: OwnZones = {}): Zone | undefined {
  const lead = /^\s*/.exec(text)?.[0].length ?? 0;
  const bracket = /^[([]\s?/.exec(text.slice(lead, lead + 2))?.[0] ?? '';
  const at = lead + bracket.length;
  const found = zoneIn(text.slice(at, at + 80), own);
  if (!found) return undefined;
  if (bracket === '') return { ...found, length: at + found.length };
  const close = /^\s?[)\]]/.exec(text.slice(at + found.length))?.[0];
  return close === undefined ? undefined : { ...found, length: at + found.length + close.length };
}

function zoneIn(text: string, own: OwnZones): Zone | undefined {
  const [written, hours, minutes] = WRITTEN.exec(text) ?? SHORT.exec(text) ?? [];
  if (written !== undefined) {
    const offset = offsetOf(hours?.replace('−', '-'), minutes);
    return { name: written, length: written.length, meanings: offset ? [offset] : [] };
  }
  const [name = ''] = NAME.exec(text) ?? [];
  const meanings = Object.hasOwn(own, name)
    ? [own[name] ?? '']
    : Object.hasOwn(MEANINGS, name)
      ? MEANINGS[name]
      : undefined;
  if (meanings) return { name, length: name.length, meanings };
  const [region = '', area = ''] = REGION.exec(text) ?? [];
  if (region) return { name: region, length: region.length, meanings: [REGIONS[area.toLowerCase()] ?? ''] };
  const [local] = LOCAL_TIME.exec(text) ?? [];
  if (local) return { name: local, length: local.length, meanings: [LOCAL] };
  const [iana] = IANA.exec(text) ?? [];
  if (iana && isTimeZone(iana)) return { name: iana, length: iana.length, meanings: [iana] };
  const [malformed] = MALFORMED.exec(text) ?? [];
  return malformed === undefined ? undefined : { name: malformed, length: malformed.length, meanings: [] };
}

const TOKEN = /(?:UTC|GMT)\s?[+−-]\d{1,2}(?::?\d{2})?|(?<![\d:])[+-]\d{2}:\d{2}|[A-Za-z]+(?:\/[A-Za-z_]+)*/g;
const MAX_SENTENCE = 200;

/**
 * Returns the zones that a short text names, such as a remark in a heading, the head of a column, or `All times are Pacific`.
 * Empty for longer texts.
 */
export function zonesNamed(text: string, own: OwnZones = {}): WrittenZone[] {
  if (text.length > MAX_SENTENCE) return [];
  const found = [...text.matchAll(TOKEN)].flatMap(([token]): WrittenZone[] => {
    const region = REGIONS[token.toLowerCase()];
    if (region && /^[A-Z]/.test(token)) return [{ name: token, meanings: [region] }];
    const zone = zoneIn(token, own);
    return zone?.length === token.length && zone.meanings.length > 0
      ? [{ name: zone.name, meanings: zone.meanings }]
      : [];
  });
  return [...new Map(found.map((zone) => [zone.meanings.join(), zone])).values()];
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
