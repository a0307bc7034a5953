import type { Action } from '../../src/postmortem/actions.ts';
import type { Postmortem } from '../../src/postmortem/postmortem.ts';

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

/** An action of which only its state is known, and what a test is about. */
export function action(state: Action['state'], more: Partial<Action> = {}): Action {
  return { title: 'Do it', line: 1, state, ...more };
}
