import type { FeaturedDocument } from '../../../search/manifest.ts';
import { createElement } from '../dom.ts';
import { href } from '../href.ts';
import { formats, t } from '../text.ts';
import type { ResultContent } from './result-content.ts';

/** The list of a combobox: links that are selected with the arrow keys while the field keeps the focus. */
export interface Options {
  /** Shows results; `all` links to all of them. Keeps the selection if the selected result is still there. */
  show(results: readonly { id: string; content: ResultContent }[], all?: { title: string; address: string }): void;
  /** Shows postmortems under headings. */
  offer(groups: readonly { title: string; documents: readonly FeaturedDocument[] }[]): void;
  clear(): void;
  /** Moves the selection by 1 or -1; past either end, it returns to the field. */
  move(step: 1 | -1): void;
  /** Clears the selection. */
  drop(): void;
  /** Address of the selected option, if any. */
  chosen(): string | undefined;
}

/** Makes a listbox the popup of a combobox. */
export function makeOptions(input: HTMLInputElement, list: HTMLElement): Options {
  let chosen = -1;
  const options = () => [...list.querySelectorAll<HTMLAnchorElement>('[role="option"]')];

  function choose(place: number): void {
    chosen = place;
    for (const [at, option] of options().entries()) {
      option.setAttribute('aria-selected', String(at === chosen));
      if (at === chosen) option.scrollIntoView({ block: 'nearest' });
    }
    const option = options()[chosen];
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function fill(...nodes: readonly Node[]): void {
    const before = nameOf(options()[chosen]);
    list.replaceChildren(...nodes);
    for (const [at, option] of options().entries()) option.id = `dialogOption${at}`;
    input.setAttribute('aria-expanded', String(nodes.length > 0));
    choose(before === undefined ? -1 : options().findIndex((each) => nameOf(each) === before));
  }

  return {
    show(results, all) {
      const items = results.map(({ id, content }) => resultOption(id, content));
      fill(...items, ...(all ? [option(all.address, 'option-all', all.title)] : []));
    },
    offer(groups) {
      const filled = groups.filter(({ documents }) => documents.length > 0);
      fill(
        ...filled.map(({ title, documents }, at) => {
          const heading = createElement(
            'p',
            { id: `dialogGroup${at}`, class: 'option-group', role: 'presentation' },
            title,
          );
          const items = documents.map(({ id, title: name, date, impact }) => {
            const shownImpact = impact === undefined ? [] : [t('search.impact', { percent: formats.percent(impact) })];
            const facts = [formats.day(date), ...shownImpact].join(' · ');
            const text = [
              createElement('span', { class: 'option-title' }, name),
              createElement('span', { class: 'option-facts' }, facts),
            ];
            return option(href(`postmortems/${id}/`), '', ...text);
          });
          return createElement('div', { role: 'group', 'aria-labelledby': heading.id }, heading, ...items);
        }),
      );
    },
    clear: () => fill(),
    move(step) {
      const count = options().length + 1;
      // The field itself is part of the cycle.
      choose(((chosen + 1 + step + count) % count) - 1);
    },
    drop: () => choose(-1),
    chosen: () => options()[chosen]?.href,
  };
}

/** Identifies an option across updates. Addresses of results change with the highlighted terms, so ids are used. */
function nameOf(each: HTMLAnchorElement | undefined): string | undefined {
  return each?.dataset.result ?? each?.href;
}

function resultOption(id: string, { address, title, facts, evidence, excerpt, section }: ResultContent): HTMLElement {
  const element = option(
    section?.address ?? address,
    '',
    createElement('span', { class: 'option-title' }, ...title),
    createElement(
      'span',
      { class: 'option-facts' },
      ...(evidence ? [evidence, ' · '] : []),
      ...facts.flatMap((fact, at) => (at === 0 ? [fact] : [' · ', fact])),
    ),
    createElement('span', { class: 'option-excerpt' }, ...excerpt),
  );
  element.dataset.result = id;
  return element;
}

function option(address: string, kind: string, ...content: readonly (Node | string)[]): HTMLElement {
  return createElement(
    'a',
    { href: address, role: 'option', tabindex: '-1', class: `option ${kind}`, 'aria-selected': 'false' },
    ...content,
  );
}
