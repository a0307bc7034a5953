/** Characters of a query that are read; of a longer one, the lines that say most stand for it. */
export const LONGEST_QUERY = 10_000;
