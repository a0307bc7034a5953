import type { Postmortem } from '../postmortem/postmortem.ts';
import { stateOn } from './numbers.ts';

/** An action item with where it was promised and how it stands on a day. */
export interface PromisedAction {
  action: Postmortem['actions'][number];
  postmortem: Postmortem;
  state: ReturnType<typeof stateOn>;
}

const ORDER = ['overdue', 'open', 'done', 'dropped'];
const NEVER = '9999';

/**
 * The action items of some postmortems as they stand on a day (`YYYY-MM-DD`): overdue ones first, then open, done and
 * dropped; within a state the earliest due first, those without a date last.
 */
export function promisesOf(postmortems: readonly Postmortem[], day: string): PromisedAction[] {
  const promises = postmortems.flatMap((postmortem) =>
    postmortem.actions.map((action) => ({ action, postmortem, state: stateOn(action, day) })),
  );
  return promises.sort((a, b) => {
    const [first, second] = [a.action.due ?? NEVER, b.action.due ?? NEVER];
    return ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (first < second ? -1 : first > second ? 1 : 0);
  });
}
