import type { ActionItem } from '../../../src/postmortem/body/action-items.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';
import { parseTimestamp } from '../../../src/postmortem/time/parse-timestamp.ts';
import type { Timestamp } from '../../../src/postmortem/time/timestamp.ts';

/** Makes an incident with minimal data; `more` adds what the test is about. */
export function incident(id: string, day: string, more: Partial<Postmortem> = {}): Postmortem {
  return {
    ...{ id, path: `${id}.md`, title: id, kind: 'incident', status: 'final', visibility: 'public', cause: 'network' },
    ...{
      trigger: 'unknown',
      detection: 'unknown',
      contributing: [],
      services: [],
      teams: [],
      authors: [],
      roles: {},
      tags: [],
    },
    ...{ recurs: [], related: [], unrelated: [], aliases: [], links: [], fields: {}, timeline: [], actions: [] },
    started: { precision: 'day', date: day },
    ...more,
  };
}

/** Makes an action item with minimal data; `more` adds what the test is about. */
export function action(status: ActionItem['status'], more: Partial<ActionItem> = {}): ActionItem {
  return { title: 'Do it', line: 1, status, ...more };
}

let count = 0;

/** Makes a postmortem with minimal data; `started` is written as in the frontmatter. */
export function postmortem(started: string, more: Partial<Postmortem> = {}): Postmortem {
  return incident(`${started.slice(0, 10)}-${++count}`, '', { started: time(started), ...more });
}

/** Parses a timestamp as in the frontmatter. Throws if it is invalid. */
export function time(text: string): Timestamp {
  const timestamp = parseTimestamp(text);
  if (typeof timestamp !== 'object') throw new Error(`${text} is not a time`);
  return timestamp;
}

/** Makes timeline entries from lines such as `2024-04-15T15:50:00Z Alert`; a third word in brackets marks a milestone. */
export function timeline(...lines: string[]): Postmortem['timeline'] {
  return lines.map((text, index) => {
    const [at = '', word = '', mark] = text.split(' ');
    const instant = time(at);
    if (instant.precision !== 'time') throw new Error(`${at} has no clock time`);
    const milestone = mark?.slice(1, -1) as Postmortem['timeline'][number]['milestone'];
    return { at: instant, text: word, ...(milestone && { milestone }), line: index + 1 };
  });
}
