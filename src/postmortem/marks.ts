import { isDay } from './time.ts';

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
 * Within the text the same words are the author's, dates aside, which are nothing else wherever they stand. What is
 * read is not in the title; what cannot be read stays there.
 */
export function readMarks(text: string): { title: string; marked: Marked; unread: Unread[] } {
  const words = text.trim().replaceAll(SPACED_DATE, '$1:').split(/\s+/).map(wordOf);
  const marked: Marked = {};
  const unread: Unread[] = [];
  /** Takes a word for a mark, unless it is a second one of its kind. */
  const take = (bare: string): boolean => {
    const [, key = '', value = ''] = FIELD.exec(bare) ?? [];
    const field = key.toLowerCase() as Field;
    const found = key ? readField(field, value) : OWNER.test(bare) ? { owner: bare } : { ticket: bare };
    if (!found) unread.push({ field, value, written: bare });
    if (!found || Object.keys(found).some((name) => name in marked)) return false;
    Object.assign(marked, found);
    return true;
  };

  let begin = words.length;
  while (begin > 0 && isMark(words[begin - 1]?.bare ?? '')) begin -= 1;
  // Straight behind the words `SHA-256` is one of them, and `#12` may be: "a regression of #12".
  while (TICKET.test(words[begin]?.bare ?? '')) begin += 1;
  if (words.slice(begin).every(({ bare }) => bare === '')) begin = words.length;
  // From the end: of two owners the last is one, in "Pin @babel/core @web".
  const kept = words
    .slice(begin)
    .reverse()
    .filter(({ bare }) => bare !== '' && !take(bare))
    .reverse();
  const own = words
    .slice(0, begin)
    .map(({ written, bare, stop }) => (DATE_FIELD.test(bare) && take(bare) ? stop : ` ${written}`))
    .join('');
  const before = begin < words.length ? own.replace(/[,;]$/, '') : own;
  const title = [before.trim(), ...kept.map(({ written }) => written)].join(' ').trim();
  const ticket = marked.ticket ?? NUMBER.exec(title)?.[1];
  return { title, marked: { ...marked, ...(ticket && { ticket }) }, unread };
}

// No mark is longer, and to look for its end would take long.
const LONGEST = 200;

/** A word of a text, `bare` without the brackets and stops around it, and `stop` as what stays where it is taken out. */
function wordOf(written: string): { written: string; bare: string; stop: string } {
  if (written.length > LONGEST) return { written, bare: written, stop: '' };
  const [, bare = '', end = ''] = /^(?:[-–—|]+$|[([]*)(.*?)([.,;)\]]*)$/.exec(written) ?? [];
  return { written, bare, stop: end.replaceAll(/[)\]]/g, '') };
}

/** Whether a word has the form of a mark; what is nothing but punctuation stands between two of them. */
function isMark(bare: string): boolean {
  return bare === '' || FIELD.test(bare) || OWNER.test(bare) || TICKET.test(bare);
}
