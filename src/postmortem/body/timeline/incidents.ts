import type { Section } from '../sections.ts';

const NUMBERED =
  /^(?:incident|outage|issue|event|occurrence)\s*(?:#|no\.?\s*)?(?:\d{1,3}|[a-d]|i{1,3}|one|two|three)\b/i;

/**
 * Returns the heading of the second incident if a document has timelines of several: in sections named `Incident 1` and so on, or
 * in two sections of the same level of which each has its own. One timeline must not be made of them.
 */
export function secondIncident(sections: readonly Section[]): Section | undefined {
  const numbered = new Set<Section>();
  const parents = new Set<Section>();
  const open: Section[] = [];
  for (const section of sections) {
    while ((open.at(-1)?.heading.depth ?? 0) >= section.heading.depth) open.pop();
    const parent = open.at(-1);
    if (section.kinds.includes('timeline')) {
      const incident = [...open, section].findLast(({ title }) => NUMBERED.test(title));
      if (incident) numbered.add(incident);
      if (parent && !parent.kinds.includes('timeline')) parents.add(parent);
    }
    open.push(section);
  }
  const [first, second] = parents;
  return [...numbered][1] ?? (first?.heading.depth === second?.heading.depth ? second : undefined);
}
