/**
 * The interface in English. Keys name the feature, then what the text says; `de.ts` and other languages have the same keys and
 * placeholders. Texts that browsers need are in `client`.
 */
export const en = {
  // The frame of every page
  'frame.skip': 'Skip to content',
  // Values of a postmortem
  'facts.severity': 'Severity',
  'facts.duration': 'Duration',
  'facts.impact': 'Impact',
  'facts.cause': 'Cause',
  'facts.services': { one: 'Affected service', other: 'Affected services' },
} as const;

/** Texts for scripts in the browser. */
export const client = {
  'search.unavailable': 'The search could not be loaded. The network or the site may be down.',
  'search.retry': 'Try again',
} as const;
