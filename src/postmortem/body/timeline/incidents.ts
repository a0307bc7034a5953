import type { Section } from '../sections.ts';

const NUMBERED =
  /^(?:incident|outage|issue|event|occurrence)\s*(?:#|no\.?\s*)?(?:\d{1,3}|[a-d]|i{1,3}|one|two|three)\b/i;

// Issues and events are also the parts of one incident.
const INCIDENT = /^(?:incident|outage)/i;

/**
 * Returns the headings of the incidents if a document is about several, in order: sections named `Incident 1` and so on that have
 * known sections, or two sections of the same level of which each has a timeline. Empty for one incident.
 */
export function incidentsIn(sections: readonly Section[]): Section[] {
  const withTimelines = incidentsWithTimelines(sections);
  if (withTimelines.length > 1) return withTimelines;
  const numbered = new Set<Section>();
  const open: Section[] = [];
  for (const section of sections) {
    while ((open.at(-1)?.heading.depth ?? 0) >= section.heading.depth) open.pop();
    const incident = open.findLast(
      ({ title, kinds }) => kinds.length === 0 && NUMBERED.test(title) && INCIDENT.test(title),
    );
    if (incident && section.kinds.length > 0) numbered.add(incident);
    open.push(section);
  }
  return numbered.size > 1 ? [...numbered] : [];
}

/** Returns the heading of the second incident if a document has several timelines. One timeline must not be made of them. */
export function secondIncident(sections: readonly Section[]): Section | undefined {
  return incidentsWithTimelines(sections)[1];
}

function incidentsWithTimelines(sections: readonly Section[]): Section[] {
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
  if (numbered.size > 1) return [...numbered];
  const [first, second] = parents;
  return first?.heading.depth === second?.heading.depth ? [...parents] : [];
}
