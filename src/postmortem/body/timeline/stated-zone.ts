import { type OwnZones, type WrittenZone, zonesNamed } from '../../time/zones.ts';
import { isDayAlone, type ParsedLine } from './parsed-line.ts';

const TIME_WORD = /\b(?:time(?:s|stamps?|zone| zone)?|(?:uhr)?zeit(?:en|zone|angaben?)?)\b/i;

/** Returns the zone that a line states for the others: `All times in CET.`, `(UTC-8)` in a heading, `Time (CET)` above a column. */
export function statedZone(line: ParsedLine, zones?: OwnZones): WrittenZone | undefined {
  const { form, text, time } = line;
  const canState =
    form === 'section' || form === 'header' || ((time === undefined || isDayAlone(time)) && TIME_WORD.test(text));
  const found = canState ? zonesNamed(text, zones) : [];
  const [first] = found;
  if (found.length < 2) return first;
  return { name: found.map(({ name }) => name).join(', '), meanings: found.flatMap(({ meanings }) => meanings) };
}

/** Returns the zone of the first entry if all others name the same or none: they are meant to be in it. */
export function zoneOfEntries(lines: readonly ParsedLine[]): WrittenZone | undefined {
  const clocks = lines.flatMap(({ time }) => (typeof time === 'object' && time.clock !== undefined ? [time] : []));
  const [zone, other] = distinctZones(clocks.map((each) => each.zone));
  return other || !clocks[0]?.zone ? undefined : zone;
}

/** Returns the different ones of some zones, in order. */
export function distinctZones(zones: readonly (WrittenZone | undefined)[]): WrittenZone[] {
  return [...new Map(zones.flatMap((zone) => (zone ? [[zone.meanings.join(), zone] as const] : []))).values()];
}
