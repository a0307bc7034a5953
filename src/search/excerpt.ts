/** A piece of an excerpt; the hit itself is marked. */
export interface ExcerptPart {
  text: string;
  marked: boolean;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };

/**
 * Takes an excerpt of the index apart: text with `<mark>` around hits and entities for a few characters. Everything that
 * is neither stays text, so that nothing of a document or a query can become markup.
 */
export function parseExcerpt(excerpt: string): ExcerptPart[] {
  const pieces = excerpt.split(/<mark>(.*?)<\/mark>/s);
  const parts = pieces.map((piece, index) => ({ text: decode(piece), marked: index % 2 === 1 }));
  return parts.filter(({ text }) => text !== '');
}

function decode(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|apos|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
