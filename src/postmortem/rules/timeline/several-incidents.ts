import { quote } from '../../../diagnostics/quote.ts';
import type { Finding } from '../../../diagnostics/rules.ts';
import { incidentsIn } from '../../body/timeline/incidents.ts';
import type { RuleContext } from '../context.ts';

const MAX_LISTED = 10;

/** Reports a document that is about several incidents, at the second one, with the lines on which they begin. */
export function severalIncidents({ sections, timeline, lineInFile }: RuleContext): Finding[] {
  const incidents = incidentsIn(sections).map(({ title, heading }) => {
    return { title, place: lineInFile(heading.position?.start.line ?? 1) };
  });
  const [, second] = incidents;
  if (!second) return [];
  const starts = incidents.slice(0, MAX_LISTED).map(({ title, place }) => `${quote(title)} on line ${place.line}`);
  const more = incidents.length - starts.length;
  const list = `${starts.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const isWithheld = timeline.unread.some(({ reasons }) => reasons.some(({ kind }) => kind === 'incidents'));
  const until = isWithheld ? ' Until then, the page shows the timelines as written.' : '';
  const help = `Give each a file of its own, with its own frontmatter: ${list}. \`nevertwice new\` creates such files; name the others under \`related\`.${until}`;
  const message = `Unexpected second incident ${quote(second.title)}, expected a document about one incident`;
  return [{ rule: 'several-incidents', place: second.place, message, help }];
}
