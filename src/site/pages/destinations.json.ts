import { pathOf } from '../../archive/groups/groups.ts';
import { type Destination, packDestinations } from '../../search/destinations.ts';
import { SECTIONS } from '../components/frame/sections.ts';
import { getSite } from '../data/current.ts';
import { subjectsOf } from '../data/routes.ts';
import { t } from '../data/text.ts';

/** The pages that the search dialog leads to besides postmortems. Not a public format. */
export function GET(): Response {
  const { archive } = getSite();
  const sections = SECTIONS.map((id): Destination => ({ kind: 'page', title: t(`sections.${id}`), path: `${id}/` }));
  const groups = Object.values(subjectsOf(archive).groups).flatMap((each) => [...each.values()]);
  const destinations = groups.map(({ kind, id, title, postmortems }): Destination => {
    return { kind, title, path: pathOf(kind, id), count: postmortems.length };
  });
  return Response.json(packDestinations([...sections, ...destinations]));
}
