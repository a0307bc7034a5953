/** Maximum number of characters of a query. Longer queries are reduced to their most significant lines. */
export const MAX_QUERY = 10_000;
