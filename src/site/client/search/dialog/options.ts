import type { NamedDestination } from '../../../../search/destinations.ts';
import type { FeaturedDocument } from '../../../../search/manifest.ts';
import { createElement } from '../../dom.ts';
import { href } from '../../href.ts';
import { formats, t } from '../../text.ts';
import type { ResultContent } from '../result-content.ts';

/** The list of a combobox: links that are selected with the arrow keys while the field keeps the focus. */
export interface Options {
  /** Shows an answer. Keeps the selection if the selected option is still there. */
  show(answer: ShownAnswer): void;
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

/** What the dialog answers to a query. */
export interface ShownAnswer {
  results: readonly { id: string; content: ResultContent }[];
  /** Links to all results. */
  all?: { title: string; address: string } | undefined;
  /** Whether to select the first result, unless the user has selected another option for this query. */
  isSure: boolean;
  /** Pages that the query may name; before the results if it is the whole name of one. */
  destinations: readonly NamedDestination[];
}

/** Makes a listbox the popup of a combobox. */
export function makeOptions(input: HTMLInputElement, list: HTMLElement): Options {
  let chosen = -1;
  // Whether the user has moved the selection since it was last cleared.
  let hasMoved = false;
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
    show({ results, all, isSure, destinations }) {
      const items = results.map(({ id, content }) => resultOption(id, content));
      if (all) items.push(option(all.address, 'option-all', all.title));
      const pages = destinations.map(destinationOption);
      if (pages.length === 0) fill(...items);
      else {
        const groups = [
          { title: t('search.goTo'), items: pages },
          { title: t('search.postmortems'), items },
        ];
        const isFirst = destinations.some(({ isExact }) => isExact);
        fill(...groupsOf(isFirst ? groups : groups.reverse()));
      }
      const best = options().findIndex(({ dataset }) => dataset.result !== undefined);
      if (isSure && !hasMoved && chosen < 0) choose(best);
    },
    offer(groups) {
      fill(...groupsOf(groups.map(({ title, documents }) => ({ title, items: documents.map(featuredOption) }))));
    },
    clear: () => fill(),
    move(step) {
      hasMoved = true;
      const count = options().length + 1;
      // The field itself is part of the cycle.
      choose(((chosen + 1 + step + count) % count) - 1);
    },
    drop() {
      hasMoved = false;
      choose(-1);
    },
    chosen: () => options()[chosen]?.href,
  };
}

/** Returns groups with their headings, without empty ones. */
function groupsOf(groups: readonly { title: string; items: readonly HTMLElement[] }[]): HTMLElement[] {
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ title, items }, at) => {
      const heading = createElement(
        'p',
        { id: `dialogGroup${at}`, class: 'option-group', role: 'presentation' },
        title,
      );
      return createElement('div', { role: 'group', 'aria-labelledby': heading.id }, heading, ...items);
    });
}

function featuredOption({ id, title, date, impact }: FeaturedDocument): HTMLElement {
  const shownImpact = impact === undefined ? [] : [t('search.impact', { percent: formats.percent(impact) })];
  return option(
    href(`postmortems/${id}/`),
    '',
    createElement('span', { class: 'option-title' }, title),
    createElement('span', { class: 'option-facts' }, [formats.day(date), ...shownImpact].join(' · ')),
  );
}

function destinationOption({ kind, title, path, count }: NamedDestination): HTMLElement {
  const listed = count === undefined ? [] : [t('search.found', { count })];
  return option(
    href(path),
    'option-page',
    createElement('span', { class: 'option-title' }, title),
    createElement('span', { class: 'option-facts' }, [t(`search.destination.${kind}`), ...listed].join(' · ')),
  );
}

/** Identifies an option across updates. Addresses of results change with the highlighted terms, so ids are used. */
function nameOf(each: HTMLAnchorElement | undefined): string | undefined {
  return each?.dataset.result ?? each?.href;
}

function resultOption(id: string, content: ResultContent): HTMLElement {
  const { address, title, facts, match, evidence, line, resolution, excerpt, section } = content;
  const row = (name: string, ...children: readonly (Node | string)[]) =>
    createElement('span', { class: `option-${name}` }, ...children);
  // The same error asks for its remedy; other results for why they match.
  const target = match === 'same-error' ? resolution?.address : section?.address;
  // The name of the option is its content: without the excerpt, it ends with what fixed the incident.
  const excerptRow = row('excerpt', ...excerpt);
  excerptRow.ariaHidden = 'true';
  const element = option(
    target ?? section?.address ?? address,
    '',
    row('title', ...title),
    row(
      'facts',
      ...(evidence ? [evidence, ' · '] : []),
      ...facts.flatMap((fact, at) => (at === 0 ? [fact] : [' · ', fact])),
    ),
    ...(line ? [row('line', ...line)] : []),
    ...(resolution
      ? [
          row(
            'resolution',
            createElement('span', { class: 'option-label' }, t('search.resolution')),
            ' ',
            createElement('bdi', {}, resolution.text),
          ),
        ]
      : []),
    excerptRow,
  );
  element.dataset.result = id;
  element.dataset.match = match;
  return element;
}

function option(address: string, kind: string, ...content: readonly (Node | string)[]): HTMLElement {
  return createElement(
    'a',
    { href: address, role: 'option', tabindex: '-1', class: `option ${kind}`, 'aria-selected': 'false' },
    ...content,
  );
}
