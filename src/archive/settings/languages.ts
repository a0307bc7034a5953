/** Languages of the interface; `src/site/language` has a file for each. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
