/** A cell of a table: text, or text that links to a page of the site. */
export type Cell = string | number | { text: string; address: string };
