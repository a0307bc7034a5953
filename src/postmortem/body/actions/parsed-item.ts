import type { ActionItem } from '../action-items.ts';
import type { ActionFields, InvalidField } from './action-fields.ts';
import type { ActionStatus } from './status.ts';

/** An action item, with its fields whose values are invalid. */
export interface ParsedItem {
  action: ActionItem;
  invalidFields: InvalidField[];
}

/** Creates an action item from its fields; `status` is what else tells its status. */
export function makeItem(
  title: string,
  { fields, invalidFields }: { fields: ActionFields; invalidFields: InvalidField[] },
  status: ActionStatus,
  line = 1,
): ParsedItem {
  const { owner, coOwners, due, done, type, ticket, url } = fields;
  const action: ActionItem = {
    title,
    ...(owner && { owner }),
    ...(coOwners && { coOwners }),
    ...(due && { due }),
    ...(done && { done }),
    ...(type && { type }),
    ...(ticket && { ticket }),
    ...(url && { url }),
    status,
    line,
  };
  return { action, invalidFields };
}
