import type { AgeBand, LedgerStatus } from '../../../archive/actions/ledger.ts';
import type { ActionList } from '../../data/action-lists.ts';
import { t } from '../../data/text.ts';

/** Returns the name of a status as a heading. */
export function statusTitle(status: LedgerStatus): string {
  return status === 'undated' ? t('actions.noDueDate') : t(`actions.${status}`);
}

/** Returns the name of an age band. */
export function ageTitle({ fromDays, toDays }: Omit<AgeBand, 'entries'>): string {
  if (toDays === undefined) return t('actions.ageYears');
  return toDays === 730 ? t('actions.ageYear') : t('actions.ageDays', { from: fromDays, to: toDays });
}

/** Returns the title of a list of action items. */
export function listTitle(list: ActionList): string {
  if (list === 'unassigned') return t('actions.unassignedTitle');
  return 'status' in list ? t(`actions.${list.status}Title`) : t('actions.ownerTitle', { owner: list.owner.name });
}
