// Re-exported for `src/site/components`, which may import `archive` but not `diagnostics`.
export { countOf, formatCount, nounFor } from '../diagnostics/count.ts';
