import type { LabelledValue } from '../labels.ts';
import { excerpt, type Fact, type Note } from '../note.ts';
import type { TextLine } from '../text-lines.ts';

const MAX_SCANNED = 2000;

/**
 * Finds the severity: of a label, or else of the tags, or else as all of the title, the summary and the timeline name it. One that is not
 * among those of the archive is only noted.
 */
export function findSeverity(
  values: readonly LabelledValue[],
  lines: readonly TextLine[],
  known: readonly string[],
): { severity?: Fact<string>; notes: Note[] } {
  const said = values.filter(
    ({ label, value, kinds }) => label === 'severity' && value.length <= 80 && !kinds.includes('actions'),
  );
  const read = said.flatMap(({ value, line }) => {
    const parts = [value, ...value.split(/[()[\]/,;|]+/)].map((part) => part.trim());
    const found = parts.flatMap((part) => known.find((each) => isNamed(part, each)) ?? [])[0];
    return found === undefined ? [] : [{ value: found, line }];
  });
  const [severity] = read;
  if (severity && read.every(({ value }) => value === severity.value)) return { severity, notes: [] };
  const [first] = said;
  if (!first) {
    const named = ofTags(values, known) ?? ofMentions(lines, known);
    return { ...(named && { severity: named }), notes: [] };
  }
  const why = severity ? 'two severities' : `expected one of ${known.join(', ')}`;
  const option = severity ? 'write `severity`' : 'write `severity`, or set `severities` in archive.yml';
  return { notes: [{ line: first.line, field: 'severity', message: `${excerpt(first.text)}: ${why}`, option }] };
}

function ofTags(values: readonly LabelledValue[], known: readonly string[]): Fact<string> | undefined {
  const named = values
    .filter(({ label }) => label === 'tags')
    .flatMap(({ value, line }) => value.split(/[,;]/).map((tag) => ({ value: bare(tag), line })));
  return onlyOne(named, known);
}

const MENTION = /\bsev(?:erity)?[ -]?\d\b/gi;

/** Finds a severity such as `Sev 1` in the lines that tell what happened. */
function ofMentions(lines: readonly TextLine[], known: readonly string[]): Fact<string> | undefined {
  const told = lines.filter(({ kinds }) => kinds.every((kind) => kind === 'timeline' || kind === 'summary'));
  const named = told.flatMap(({ text, line }) =>
    [...text.slice(0, MAX_SCANNED).matchAll(MENTION)].map(([written]) => ({ value: bare(written), line })),
  );
  const distinct = new Set(named.map(({ value }) => value.replace('severity', 'sev')));
  return distinct.size > 1 ? undefined : onlyOne(named, known);
}

/** Returns the severity that some names name, if it is one. */
function onlyOne(named: readonly Fact<string>[], known: readonly string[]): Fact<string> | undefined {
  const found = named.flatMap(({ value, line }) => {
    const severity = known.find(
      (each) => bare(each) === value.replace(/^severity(?=\d)/, 'sev') || bare(each) === value,
    );
    return severity === undefined ? [] : [{ value: severity, line }];
  });
  const [first] = found;
  return found.every(({ value }) => value === first?.value) ? first : undefined;
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
