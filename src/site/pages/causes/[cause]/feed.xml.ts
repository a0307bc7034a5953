import type { APIContext } from 'astro';
import { getSite } from '../../../data/current.ts';
import { subjectsOf } from '../../../data/routes.ts';
import { noFeed, rssOfGroup } from '../../_feed.ts';

/** Every cause has a feed, even without incidents, so that people can subscribe before the first one. */
export function getStaticPaths() {
  return [...subjectsOf(getSite().archive).groups.cause.keys()].map((cause) => ({ params: { cause } }));
}

export function GET({ params }: APIContext): Promise<Response> | Response {
  const group = subjectsOf(getSite().archive).groups.cause.get(params.cause ?? '');
  return group ? rssOfGroup(group) : noFeed();
}
