/** The site of Astro's own commands; `undefined` in the compiled renderer, which gets its site at run time. */
declare module 'nevertwice:site' {
  const json: import('./data/site-json.ts').SiteJson | undefined;
  export default json;
}
