import { splitRemark } from '../section-names.ts';

export type ActionStatus = 'open' | 'done' | 'dropped' | 'unknown';

const DONE = /^(?:done|closed|completed?|finished|fixed|resolved|yes|x|✓|✅|✔️?|☑️?|\[x\])$/i;
const DROPPED =
  /^(?:won['’]?t[-_ ]?(?:do|fix)|dropped|cancell?ed|rejected|obsolete|not (?:planned|needed|applicable)|\[-\])$/i;
// Any text may follow these words: `waiting for the vendor`.
const OPEN =
  /^(?:open|to[-_ ]?do|new|planned|scheduled|assigned|accepted|pending|ongoing|started|doing|wip|blocked|waiting|postponed|deferred|backlog|in[-_ ](?:progress|review|work)|not (?:started|done|yet)|on hold)(?![a-z])/i;
const OPEN_SIGN = /^(?:\[\s?\]|☐|⬜|🚧|⏳)$/u;

/** Returns the status that a word or phrase stands for, or `undefined` when it is not a known one. */
export function statusOf(word: string): Exclude<ActionStatus, 'unknown'> | undefined {
  if (DROPPED.test(word)) return 'dropped';
  if (DONE.test(word)) return 'done';
  return OPEN.test(word) || OPEN_SIGN.test(word) ? 'open' : undefined;
}

// Words that stand for a status also in a heading or within a text, where `new` and `x` may mean something else.
const LABELS: Readonly<Record<Exclude<ActionStatus, 'unknown'>, RegExp>> = {
  done: /^(?:already )?(?:done|closed|completed?|finished|fixed|resolved|implemented|taken|applied)$/,
  dropped: /^(?:won['’]?t[- ]?(?:do|fix)|dropped|cancell?ed|rejected|obsolete)$/,
  open: /^(?:open|to[- ]?do|planned|scheduled|pending|ongoing|wip|blocked|backlog|outstanding|upcoming|in[- ](?:progress|review)|not (?:started|done|yet done))$/,
};
const NOUN = '(?:action items?|actions?|items?|tasks?|measures?|steps?|work|follow[- ]?ups?|improvements?)';
const NOUNS = new RegExp(`^${NOUN}\\s+|\\s+${NOUN}$`, 'g');
const MAX_LABEL = 80;

function labelStatus(text: string): Exclude<ActionStatus, 'unknown'> | undefined {
  const word = text.trim().toLowerCase().replaceAll(NOUNS, '').trim();
  return (['done', 'dropped', 'open'] as const).find((status) => LABELS[status].test(word));
}

/**
 * Returns the status that a heading gives to the action items below it: `Done`, `Completed actions`, `Immediate actions
 * (completed)`. `undefined` when it says nothing about that.
 */
export function statusOfHeading(text: string): Exclude<ActionStatus, 'unknown'> | undefined {
  if (text.length > MAX_LABEL) return undefined;
  const plain = text.replaceAll(/[^\p{L}\p{N}\s()[\]'’:–—-]/gu, '').trim();
  const { name, remark = '' } = splitRemark(plain.replace(/[:\s]+$/, ''));
  return labelStatus(remark) ?? labelStatus(name) ?? labelStatus(plain.replace(/[:\s]+$/, ''));
}

const SIGN = /^(\[\s?\]|\[[xX✓✔]\]|\[[-–~]\]|✅|☑️?|✔️?|✓|☐|⬜|🚧|⏳)\s*/u;
const SIGN_AT_END = /\s(✅|☑️?|✔️?|✓)$/u;
const WORD = /^(?:[([]([\p{L}'’ -]{2,20})[)\]]\s*[:–—-]?\s*|([\p{L}'’ -]{2,20}):\s+)/u;
const WORD_AT_END = /(?:\s*[([]([\p{L}'’ -]{2,20})[)\]]|\s+[–—-]\s+([\p{L}'’ -]{2,20}))[.;,\s]*$/u;

/**
 * Splits a text from a sign or word for its status, at the start or the end: `[-] Rewrite it`, `✅ Add an alert`, `DONE: Add an
 * alert`, `Add an alert (in progress)`.
 */
export function splitStatus(text: string): { text: string; status?: Exclude<ActionStatus, 'unknown'> } {
  const sign = SIGN.exec(text);
  if (sign?.[1]) {
    const mark = sign[1]
      .toLowerCase()
      .replace(/^\[[✓✔]\]$/, '[x]')
      .replace(/^\[[–~]\]$/, '[-]');
    const status = statusOf(mark);
    return { text: text.slice(sign[0].length), ...(status && { status }) };
  }
  const end = SIGN_AT_END.exec(text.slice(-10));
  if (end) return { text: text.slice(0, text.length - end[0].length), status: 'done' };
  const before = WORD.exec(text.slice(0, 40));
  const statusBefore = before && labelStatus(before[1] ?? before[2] ?? '');
  if (statusBefore) return { text: text.slice(before[0].length), status: statusBefore };
  const tail = text.slice(-40);
  const after = WORD_AT_END.exec(tail);
  const statusAfter = after && labelStatus(after[1] ?? after[2] ?? '');
  return statusAfter ? { text: text.slice(0, text.length - after[0].length), status: statusAfter } : { text };
}
