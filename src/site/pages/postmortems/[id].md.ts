import { getCollection } from 'astro:content';
import type { APIContext } from 'astro';

/** Every postmortem's file as it was read, byte for byte; a public site has none, see `Loaded.markdown`. */
export async function getStaticPaths() {
  const entries = await getCollection('postmortems');
  return entries.flatMap(({ id, body }) => (body === undefined ? [] : [{ params: { id }, props: { markdown: body } }]));
}

export function GET({ props }: APIContext<{ markdown: string }>): Response {
  return new Response(props.markdown, { headers: { 'Content-Type': 'text/markdown; charset=utf-8' } });
}
