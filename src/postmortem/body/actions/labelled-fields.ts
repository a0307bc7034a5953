import { datesOf } from '../../time/written-day.ts';
import type { ActionFields, InvalidField } from './action-fields.ts';
import { statusOf } from './status.ts';

/** The fields that a text gives with labels, and the text without them. */
export interface LabelledFields {
  text: string;
  fields: ActionFields;
  invalidFields: InvalidField[];
}

type Label = 'owner' | 'due' | 'done' | 'ticket' | 'status';

const LABELS: Readonly<Record<string, Label>> = {
  ...{
    owner: 'owner',
    owners: 'owner',
    assignee: 'owner',
    assignees: 'owner',
    assigned: 'owner',
    'assigned to': 'owner',
  },
  ...{ responsible: 'owner', dri: 'owner', due: 'due', 'due date': 'due', deadline: 'due', eta: 'due' },
  ...{ 'target date': 'due', 'due by': 'due', done: 'done', completed: 'done', ticket: 'ticket' },
  ...{ verantwortlich: 'owner', verantwortliche: 'owner', verantwortlicher: 'owner', zuständig: 'owner' },
  ...{ zuständige: 'owner', 'zuständige person': 'owner', fällig: 'due', 'fällig am': 'due', 'fällig bis': 'due' },
  ...{ fälligkeit: 'due', frist: 'due', termin: 'due', 'bis zum': 'due', erledigt: 'done', 'erledigt am': 'done' },
  ...{ tickets: 'ticket', issue: 'ticket', jira: 'ticket', bug: 'ticket', status: 'status', state: 'status' },
};
const NAMES = Object.keys(LABELS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const LABEL = new RegExp(`(?<=^|[\\s([,;|–—-])(${NAMES})\\s*[:=]\\s*`, 'gi');
const WHOLE = new RegExp(`^(${NAMES})\\s*[:=]\\s*(\\S.*)$`, 'i');
const NAME = /^@?[\p{L}\d][\p{L}\d'’._/-]*(?:\s[\p{L}\d'’._-]+){0,3}$/u;
const TICKET = /^(?:#\d+|[A-Z][A-Z0-9]+-\d+|https?:\/\/\S+)$/;
const LEADING_OWNER = /^(@[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])\s*[:–—-]\s+/u;
// `due:2024-05-01` and `due: 2024-05-01` are annotations, which `parseAnnotatedText` reads.
const ANNOTATION = /^(?:due|done|type|status):(?:\S|\s+\d{4}-\d{2}-\d{2})\S*[\s)\],;.|]*$/i;
// Fields stand in the last part of a text.
const MAX_TAIL = 300;

const NOBODY =
  /^(?:unassigned|nobody|no one|not assigned|to be (?:assigned|defined|determined)|tb[acd]|open|offen|niemand)$/i;

/** Splits names of people or teams: `Jane Doe and Bob`, `@jane, @bob`. Returns `undefined` when a part is no name. */
function ownersOf(text: string): string[] | undefined {
  const names = text
    .split(/\s*[,;&+]\s*|\s+(?:and|und|et)\s+|\s+\/\s+|\s+(?=@)/)
    .map((name) => name.replace(/\.$/, ''))
    .filter((name) => name !== '' && !isNobody(name));
  return names.length > 0 && names.every((name) => name.length <= 60 && NAME.test(name)) ? names : undefined;
}

/** Returns a day, `YYYY-MM-DD`, or `undefined` when the text is no date or has two readings. */
export function dayOf(text: string): string | undefined {
  const [day, other] = datesOf(text);
  return other === undefined ? day : undefined;
}

/**
 * Parses the fields with labels at the end of a text, also in brackets: `Owner: Jane Doe, Due: 1 May 2024`. Also finds an owner in
 * front, `@jane: …`, and a date at the end, `by 1 May 2024`. A value that cannot be read ends the search and stays in the text.
 */
export function parseLabelledFields(text: string): LabelledFields {
  const lead = LEADING_OWNER.exec(text.slice(0, 100));
  const fields: ActionFields = lead?.[1] ? { owner: lead[1] } : {};
  const invalidFields: InvalidField[] = [];
  let rest = lead ? text.slice(lead[0].length) : text;
  const tailStart = Math.max(0, rest.length - MAX_TAIL);
  let end = rest.length;
  for (const match of [...rest.slice(tailStart).matchAll(LABEL)].reverse()) {
    const at = tailStart + match.index;
    const value = rest.slice(at + match[0].length, end).replace(/[\s)\],;.|]+$/, '');
    if (ANNOTATION.test(rest.slice(at, end))) {
      end = at;
      continue;
    }
    const label = LABELS[match[1]?.toLowerCase() ?? ''];
    const parsed = label && parseLabelled(label, value);
    if (!parsed) {
      if (label === 'due' && datesOf(value).length > 1) {
        const written = rest.slice(at, at + match[0].length + value.length);
        invalidFields.push({ field: 'due', value, written });
      }
      break;
    }
    for (const [name, each] of Object.entries(parsed)) if (!(name in fields)) Object.assign(fields, { [name]: each });
    const before = trimSeparators(rest.slice(0, at));
    rest = end < rest.length ? `${before} ${rest.slice(end).replace(/[)\]]+$/, '')}` : before;
    end = before.length;
  }
  const dated = fields.due ? undefined : dueAtEnd(rest);
  if (dated) {
    fields.due = dated.due;
    rest = dated.text;
  }
  return { text: rest, fields, invalidFields };
}

/** Removes separators and opening brackets from the end of a text. An expression would take quadratic time. */
function trimSeparators(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s([,;|–—-]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Parses a whole text as one field, such as `Due: 1 May 2024` in a list below an action item. */
export function parseLabelledField(text: string): ActionFields | undefined {
  const [, name = '', value = ''] = text.length > MAX_TAIL ? [] : (WHOLE.exec(text) ?? []);
  const label = LABELS[name.toLowerCase()];
  return label && parseLabelled(label, value.replace(/[\s.,;]+$/, ''));
}

function parseLabelled(label: Label, value: string): ActionFields | undefined {
  if (label === 'owner') return ownerFields(value);
  if (label === 'ticket') return TICKET.test(value) ? { ticket: value } : undefined;
  if (label === 'status') {
    const status = statusOf(value);
    return status && { status };
  }
  const day = dayOf(value);
  return day === undefined ? undefined : { [label]: day };
}

/** Whether an owner stands for nobody yet, such as `Unassigned`. */
export function isNobody(owner: string): boolean {
  return NOBODY.test(owner.trim());
}

/** Returns the owner and further owners that a text names; `undefined` when it names none. */
export function ownerFields(text: string): ActionFields | undefined {
  const [owner, ...coOwners] = ownersOf(text) ?? [];
  return owner === undefined ? undefined : { owner, ...(coOwners.length > 0 && { coOwners }) };
}

const MAX_WORDS = 4;

/** Finds `by 1 May 2024` or `due 2024-05-01` at the end of a text. */
function dueAtEnd(text: string): { text: string; due: string } | undefined {
  const bare = text.slice(-60).replace(/[\s).\]]+$/, '');
  for (let count = 1; count <= MAX_WORDS; count++) {
    const match = new RegExp(
      `(?:^|[\\s(\\[,;–—-]+)(?:due(?: on| by)?|by)\\s((?:\\S+\\s){${count - 1}}\\S+)$`,
      'i',
    ).exec(bare);
    const due = match?.[1] && dayOf(match[1]);
    if (match && due) return { text: text.slice(0, Math.max(0, text.length - 60) + match.index).trimEnd(), due };
  }
  return undefined;
}
