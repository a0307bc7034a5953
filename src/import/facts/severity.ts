import type { LabelledValue } from '../labels.ts';
import { excerpt, type Fact, type Note } from '../note.ts';

/** Finds the severity. One that is not among those of the archive is only noted. */
export function findSeverity(
  values: readonly LabelledValue[],
  known: readonly string[],
): { severity?: Fact<string>; notes: Note[] } {
  const said = values.filter(
    ({ label, value, kinds }) => label === 'severity' && value.length <= 80 && !kinds.includes('actions'),
  );
  const read = said.flatMap(({ value, line }) => {
    const found = known.find((each) => isNamed(value, each));
    return found === undefined ? [] : [{ value: found, line }];
  });
  const [severity] = read;
  if (severity && read.every(({ value }) => value === severity.value)) return { severity, notes: [] };
  const [first] = said;
  if (!first) return { notes: [] };
  const why = severity ? 'two severities' : `expected one of ${known.join(', ')}`;
  const option = severity ? 'write `severity`' : 'write `severity`, or set `severities` in archive.yml';
  return { notes: [{ line: first.line, field: 'severity', message: `${excerpt(first.text)}: ${why}`, option }] };
}

/** Whether a text starts with a severity, in any spelling: `SEV-2`, `Sev 2 (major)`. */
function isNamed(text: string, severity: string): boolean {
  const name = bare(severity);
  const start = bare(text);
  return name !== '' && start.startsWith(name) && !/^[a-z\d]/.test(boundaryAfter(text, name));
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\d]/gu, '');
}

/** Returns the text after the letters and digits of a name. */
function boundaryAfter(text: string, name: string): string {
  let count = 0;
  for (const [index, sign] of [...text.toLowerCase()].entries()) {
    if (count === name.length) return text.toLowerCase().slice(index);
    if (/[\p{L}\d]/u.test(sign)) count += 1;
  }
  return '';
}
