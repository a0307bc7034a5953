/** Valid frontmatter as YAML values by key; tests change some of them. */
export const VALID_FRONTMATTER = {
  title: 'Login fails',
  started: '2024-04-15T15:45:00Z',
  resolved: '2024-04-15T17:45:00Z',
  impact: '30',
  cause: 'config-change',
};

/** The beginning of a document: the required keys only, as unknown as they may be. */
export const REQUIRED_FRONTMATTER = `---
title: Something happened
started: 2024-01-02
duration: unknown
impact: unknown
cause: unknown
---
`;

/** Returns the lines of valid frontmatter with changes; `undefined` removes a key. */
export function frontmatterLines(changes: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries({ ...VALID_FRONTMATTER, ...changes });
  return entries.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}\n`])).join('');
}
