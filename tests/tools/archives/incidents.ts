import type { ActionItem } from '../../../src/postmortem/body/action-items.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';
import { parseTimestamp } from '../../../src/postmortem/time/parse-timestamp.ts';
import type { Timestamp } from '../../../src/postmortem/time/timestamp.ts';

/** An incident of which little is known: what a test is about is given. */
export function incident(id: string, day: string, more: Partial<Postmortem> = {}): Postmortem {
  return {
    ...{ id, path: `${id}.md`, title: id, status: 'final', visibility: 'public', cause: 'network' },
    ...{ trigger: 'unknown', detection: 'unknown', contributing: [], services: [], teams: [], authors: [], tags: [] },
    ...{ recurs: [], related: [], unrelated: [], aliases: [], links: [], fields: {}, timeline: [], actions: [] },
    started: { precision: 'day', date: day },
    ...more,
  };
}

/** An action of which only its status is known, and what a test is about. */
export function action(status: ActionItem['status'], more: Partial<ActionItem> = {}): ActionItem {
  return { title: 'Do it', line: 1, status, ...more };
}

let count = 0;

/** A postmortem of which only the start and what is given is known; `started` as in the frontmatter. */
export function postmortem(started: string, more: Partial<Postmortem> = {}): Postmortem {
  return incident(`${started.slice(0, 10)}-${++count}`, '', { started: time(started), ...more });
}

/** A timestamp as in the frontmatter. Throws where it is none. */
export function time(text: string): Timestamp {
  const timestamp = parseTimestamp(text);
  if (typeof timestamp !== 'object') throw new Error(`${text} is no time`);
  return timestamp;
}

/** Entries of a timeline from its lines, such as `2024-04-15T15:50:00Z Alert`; a third word in brackets marks a milestone. */
export function timeline(...lines: string[]): Postmortem['timeline'] {
  return lines.map((text, index) => {
    const [at = '', word = '', mark] = text.split(' ');
    const instant = time(at);
    if (instant.precision !== 'time') throw new Error(`${at} has no clock time`);
    const milestone = mark?.slice(1, -1) as Postmortem['timeline'][number]['milestone'];
    return { at: instant, text: word, ...(milestone && { milestone }), line: index + 1 };
  });
}
