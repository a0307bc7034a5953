/** Returns the words at the start of a text that fit into `most` characters, and ` …`. */
export function cutBetweenWords(text: string, most: number): string {
  const start = text.slice(0, most);
  const end = start.lastIndexOf(' ');
  // Without spaces, as in Chinese, the cut must not split a character.
  return `${(end > 0 ? start.slice(0, end) : start.replace(/[\uD800-\uDBFF]$/, '')).replace(/[\s,;:]+$/, '')} …`;
}
