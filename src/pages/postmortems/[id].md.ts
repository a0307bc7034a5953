import { getCollection } from 'astro:content';
import { readFile } from 'node:fs/promises';
import type { APIContext } from 'astro';

/** Every postmortem's Markdown, byte for byte as its author saved it. */
export async function getStaticPaths() {
  const entries = await getCollection('postmortems');
  return entries.map(({ id, data }) => ({ params: { id }, props: { file: data.file } }));
}

export async function GET({ props }: APIContext<{ file: string }>): Promise<Response> {
  return new Response(await readFile(props.file), { headers: { 'Content-Type': 'text/markdown; charset=utf-8' } });
}
