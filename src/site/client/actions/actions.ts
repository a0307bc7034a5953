// The list of all action items.
import { type ActionRow, type ActionTable, readActions } from '../../../archive/actions/action-row.ts';
import {
  type ActionChoice,
  actionFiltersToRelax,
  actionsWith,
  countActions,
  formatActionChoice,
  parseActionChoice,
  passesFilters,
} from '../../../archive/actions/choose-actions.ts';
import { href } from '../href.ts';
import type { ListKind } from '../list/list-kind.ts';
import { runList } from '../list/run-list.ts';
import { loadJson } from '../load-json.ts';
import { retryingOnce } from '../retrying.ts';
import { formats, t } from '../text.ts';
import { actionHtml } from './action-html.ts';

const options = {
  ...{ href, formatDay: formats.day, owners: true },
  texts: {
    status: (status: 'open' | 'overdue' | 'done' | 'dropped' | 'unknown') => t(`actionStatus.${status}`),
    type: (type: NonNullable<ActionRow['type']>) => t(`actionType.${type}`),
    doneOn: (day: string) => t('action.doneOn', { day }),
    dueOn: (day: string) => t('action.dueOn', { day }),
    late: (count: number) => t('action.late', { count }),
    openSince: (day: string) => t('action.openSince', { day }),
    closedOn: (day: string) => t('action.closedOn', { day }),
    noDueDate: t('action.noDueDate'),
    from: (postmortem: string) => t('action.from', { postmortem }),
  },
};

const ACTIONS: ListKind<ActionRow, ActionChoice> = {
  parse: parseActionChoice,
  format: formatActionChoice,
  isDefault: (choice) => formatActionChoice(choice) === '',
  load: retryingOnce(async () => {
    const rows = readActions(await loadJson<ActionTable>(href('actions.json')));
    return {
      all: rows,
      with: (text) => actionsWith(rows, text),
      chosen: (named, { filters }) => named.filter((row) => passesFilters(row, filters)),
      counts: countActions,
      relax: actionFiltersToRelax,
      html: (row) => actionHtml(row, options),
    };
  }),
  texts: {
    found: (found, total) => t('actions.found', { found, total }),
    none: t('actions.noneForFilters'),
    removeFilter: (facet, values, count) => t('actions.removeFilter', { facet, values, count }),
    facet: () => undefined,
  },
};

const root = document.querySelector<HTMLElement>('[data-list]');
if (root) runList(root, document.querySelector<HTMLFormElement>('form[data-filters]'), ACTIONS);
