import { Document } from 'yaml';
import type { Draft } from './model.ts';

/** Formats a draft as a document: the frontmatter with its comments, and the body word for word. */
export function formatDraft({ fields, remarks, body }: Pick<Draft, 'fields' | 'remarks' | 'body'>): string {
  const document = new Document({});
  for (const { key, value, comment } of fields) {
    const node = document.createNode(value, { flow: true });
    if (comment) node.comment = ` ${oneLine(comment)}`;
    document.add(document.createPair(key, node));
  }
  const yaml = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  const comments = remarks.map((line) => `# ${oneLine(line)}\n`).join('');
  return `---\n${yaml}${comments}---\n${body.startsWith('\n') ? '' : '\n'}${body}`;
}

/** A comment ends with its line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' ').trimEnd();
}
