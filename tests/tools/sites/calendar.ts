/** An entry of a calendar: the values of its properties by name, unescaped. */
export type CalendarEntry = Record<string, string>;

/** Parses an iCalendar file strictly by RFC 5545. Throws if it is invalid. */
export function readCalendar(text: string): { properties: CalendarEntry; entries: CalendarEntry[] } {
  if (!text.endsWith('\r\n')) throw new Error('The last line has no end');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) {
    if (/[\r\n]/.test(line)) throw new Error(`A line ends by half: ${JSON.stringify(line)}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`${Buffer.byteLength(line)} octets: ${line}`);
    if (Buffer.from(line).toString() !== line) throw new Error(`Half a character: ${line}`);
  }
  const lines = physical
    .join('\r\n')
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n');
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') throw new Error('No calendar');
  const properties: CalendarEntry = {};
  const entries: CalendarEntry[] = [];
  let entry: CalendarEntry | undefined;
  for (const line of lines.slice(1, -1)) {
    const [, name = '', value = ''] = /^([A-Z-]+(?:;[A-Z]+=[A-Z]+)*):(.*)$/su.exec(line) ?? [];
    if (name === '' || /[^\P{Cc}\t]/u.test(value)) throw new Error(`No property: ${JSON.stringify(line)}`);
    if (name === 'BEGIN' || name === 'END') {
      if (value !== 'VEVENT' || (name === 'BEGIN') !== (entry === undefined)) throw new Error(`Out of place: ${line}`);
      if (entry) entries.push(entry);
      entry = name === 'BEGIN' ? {} : undefined;
      continue;
    }
    const target = entry ?? properties;
    if (name in target) throw new Error(`${name} twice`);
    target[name] = name === 'URL' ? value : unescaped(value);
  }
  if (entry) throw new Error('An entry has no end');
  return { properties, entries };
}

function unescaped(value: string): string {
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value) || /(?<!\\)(?:\\\\)*\\[^\\;,nN]/.test(value))
    throw new Error(`Not escaped: ${value}`);
  return value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}
