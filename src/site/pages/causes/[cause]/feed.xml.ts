import type { APIContext } from 'astro';
import { causesOf, type Group } from '../../../../archive/groups/groups.ts';
import { getSite } from '../../_archive.ts';
import { rssOfGroup } from '../../_feed.ts';

/** A feed for every cause, those without an incident too: who waits for the first one subscribes to it. */
export async function getStaticPaths() {
  const { archive } = await getSite();
  return causesOf(archive).map((group) => ({ params: { cause: group.slug }, props: { group } }));
}

export function GET({ site, props }: APIContext<{ group: Group }>): Promise<Response> {
  return rssOfGroup(site, props.group);
}
