/** What becomes of an address: `keep`, `remove`, or a new one. */
export type ResolveLink = (address: string) => 'keep' | 'remove' | { to: string };

// Code first, whose brackets are no links; then links and images; then definitions of links.
const CODE = '(^ {0,3}(`{3,}|~{3,})[^\\n]*\\n[\\s\\S]*?(?:^ {0,3}\\2[`~]*[ \\t]*$|(?![\\s\\S]))|`[^`\\n]+`)';
const TEXT = '(!?)\\[((?:[^[\\]\\\\\\n]|\\\\.|\\[[^[\\]\\n]{0,300}\\](?:\\([^()\\s]{0,500}\\))?){0,1000})\\]';
const ADDRESS =
  '\\((<[^<>\\n]{1,1000}>|[^\\s()<>]{1,1000}(?:\\([^\\s()]{0,200}\\)[^\\s()]{0,500}){0,5})(\\s+"[^"\\n]{0,500}")?\\)';
const DEFINITION = '^( {0,3})\\[([^\\]\\n]{1,200})\\]:[ \\t]+(\\S{1,1000})(?=[ \\t]*(?:"[^"\\n]*")?[ \\t]*$)';
const LINK = new RegExp(`${CODE}|${TEXT}${ADDRESS}|${DEFINITION}`, 'gm');

/**
 * Changes the addresses of the links and images in a Markdown text. Those that lead nowhere become text that has the address, so
 * that nothing is lost. Returns the removed addresses with their lines.
 */
export function rewriteLinks(
  body: string,
  resolve: ResolveLink,
): { body: string; removed: { address: string; line: number }[] } {
  const removed: { address: string; line: number }[] = [];
  const remove = (address: string, offset: number) => {
    removed.push({ address, line: body.slice(0, offset).split('\n').length });
  };
  const rewritten = body.replaceAll(LINK, (whole: string, ...groups: (string | number | undefined)[]) => {
    const [code, , image, text, address, title = '', indent, label, defined] = groups as (string | undefined)[];
    const offset = Number(groups[9]);
    if (code !== undefined) return whole;
    const written = (address ?? defined ?? '').replaceAll(/^<|>$/g, '');
    const found = resolve(written);
    if (found === 'keep') return whole;
    if (typeof found === 'object') {
      const to = /[\s()]/.test(found.to) ? `<${found.to}>` : found.to;
      return address === undefined ? `${indent}[${label}]: ${to}` : `${image}[${text}](${to}${title})`;
    }
    remove(written, offset);
    if (address === undefined) return `${indent}\\[${label}]: ${written}`;
    return text === '' || text === written ? `\`${written}\`` : `${text} (\`${written}\`)`;
  });
  return { body: rewritten, removed };
}
