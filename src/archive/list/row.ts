import type { RankedFact } from '../../search/facts.ts';

/** What lists show of a postmortem, and filter and sort by. Its `document` is the id of the postmortem. */
export interface ListRow extends RankedFact {
  title: string;
  tags: readonly string[];
  /** `draft` or `review`; absent for a final postmortem. */
  status?: string;
  /** The impact as text, if it is more than a percentage: an estimate, a bound or an amount in another unit. */
  impactText?: string;
  /** Whether it declares to repeat an earlier incident. */
  recurred: boolean;
  /** Short values of custom fields, shown below the title. */
  notes: readonly string[];
  /** Values of the custom fields that are columns, in the order of `ListFrame.columns`; absent without such columns. */
  cells?: readonly (ListCell | undefined)[];
}

/** A value of a custom field. */
export interface ListCell {
  /** The value by which rows are sorted. */
  sort: string | number;
  /** The value as text, in parts: some are links. */
  parts: readonly ListPart[];
}

export type ListPart = string | readonly [text: string, address: string];

/** What all rows of an archive have in common: titles and texts in its language. Plain data. */
export interface ListFrame {
  /** Titles of causes and services that differ from their ids, by id. */
  causes: Readonly<Record<string, string>>;
  services: Readonly<Record<string, string>>;
  /** The severities of the archive, most severe first, with their rank from 1 to 4. */
  severities: readonly { name: string; rank: number }[];
  /** Custom fields that are columns. */
  columns: readonly { key: string; label: string; isNumber: boolean }[];
  words: Readonly<Record<'unknown' | 'nearMiss' | 'recurrence' | 'cause' | 'lasted' | 'impact', string>>;
  /** The names of the statuses `draft` and `review`. */
  statuses: Readonly<Record<string, string>>;
}

/** Returns the title of a cause. */
export function causeOf({ cause }: Pick<ListRow, 'cause'>, { causes }: Pick<ListFrame, 'causes'>): string {
  return titleOf(cause, causes);
}

/** Returns the titles of the services of a row as one text. */
export function servicesOf({ services }: Pick<ListRow, 'services'>, frame: Pick<ListFrame, 'services'>): string {
  return services.map((id) => titleOf(id, frame.services)).join(', ');
}

/** Ids may be names of properties that every object has. */
function titleOf(id: string, titles: Readonly<Record<string, string>>): string {
  return (Object.hasOwn(titles, id) && titles[id]) || id;
}
