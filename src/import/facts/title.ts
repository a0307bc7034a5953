import { kindsOf } from '../../postmortem/body/section-names.ts';
import type { LabelledValue } from '../labels.ts';
import { labelOf } from '../labels.ts';
import { type Fact, FILE_NAME } from '../note.ts';
import type { TextLine } from '../text-lines.ts';

const NAMED =
  /^(?:(?:incident|outage|web stack|production)\s+)*(?:post-?\s?mortem|incident report|outage report|incident review|rca|root cause analysis)(?:\s+report)?\s*(?:#?\d+\s*)?(?::|\s[–—-])\s+(\S.{3,})$/i;
// `INCIDENT 2023-11-05 Database failover`
const DATED = /^(?:incident|outage|störung|ausfall)\s+\d{4}-\d{2}-\d{2}[\s:–—-]+(\S.{3,})$/i;
const AFTER = /^(\S.{3,}?)\s+[–—-]\s+(?:post-?\s?mortem|incident report|incident review)$/i;
// Words of titles that say nothing about the incident: `My first postmortem`, `Post-mortem 12`.
const GENERIC = new Set(
  'my our the a an first second third incident outage blameless production report post mortem mortems postmortem postmortems template review rca root cause analysis document untitled readme'.split(
    ' ',
  ),
);
const MAX_LENGTH = 200;

/**
 * Finds the title: a label, a line such as `Postmortem: Checkout fails`, the first heading that is not the name of a section, the name
 * of the file unless it says nothing, or else the first line.
 */
export function findTitle(
  values: readonly LabelledValue[],
  lines: readonly TextLine[],
  fileName: string,
): Fact<string> {
  const labelled = values.find(({ label, value }) => label === 'title' && value.length <= MAX_LENGTH);
  if (labelled) return { value: tidy(labelled.value), line: labelled.line };
  const front = lines.slice(0, 60).filter(({ text }) => text.length <= MAX_LENGTH);
  const named = front.flatMap(({ text, line }) => {
    const found = NAMED.exec(text)?.[1] ?? DATED.exec(text)?.[1] ?? AFTER.exec(text)?.[1];
    return found && !isGeneric(found) ? [{ value: tidy(found), line }] : [];
  });
  const heading = lines.find(
    ({ text, isHeading }) => isHeading && text.length <= MAX_LENGTH && kindsOf(text).length === 0 && !labelOf(text),
  );
  const [first] = named;
  if (heading && !isGeneric(heading.text) && (!first || heading.line < first.line)) {
    return { value: tidy(NAMED.exec(heading.text)?.[1] ?? heading.text), line: heading.line };
  }
  if (first) return first;
  const [opening] = front;
  const name = nameOf(fileName);
  if (name !== '' && !isGeneric(name)) return { value: name.slice(0, MAX_LENGTH), line: FILE_NAME };
  const other = heading ?? opening;
  return other ? { value: tidy(other.text), line: other.line } : { value: fileName, line: FILE_NAME };
}

function isGeneric(title: string): boolean {
  const words = title.toLowerCase().split(/[\s.,:#–—-]+/);
  return words.every((word) => word === '' || GENERIC.has(word) || /^\d/.test(word));
}

function tidy(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s:]+$/, '')
    .trim();
}

/** Returns the words of a file name; empty if it has none, such as `003_ca88bb9401d5a528.txt`. */
function nameOf(file: string): string {
  const words = file
    .replace(/\.[a-z]{2,8}$/i, '')
    .replace(/\s[\da-f]{32}$/, '')
    .replace(/^\d{4}-\d{2}-\d{2}[-_ ]*/, '')
    .replace(/^\w*\d{4}-\d{3}\s*-\s*/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim();
  return /[a-z]{3}/i.test(words.replaceAll(/\b(?=\w*\d)[\da-f]{6,}\b/gi, '')) ? words : '';
}
