/** A cell of a table: text, or text that leads to a page of the site. */
export type Cell = string | number | { text: string; address: string };
