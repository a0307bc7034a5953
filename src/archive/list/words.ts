/** Returns the rows whose text, in lower case, contains all words of a query, ignoring case. */
export function rowsWithWords<Row>(rows: readonly Row[], query: string, textOf: (row: Row) => string): readonly Row[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const own = textOf(row);
    return words.every((word) => own.includes(word));
  });
}
