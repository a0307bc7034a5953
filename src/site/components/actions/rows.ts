import type { ActionRow } from '../../../archive/actions/action-row.ts';
import { ageKeyOf, type LedgerEntry, ledgerStatusOf } from '../../../archive/actions/ledger.ts';
import { ownerSlug } from '../../../archive/actions/owners.ts';
import type { ListPart } from '../../../archive/list/row.ts';
import { ownersOf } from '../../../postmortem/body/action-items.ts';
import { splitAtTickets } from '../../../postmortem/tickets.ts';
import { daysBetween } from '../../../postmortem/time/days.ts';
import type { ActionOptions } from '../../client/actions/action-html.ts';
import { getSite } from '../../data/current.ts';
import { formatDay } from '../../data/format.ts';
import { t } from '../../data/text.ts';
import { href } from '../href.ts';

/** What is shown of action items. */
interface Shown {
  /** Whether to show the postmortem of each. */
  sources: boolean;
  /** The day for which the status is computed, `YYYY-MM-DD`; without it neither delays nor dates from git are shown. */
  asOf: string | undefined;
}

/** Returns what lists show of an action item. */
export function actionRow(entry: LedgerEntry, { sources, asOf }: Shown): ActionRow {
  const { action, postmortem } = entry;
  const { due, done, openSince, closedOn, type, ticket, url } = action;
  const isOverdue = asOf !== undefined && due !== undefined && entry.status === 'overdue';
  const reference = url === undefined ? ticket && textParts(ticket) : ([[ticket ?? t('action.link'), url]] as const);
  return {
    status: ledgerStatusOf(entry),
    title: textParts(action.title),
    owners: ownersOf(action).map((name) => [name, ownerSlug(name)] as const),
    services: postmortem.services,
    age: ageKeyOf(entry, asOf ?? getSite().asOf),
    ...(type && { type }),
    ...(due && { due }),
    ...(isOverdue && { late: daysBetween(due, asOf) }),
    ...(done && { done }),
    ...(asOf && openSince && openSince <= asOf && { openSince }),
    ...(asOf && closedOn && closedOn <= asOf && { closedOn }),
    ...(reference && { ticket: reference }),
    ...(sources && { source: { id: postmortem.id, title: postmortem.title } }),
  };
}

/** Splits a text at the tickets that it names, which are links if archive.yml has the address of their tracker. */
function textParts(text: string): ListPart[] {
  const parts = splitAtTickets(text, getSite().archive.settings.tickets);
  return parts.map(({ text, href }) => (href === undefined ? text : [text, href]));
}

/** Returns how pages show action items. */
export function actionOptions(owners: boolean): ActionOptions {
  return {
    ...{ href, formatDay, owners },
    texts: {
      status: (status) => t(`actionStatus.${status}`),
      type: (type) => t(`actionType.${type}`),
      doneOn: (day) => t('action.doneOn', { day }),
      dueOn: (day) => t('action.dueOn', { day }),
      late: (count) => t('action.late', { count }),
      openSince: (day) => t('action.openSince', { day }),
      closedOn: (day) => t('action.closedOn', { day }),
      noDueDate: t('action.noDueDate'),
      from: (postmortem) => t('action.from', { postmortem }),
    },
  };
}
