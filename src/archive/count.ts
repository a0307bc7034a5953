// Re-exported for `src/site/components`, which may import `archive` but not `diagnostics`.
export { countOf, formatCount } from '../diagnostics/count.ts';
