import type { APIContext } from 'astro';
import { getSite } from '../../../data/current.ts';
import { subjectsOf } from '../../../data/routes.ts';
import { noFeed, rssOfGroup } from '../../_feed.ts';

/** Every service has a feed, even without incidents, so that people can subscribe before the first one. */
export function getStaticPaths() {
  return [...subjectsOf(getSite().archive).groups.service.keys()].map((service) => ({ params: { service } }));
}

export function GET({ params }: APIContext): Promise<Response> | Response {
  const group = subjectsOf(getSite().archive).groups.service.get(params.service ?? '');
  return group ? rssOfGroup(group) : noFeed();
}
