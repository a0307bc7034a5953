import type { APIContext } from 'astro';
import { type Group, servicesOf } from '../../../../archive/groups/groups.ts';
import { getSite } from '../../_archive.ts';
import { rssOfGroup } from '../../_feed.ts';

/** A feed for every service. */
export async function getStaticPaths() {
  const { archive } = await getSite();
  return servicesOf(archive).map((group) => ({ params: { service: group.slug }, props: { group } }));
}

export function GET({ site, props }: APIContext<{ group: Group }>): Promise<Response> {
  return rssOfGroup(site, props.group);
}
