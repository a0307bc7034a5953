import { isDay } from '../time/time.ts';

export const ACTION_TYPES = ['prevent', 'detect', 'mitigate', 'process'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** What is known of an action by the marks behind its text, or by the cells of its row. */
export interface Marked {
  /** As written, with its `@`. */
  owner?: string;
  /** `YYYY-MM-DD`, as is `done`. */
  due?: string;
  done?: string;
  type?: ActionType;
  status?: 'open' | 'done' | 'dropped';
  ticket?: string;
}

export type Field = 'due' | 'done' | 'type' | 'status';

/** What has the form of a mark, or stands in the cell of one, and says nothing that could be read. */
export interface Unread {
  field: Field;
  value: string;
  /** With its key where it has one, such as `due:soon`. */
  written: string;
  /** Whether it could be read, and contradicts what stands before it. */
  isSecond?: true;
}

const DONE = /^(?:done|closed|completed?|finished|fixed|resolved|yes|x|✓|✅)$/i;
const DROPPED =
  /^(?:won['’]?t[-_ ]?(?:do|fix)|dropped|cancell?ed|rejected|obsolete|not (?:planned|needed|applicable))$/i;
// Such words go on as they like: `waiting for the vendor`.
const OPEN =
  /^(?:open|to[-_ ]?do|new|planned|scheduled|assigned|accepted|pending|ongoing|started|doing|wip|blocked|waiting|postponed|deferred|backlog|in[-_ ](?:progress|review|work)|not (?:started|done|yet)|on hold)(?![a-z])/i;

/** What a word says of an action's state; `undefined` where it is none of the known ones. */
export function statusOf(word: string): Marked['status'] | undefined {
  if (DROPPED.test(word)) return 'dropped';
  if (DONE.test(word)) return 'done';
  return OPEN.test(word) ? 'open' : undefined;
}

/** The field with a value, as far as it can be read. */
export function readField(field: Field, value: string): Marked | undefined {
  if (field === 'due' || field === 'done') return isDay(value) ? { [field]: value } : undefined;
  if (field === 'status') {
    const status = statusOf(value);
    return status && { status };
  }
  const type = ACTION_TYPES.find((name) => name === value.toLowerCase());
  return type && { type };
}

const OWNER = /^@[\w/.-]*[\w/-]$/;
const TICKET = /^(?:#\d+|[A-Z][A-Z0-9]+-\d+)$/;
const FIELD = /^(due|done|type|status):(\S+)$/i;
const DATE_FIELD = /^(?:due|done):\S/i;
// As many write it.
const SPACED_DATE = /\b(due|done):\s+(?=\d{4}-\d{2}-\d{2})/gi;
const NUMBER = /(?:^|[\s([])(#\d+)(?![\w-])/;

/**
 * Reads the marks that end the text of an action, in any order: `@owner`, `due:`, `done:`, `type:`, `status:` and a ticket.
 * Within the text the same words are the author's, dates aside, which are nothing else wherever they stand. Of two dates
 * of one kind, types or statuses the first counts, and a date in a remark, `(was due:2024-06-01)`, only where there is no
 * other. What is read is not in the title; what cannot be read, or contradicts what is, stays there.
 */
export function readMarks(text: string): { title: string; marked: Marked; unread: Unread[] } {
  const words = withRemarks(text.trim().replaceAll(SPACED_DATE, '$1:').split(/\s+/).map(wordOf));
  const begin = beginOfMarks(words);
  const fields = readFields(
    words.map((word, index) => (index >= begin || DATE_FIELD.test(word.bare) ? word : undefined)),
  );
  const marked: Marked = { ...fields.marked };
  /** Takes a word for an owner or a ticket, unless it is a second one. */
  const take = (bare: string): boolean => {
    const found = OWNER.test(bare) ? { owner: bare } : TICKET.test(bare) ? { ticket: bare } : undefined;
    if (!found || Object.keys(found).some((name) => name in marked)) return false;
    Object.assign(marked, found);
    return true;
  };
  // From the end: of two owners the last is one, in "Pin @babel/core @web".
  const kept = words
    .slice(begin)
    .filter(({ bare }, index) => bare !== '' && !fields.taken.has(begin + index))
    .reverse()
    .filter(({ bare, isRemark }) => isRemark || !take(bare))
    .reverse();
  const own = words
    .slice(0, begin)
    .map((word, index) => (fields.taken.has(index) ? without(word) : ` ${word.written}`))
    .join('');
  const before = begin < words.length ? own.replace(/[,;]$/, '') : own;
  const title = [before.trim(), ...kept.map(({ written }) => written)].join(' ').trim();
  const ticket = marked.ticket ?? NUMBER.exec(title)?.[1];
  return { title, marked: { ...marked, ...(ticket && { ticket }) }, unread: fields.unread };
}

/** Index of the word with which the marks at the end begin; the number of words where there are none. */
function beginOfMarks(words: readonly Word[]): number {
  let begin = words.length;
  // Remarks may stand between them.
  while (begin > 0 && (words[begin - 1]?.isRemark || isMark(words[begin - 1]?.bare ?? ''))) begin -= 1;
  // Straight behind the words `SHA-256` is one of them, and `#12` may be: "a regression of #12".
  while (words[begin]?.isRemark || TICKET.test(words[begin]?.bare ?? '')) begin += 1;
  return words.slice(begin).every(({ bare }) => bare === '') ? words.length : begin;
}

/** What words with a key say, those in remarks last; `taken` are the indexes of those that say what counts. */
function readFields(words: readonly (Word | undefined)[]): { marked: Marked; unread: Unread[]; taken: Set<number> } {
  const marked: Marked = {};
  const taken = new Set<number>();
  const given = new Set<string>();
  const found = words.flatMap((word, index) => {
    const [, key = '', value = ''] = FIELD.exec(word?.bare ?? '') ?? [];
    return word && key ? [{ ...word, field: key.toLowerCase() as Field, value, index }] : [];
  });
  const unread = [...found.filter(({ isRemark }) => !isRemark), ...found.filter(({ isRemark }) => isRemark)].flatMap(
    ({ field, value, bare, index, isRemark }): (Unread & { index: number })[] => {
      // What was before is told in a remark.
      if (isRemark && given.has(field)) return [];
      given.add(field);
      const read = readField(field, value);
      if (!read) return [{ field, value, written: bare, index }];
      const [name, own] = Object.entries(read)[0] as [keyof Marked, string];
      if (marked[name] !== undefined && marked[name] !== own) {
        return [{ field, value, written: bare, isSecond: true, index }];
      }
      Object.assign(marked, read);
      taken.add(index);
      return [];
    },
  );
  return { marked, taken, unread: unread.sort((a, b) => a.index - b.index).map(({ index: _, ...each }) => each) };
}

/** What stays of a word that is taken out of a text: the stop behind it, and the brackets of a remark. */
function without({ lead, end, isRemark }: Word): string {
  return isRemark ? `${lead && ` ${lead}`}${end}` : end.replaceAll(/[)\]]/g, '');
}

interface Word {
  written: string;
  /** Without the brackets and stops around it. */
  bare: string;
  /** Brackets before it. */
  lead: string;
  /** Stops and brackets behind it. */
  end: string;
  /** Whether it stands in brackets with words that are no marks. */
  isRemark: boolean;
}

/** Finds the words in brackets that hold more than marks. */
function withRemarks(words: readonly Omit<Word, 'isRemark'>[]): Word[] {
  const result = words.map((word) => ({ ...word, isRemark: false }));
  for (const [from, to] of outerBrackets(words.map(({ written }) => written))) {
    const group = result.slice(from, to + 1);
    const isRemark = group.some(({ bare }) => !isMark(bare));
    for (const word of group) word.isRemark = isRemark;
  }
  return result;
}

/** The first and the last word of what stands in brackets over several words; one without its other is none. */
function outerBrackets(words: readonly string[]): [from: number, to: number][] {
  const open: number[] = [];
  const pairs: [number, number][] = [];
  for (const [index, word] of words.entries()) {
    for (const [sign] of word.matchAll(/[()[\]]/g)) {
      const from = '(['.includes(sign) ? undefined : open.pop();
      if ('(['.includes(sign)) open.push(index);
      // What it holds is part of it.
      else if (from !== undefined && from < index) {
        while ((pairs.at(-1)?.[0] ?? -1) >= from) pairs.pop();
        pairs.push([from, index]);
      }
    }
  }
  return pairs;
}

// No mark is longer, and to look for its end would take long.
const LONGEST = 200;

/** A word of a text, apart from the brackets and stops around it. */
function wordOf(written: string): Omit<Word, 'isRemark'> {
  if (written.length > LONGEST) return { written, lead: '', bare: written, end: '' };
  const [, lead = '', bare = '', end = ''] = /^(?:[-–—|]+$|([([]*)(.*?)([.,;)\]]*)$)/.exec(written) ?? [];
  return { written, lead, bare, end };
}

/** Whether a word has the form of a mark; what is nothing but punctuation stands between two of them. */
function isMark(bare: string): boolean {
  return bare === '' || FIELD.test(bare) || OWNER.test(bare) || TICKET.test(bare);
}
