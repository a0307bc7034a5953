import type { APIContext } from 'astro';
import { getSite } from '../../data/current.ts';

export function getStaticPaths() {
  return [...getSite().markdown.keys()].map((id) => ({ params: { id } }));
}

/** Returns the file of a postmortem, byte for byte. Public sites have none; see `Loaded.markdown`. */
export function GET({ params }: APIContext): Response {
  const markdown = getSite().markdown.get(params.id ?? '');
  if (markdown === undefined) return new Response(null, { status: 404 });
  return new Response(markdown, { headers: { 'Content-Type': 'text/markdown; charset=utf-8' } });
}
