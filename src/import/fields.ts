import { stringify } from 'yaml';
import { FRONTMATTER_KEYS } from '../postmortem/frontmatter/schema.ts';
import { type Amount, writeImpact } from '../postmortem/impact.ts';
import { formatDuration } from '../postmortem/time/duration.ts';
import { formatWritten, minutesBetween } from '../postmortem/time/timestamp.ts';
import { proposeCause } from './facts/cause.ts';
import { TIME_FIELDS } from './facts/evidence.ts';
import type { Share } from './facts/impact.ts';
import { findNearMiss } from './facts/kind.ts';
import { findNames } from './facts/names.ts';
import { findSeverity } from './facts/severity.ts';
import type { TimeFacts } from './facts/time-facts.ts';
import type { ForeignFrontmatter } from './frontmatter.ts';
import type { LabelledValue } from './labels.ts';
import type { DraftField, ImportSettings } from './model.ts';
import { excerpt, type Fact, type Note, sourceOf } from './note.ts';
import type { TextLine } from './text-lines.ts';
import { durationsIn } from './times/durations.ts';

/** What was found in a document. */
export interface Facts {
  title: Fact<string>;
  times: TimeFacts;
  impact: Fact<Share> | undefined;
  amounts: Fact<Amount[]> | undefined;
  values: readonly LabelledValue[];
  lines: readonly TextLine[];
  foreign: ForeignFrontmatter;
}

/** Returns the frontmatter of a draft. Adds to `notes` what is not clear. */
export function fieldsOf(
  facts: Facts,
  { settings, causes, undated }: ImportSettings,
  notes: Note[],
): { fields: DraftField[]; remarks: string[] } {
  const { title, times, impact, amounts, values, lines, foreign } = facts;
  const fields = new Map<string, DraftField>();
  const set = (key: string, fact: Fact<unknown> | undefined) => {
    if (fact && !fields.has(key)) fields.set(key, { key, value: fact.value, comment: `from ${sourceOf(fact.line)}` });
  };
  for (const { key, value, line } of foreign.valid) set(key, { value, line });
  set('title', { ...title, value: title.value.slice(0, 200) });
  fields.set('status', { key: 'status', value: 'draft' });
  set('kind', findNearMiss(lines));
  const severity = findSeverity(values, lines, settings.severities ?? []);
  set('severity', severity.severity);
  if (!fields.has('severity')) notes.push(...severity.notes);
  for (const field of TIME_FIELDS) {
    const time = times.times[field];
    set(field, time && { value: formatWritten(time.value), line: time.line });
  }
  const remarkOn = (key: string) => notes.filter(({ field }) => field === key).map(remark);
  if (!fields.has('started') && undated) {
    const [why] = remarkOn('started');
    fields.set('started', { key: 'started', value: undated, comment: `not known${why ? `: ${why}` : ''}` });
  }
  const isNearMiss = fields.get('kind')?.value === 'near-miss';
  if (!isNearMiss) {
    setDuration(fields, times, notes);
    set('impact', impactFact(impact, amounts));
    noteUnreadImpact(fields, values, notes);
    if (!fields.has('impact')) fields.set('impact', unknown('impact', remarkOn('impact')[0]));
  }
  if (!fields.has('cause')) {
    const proposed = proposeCause(
      values,
      lines,
      causes.filter(({ id }) => id !== 'unknown'),
    );
    const proposal =
      proposed && `${proposed.id ? `proposed: ${proposed.id}, ` : ''}from line ${proposed.line}: ${proposed.evidence}`;
    fields.set('cause', unknown('cause', proposal));
  }
  for (const key of ['services', 'authors', 'tags'] as const) set(key, findNames(values, key));
  set('commander', findNames(values, 'commander'));
  set('roles', rolesOf(values));
  for (const milestone of ['detected', 'acknowledged', 'mitigated'] as const) {
    const key = `${milestone}After` as const;
    const stated = values.find(({ label, value }) => label === key && durationsIn(value).length > 0);
    if (!stated || fields.has(milestone)) continue;
    const [found, other] = durationsIn(stated.value);
    const { line, text } = stated;
    if (found && !other && !found.isApproximate) set(key, { value: formatDuration(found.minutes), line });
    else notes.push({ line, field: key, message: `${excerpt(text)}: not one exact time`, option: `write \`${key}\`` });
  }
  const placed = new Set(['impact', 'timeline']);
  const remarks = notes.filter(({ field }) => !placed.has(field)).map((note) => `${note.field}: ${remark(note)}`);
  return {
    fields: FRONTMATTER_KEYS.flatMap((key) => fields.get(key) ?? []),
    remarks: [...remarks, ...kept(foreign)],
  };
}

/** Returns the share and the amounts as one value. */
function impactFact(share: Fact<Share> | undefined, amounts: Fact<Amount[]> | undefined): Fact<unknown> | undefined {
  const [first] = [share, amounts].filter((fact) => fact !== undefined).sort((a, b) => a.line - b.line);
  return first && { value: writeImpact({ ...share?.value, amounts: amounts?.value ?? [] }), line: first.line };
}

/** Returns the other roles with their people. */
function rolesOf(values: readonly LabelledValue[]): Fact<unknown> | undefined {
  const roles = (['scribe', 'communications'] as const).flatMap((role) => {
    const found = findNames(values, role);
    return found ? [{ role, ...found }] : [];
  });
  const [first] = roles;
  return first && { value: Object.fromEntries(roles.map(({ role, value }) => [role, value])), line: first.line };
}

/** Notes the first value with the label of an impact and a number in it, when no impact was found. */
function noteUnreadImpact(fields: Map<string, DraftField>, values: readonly LabelledValue[], notes: Note[]): void {
  if (fields.has('impact') || notes.some(({ field }) => field === 'impact')) return;
  const unread = values.find(({ label, value }) => label === 'impact' && /\d/.test(value));
  if (!unread) return;
  const message = `${excerpt(unread.text)}: no share or amount that can be read`;
  notes.push({ line: unread.line, field: 'impact', message, option: 'write `impact` yourself' });
}

function setDuration(
  fields: Map<string, DraftField>,
  { times, duration, isContradictory }: TimeFacts,
  notes: readonly Note[],
): void {
  const { started, resolved } = times;
  const measured = started && resolved && minutesBetween(started.value, resolved.value);
  if (fields.has('duration')) return;
  if (isContradictory) {
    const note = notes.find(({ field }) => field === 'duration');
    fields.set('duration', unknown('duration', note && remark(note)));
  } else if (measured !== undefined) {
    const minutes = duration?.value === measured ? duration : undefined;
    const comment = minutes ? `from ${sourceOf(minutes.line)}` : 'from `started` to `resolved`';
    fields.set('duration', { key: 'duration', value: formatDuration(measured), comment });
  } else if (duration) {
    fields.set('duration', {
      key: 'duration',
      value: formatDuration(duration.value),
      comment: `from ${sourceOf(duration.line)}`,
    });
  } else fields.set('duration', unknown('duration'));
}

function unknown(key: string, comment?: string): DraftField {
  return { key, value: 'unknown', ...(comment && { comment }) };
}

function remark({ line, message, option }: Note): string {
  return `${sourceOf(line)}: ${message}; ${option}`;
}

/** Returns the keys that mean nothing here, as YAML in comments, so that nothing is lost. */
function kept({ other }: ForeignFrontmatter): string[] {
  return other.flatMap(({ key, value }) =>
    stringify({ [key]: value }, { lineWidth: 0 })
      .trimEnd()
      .split('\n'),
  );
}
