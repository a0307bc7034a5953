import { isMap, isScalar, parseDocument, visit } from 'yaml';
import type { Settings } from '../../archive/settings.ts';
import { kindOf, type SectionKind } from '../../postmortem/body/section-names.ts';
import { normalizedText } from '../../postmortem/normalized-text.ts';

/** Values that `nevertwice new` inserts into a template: keys of the frontmatter, and values of `{{title}}` and similar. */
export interface Filling {
  frontmatter: Readonly<Record<string, string | readonly string[]>>;
  words: Readonly<Record<string, string>>;
}

const HINTS: Partial<Record<SectionKind, string>> = {
  summary: '[Describe in one or two sentences what failed, for whom and for how long.]',
  impact: '[Describe who was affected, and how.]',
  timeline: '- 00:00 [Describe the first symptom.]',
  detection: '[Describe who or what detected it, and what could have detected it earlier.]',
  'root-cause': '[Describe why it could happen, and what triggered it.]',
  resolution: '[Describe how it was resolved.]',
  lessons: '[Describe what went well, what went wrong, and where you were lucky.]',
  actions: '- [ ] {{What prevents this from happening again}} @owner due:YYYY-MM-DD type:prevent',
};

/** Returns the default template, with the sections of the archive's settings. */
export function makeTemplate({
  severities,
  sections,
  sectionNames,
}: Pick<Settings, 'severities' | 'sections' | 'sectionNames'>): string {
  const parts = sections.map((name) => {
    const kind = kindOf(name, sectionNames);
    return `\n## ${name}\n\n${(kind && HINTS[kind]) ?? '[Describe it.]'}\n`;
  });
  return `---
title: "{{title}}"
status: draft # then review, and final
severity: # ${severities.join(', ')}
started: "{{date}}" # with the time if known, such as 2024-04-15T15:45:00Z
detected:
mitigated:
resolved:
duration: unknown # such as 1h 35m; leave it out if started and resolved have clock times
impact: unknown # such as { percent: 30, of: logins }
cause: unknown # id of a cause; unknown is allowed
trigger: unknown
detection: unknown
services: []
tags: []
---
${parts.join('')}`;
}

/**
 * Creates a postmortem from the text of a template. Keeps its comments, order and other keys. Returns what is wrong with
 * an invalid template.
 */
export function fillTemplate(
  template: string,
  { frontmatter, words }: Filling,
): { text: string } | { problem: string } {
  const isCrlf = template.includes('\r\n');
  const plain = normalizedText(template);
  const [, yaml, body] = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n([\s\S]*))?$/m.exec(plain) ?? [];
  if (yaml === undefined || !plain.startsWith('---')) return { problem: 'has no frontmatter between two `---` lines' };
  const document = parseDocument(yaml);
  const [error] = document.errors;
  if (error) return { problem: `has frontmatter that is not valid YAML: ${error.message.split('\n', 1)[0]}` };
  if (document.contents !== null && !isMap(document.contents))
    return { problem: 'has frontmatter that is not a list of keys' };
  const replace = (text: string) => text.replaceAll(/\{\{(\w+)\}\}/g, (mark, name) => words[name] ?? mark);
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string') node.value = replace(node.value);
    },
  });
  for (const [key, value] of Object.entries(frontmatter)) {
    const node = document.get(key, true);
    // Keeps the comment.
    if (isScalar(node) && typeof value === 'string') Object.assign(node, { value, type: 'PLAIN' });
    else document.set(key, document.createNode(value, { flow: true }));
  }
  const text = `---\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n${replace(body ?? '')}`;
  return { text: isCrlf ? text.replaceAll('\n', '\r\n') : text };
}
