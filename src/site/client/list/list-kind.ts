/** Chosen values by facet. */
export type FilterValues = Readonly<Record<string, readonly string[] | undefined>>;

/** What a reader has chosen of a list: which rows, and the page of the list. */
export interface Choice {
  /** Words that a row must contain. */
  text: string;
  filters: FilterValues;
  /** From 1. */
  page: number;
}

/** A kind of list, such as that of postmortems: its address, its rows and its texts. */
export interface ListKind<Row, Chosen extends Choice> {
  /** The inverse of `format`. */
  parse(parameters: URLSearchParams): Chosen;
  /** Formats a choice as `''` or a text that begins with `?`. */
  format(choice: Chosen): string;
  /** Returns whether a choice is what the page shows without scripts. */
  isDefault(choice: Chosen): boolean;
  /** Loads the rows once, and again after a failure. */
  load(): Promise<ListRows<Row, Chosen>>;
  texts: ListTexts;
}

/** The loaded rows of a list. */
export interface ListRows<Row, Chosen extends Choice> {
  all: readonly Row[];
  /** Returns the rows that contain the words of a text. */
  with(text: string): readonly Row[];
  /** Returns those of the rows that pass the filters, in the order of the choice. */
  chosen(rows: readonly Row[], choice: Chosen): readonly Row[];
  /** Returns the number of rows that each value of each facet would give. */
  counts(rows: readonly Row[], filters: Chosen['filters']): ValueCounts;
  /** Returns the facets whose filters exclude rows, with the number of rows without them. */
  relax(rows: readonly Row[], filters: Chosen['filters']): readonly { facet: string; count: number }[];
  html(row: Row): string;
}

/** The number of rows by facet and value. */
export type ValueCounts = Readonly<Record<string, ReadonlyMap<string, number> | undefined>>;

export interface ListTexts {
  found(found: number, total: number): string;
  none: string;
  removeFilter(facet: string, values: string, count: number): string;
  /** Returns the name of a facet within a sentence; `undefined` for those whose field has their name. */
  facet(facet: string): string | undefined;
}
