/** Returns the modules of an Astro component as TypeScript: its frontmatter, and its linked and inline scripts. */
export function astroSource(text: string): string {
  const frontmatter = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
  const named = [...text.matchAll(/<script[^>]*\ssrc="(\.[^"]+)"/g)].map(([, file]) => `import '${file}';`);
  const held = [...text.matchAll(/<script(?![^>]*\/>)[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
  return [frontmatter, ...named, ...held].join('\n');
}
