import { stringify } from 'yaml';

const HEADER = /^title:\t[^\n]*\n(?:[a-z][\w -]*:\t?[^\n]*\n)+--\n/;

/** Turns the header of an issue, as `gh issue view` prints it, into frontmatter. Other texts stay as they are. */
export function fromIssue(text: string): string {
  const [header = ''] = HEADER.exec(text) ?? [];
  if (header === '') return text;
  const pairs = header.split('\n').flatMap((line): [string, string][] => {
    const [, key = '', value = ''] = /^([^:]+):\t?(.*)$/.exec(line) ?? [];
    return key !== '' && value.trim() !== '' ? [[key, value.trim()]] : [];
  });
  return `---\n${stringify(Object.fromEntries(pairs), { lineWidth: 0 })}---\n${text.slice(header.length)}`;
}
