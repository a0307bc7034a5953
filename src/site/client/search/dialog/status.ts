import type { Closeness } from '../../../../search/closeness.ts';
import { makeSlowNotice } from '../slow-notice.ts';
import type { DialogElements } from './elements.ts';

/** What the dialog says of a search, besides the results. */
export interface Status {
  /** Shows the state of the search, how close the results are, a message, and what helps further. */
  show(state: string, closeness: Closeness | undefined, message: string, ...help: Node[]): void;
  /** Marks the search as running. Says so if it takes long. */
  wait(): void;
}

/** Connects the status of a search to the elements of the dialog. */
export function makeStatus({ root, status, advice, list }: DialogElements): Status {
  const slowNotice = makeSlowNotice((message) => {
    status.textContent = message;
  });
  return {
    show(state, closeness, message, ...help) {
      slowNotice.end();
      root.dataset.searchState = state;
      if (closeness) root.dataset.searchAnswer = closeness;
      else delete root.dataset.searchAnswer;
      list.setAttribute('aria-busy', 'false');
      status.textContent = message;
      advice.replaceChildren(...help);
    },
    wait() {
      root.dataset.searchState = 'loading';
      list.setAttribute('aria-busy', 'true');
      slowNotice.begin();
    },
  };
}
