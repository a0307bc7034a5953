import { isDay } from '../../time/days.ts';
import { statusOf } from './status.ts';

export const ACTION_TYPES = ['prevent', 'detect', 'mitigate', 'process'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** The fields of an action item, from annotations such as `due:2024-05-01` in its text, or from the cells of its table row. */
export interface ActionFields {
  /** As written, with its `@`. */
  owner?: string;
  /** Further owners. */
  coOwners?: string[];
  /** `YYYY-MM-DD`. */
  due?: string;
  /** `YYYY-MM-DD`. */
  done?: string;
  type?: ActionType;
  status?: 'open' | 'done' | 'dropped';
  ticket?: string;
  /** Address of the first link. */
  url?: string;
}

export type FieldName = 'due' | 'done' | 'type' | 'status';

/** An annotation or a table cell whose value cannot be used. */
export interface InvalidField {
  field: FieldName;
  value: string;
  /** The text as written, with the key of an annotation, such as `due:soon`. */
  written: string;
  /** Set when the value is valid but contradicts an earlier one. */
  isContradiction?: true;
}

/** Parses the value of a field. Returns `undefined` when the value is not valid. */
export function parseField(field: FieldName, value: string): ActionFields | undefined {
  if (field === 'due' || field === 'done') return isDay(value) ? { [field]: value } : undefined;
  if (field === 'status') {
    const status = statusOf(value);
    return status && { status };
  }
  const type = ACTION_TYPES.find((name) => name === value.toLowerCase());
  return type && { type };
}

/** The pattern of `@name` and `@org/team`, in any script, for expressions with the flag `u`. */
export const MENTION = String.raw`@[\p{L}\p{M}\p{N}_/.\-]*[\p{L}\p{M}\p{N}_/\-]`;
const OWNER = new RegExp(`^${MENTION}$`, 'u');
const TICKET = /^(?:#\d+|[A-Z][A-Z0-9]+-\d+)$/;
const FIELD = /^(due|done|type|status):(\S+)$/i;
const DATE_FIELD = /^(?:due|done):\S/i;
// Tolerates a space after the colon, which is common.
const SPACED_DATE = /\b(due|done):\s+(?=\d{4}-\d{2}-\d{2})/gi;
const NUMBER = /(?:^|[\s([])(#\d+)(?![\w-])/;

/**
 * Parses the annotations at the end of an action item's text, in any order: `@owner`, `due:`, `done:`, `type:`, `status:` and
 * a ticket. Elsewhere in the text these words belong to the title, except dates, which are recognized anywhere. The first of
 * two dates of one kind, types or statuses counts; a date in a parenthetical remark, `(was due:2024-06-01)`, counts only when
 * there is no other. The title excludes the fields that were used, and keeps invalid and contradicting ones.
 */
export function parseAnnotatedText(text: string): {
  title: string;
  fields: ActionFields;
  invalidFields: InvalidField[];
} {
  const words = detectRemarks(joinOwners(text.trim().replaceAll(SPACED_DATE, '$1:').split(/\s+/).map(parseWord)));
  const start = findAnnotationsStart(words);
  const keyed = collectFields(
    words.map((word, index) => (index >= start || DATE_FIELD.test(word.bare) ? word : undefined)),
  );
  const fields: ActionFields = { ...keyed.fields };
  const owners: string[] = [];
  /** Stores a word as an owner or the ticket, unless there is one already. */
  const takeOwnerOrTicket = (bare: string): boolean => {
    if (OWNER.test(bare)) {
      // `@babel/core @web` has one owner.
      if (owners.length > 0 && bare.includes('/')) return false;
      owners.unshift(bare);
      return true;
    }
    if (!TICKET.test(bare) || fields.ticket !== undefined) return false;
    fields.ticket = bare;
    return true;
  };
  // Searches from the end, because the last of two is an owner in any case: "Pin @babel/core @web".
  const remaining = words
    .slice(start)
    .filter(({ bare }, index) => bare !== '' && !keyed.used.has(start + index))
    .reverse()
    .filter(({ bare, isRemark }) => isRemark || !takeOwnerOrTicket(bare))
    .reverse();
  const [owner, ...coOwners] = owners;
  Object.assign(fields, owner && { owner }, coOwners.length > 0 && { coOwners });
  const titleText = words
    .slice(0, start)
    .map((word, index) => (keyed.used.has(index) ? remainderOf(word) : ` ${word.written}`))
    .join('');
  const before = start < words.length ? titleText.replace(/[,;]$/, '') : titleText;
  const title = [before.trim(), ...remaining.map(({ written }) => written)].join(' ').trim();
  const ticket = fields.ticket ?? NUMBER.exec(title)?.[1];
  return { title, fields: { ...fields, ...(ticket && { ticket }) }, invalidFields: keyed.invalidFields };
}

/** Makes the word between two owners punctuation: `@jane and @bob`. */
function joinOwners(words: readonly Omit<Word, 'isRemark'>[]): Omit<Word, 'isRemark'>[] {
  const isOwner = (word: Omit<Word, 'isRemark'> | undefined) => word !== undefined && OWNER.test(word.bare);
  return words.map((word, index) => {
    const isBetween = /^(?:and|&|\+)$/.test(word.bare) && isOwner(words[index - 1]) && isOwner(words[index + 1]);
    return isBetween ? { ...word, bare: '' } : word;
  });
}

/** Returns the index of the first word of the trailing annotations, or the number of words when there are none. */
function findAnnotationsStart(words: readonly Word[]): number {
  let start = words.length;
  // Remarks may be interspersed.
  while (start > 0 && (words[start - 1]?.isRemark || isAnnotation(words[start - 1]?.bare ?? ''))) start -= 1;
  // Directly after the title, `SHA-256` and possibly `#12` ("a regression of #12") belong to the title.
  while (words[start]?.isRemark || TICKET.test(words[start]?.bare ?? '')) start += 1;
  return words.slice(start).every(({ bare }) => bare === '') ? words.length : start;
}

/** Collects the fields with a key, those in remarks last. `used` has the indexes of the words whose value counts. */
function collectFields(words: readonly (Word | undefined)[]): {
  fields: ActionFields;
  invalidFields: InvalidField[];
  used: Set<number>;
} {
  const fields: ActionFields = {};
  const used = new Set<number>();
  const seen = new Set<string>();
  const annotations = words.flatMap((word, index) => {
    const [, key = '', value = ''] = FIELD.exec(word?.bare ?? '') ?? [];
    return word && key ? [{ ...word, field: key.toLowerCase() as FieldName, value, index }] : [];
  });
  const remarksLast = [
    ...annotations.filter(({ isRemark }) => !isRemark),
    ...annotations.filter(({ isRemark }) => isRemark),
  ];
  const invalidFields = remarksLast.flatMap(
    ({ field, value, bare, index, isRemark }): (InvalidField & { index: number })[] => {
      // A remark tells the former value.
      if (isRemark && seen.has(field)) return [];
      seen.add(field);
      const parsed = parseField(field, value);
      if (!parsed) return [{ field, value, written: bare, index }];
      const [name, parsedValue] = Object.entries(parsed)[0] as [keyof ActionFields, string];
      if (fields[name] !== undefined && fields[name] !== parsedValue) {
        return [{ field, value, written: bare, isContradiction: true, index }];
      }
      Object.assign(fields, parsed);
      used.add(index);
      return [];
    },
  );
  const inOrder = invalidFields.sort((a, b) => a.index - b.index).map(({ index: _, ...each }) => each);
  return { fields, used, invalidFields: inOrder };
}

/** Returns what remains in the title of a word that was used as a field: its punctuation, and the brackets of a remark. */
function remainderOf({ lead, end, isRemark }: Word): string {
  return isRemark ? `${lead && ` ${lead}`}${end}` : end.replaceAll(/[)\]]/g, '');
}

interface Word {
  written: string;
  /** The word without surrounding brackets and punctuation. */
  bare: string;
  /** Opening brackets. */
  lead: string;
  /** Trailing punctuation and brackets. */
  end: string;
  /** Whether the word is in brackets that contain more than annotations. */
  isRemark: boolean;
}

/** Sets `isRemark` on the words in brackets that contain more than annotations. */
function detectRemarks(words: readonly Omit<Word, 'isRemark'>[]): Word[] {
  const result = words.map((word) => ({ ...word, isRemark: false }));
  for (const [from, to] of findOuterBrackets(words.map(({ written }) => written))) {
    const group = result.slice(from, to + 1);
    const isRemark = group.some(({ bare }) => !isAnnotation(bare));
    for (const word of group) word.isRemark = isRemark;
  }
  return result;
}

/** Returns the first and last word of each outermost pair of brackets that spans several words; unpaired ones are ignored. */
function findOuterBrackets(words: readonly string[]): [from: number, to: number][] {
  const open: number[] = [];
  const pairs: [number, number][] = [];
  for (const [index, word] of words.entries()) {
    for (const [sign] of word.matchAll(/[()[\]]/g)) {
      const from = '(['.includes(sign) ? undefined : open.pop();
      if ('(['.includes(sign)) open.push(index);
      // Pairs within this one are part of it.
      else if (from !== undefined && from < index) {
        while ((pairs.at(-1)?.[0] ?? -1) >= from) pairs.pop();
        pairs.push([from, index]);
      }
    }
  }
  return pairs;
}

// No annotation is longer, and matching longer words would be slow.
const MAX_LENGTH = 200;

/** Splits a word from the brackets and punctuation around it. */
function parseWord(written: string): Omit<Word, 'isRemark'> {
  if (written.length > MAX_LENGTH) return { written, lead: '', bare: written, end: '' };
  const [, lead = '', bare = '', end = ''] = /^(?:[-–—|]+$|([([]*)(.*?)([.,;)\]]*)$)/.exec(written) ?? [];
  return { written, lead, bare, end };
}

/** Whether a word has the form of an annotation. Pure punctuation counts, because it separates annotations. */
function isAnnotation(bare: string): boolean {
  return bare === '' || FIELD.test(bare) || OWNER.test(bare) || TICKET.test(bare);
}
