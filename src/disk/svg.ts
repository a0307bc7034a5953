import { type CustomPlugin, optimize, type XastChild, type XastParent } from 'svgo';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An SVG smaller and without whatever could run or lead elsewhere: opened by itself, it is a page of the site. Throws
 * where the text is not well-formed.
 */
export function cleanSvg(text: string): string {
  const preset = { name: 'preset-default', params: { overrides: { cleanupIds: false } } } as const;
  return optimize(text, { plugins: [harmless, preset] }).data;
}

const harmless: CustomPlugin = {
  name: 'harmless',
  fn: (root) => {
    keepHarmless(root, new Map());
  },
};

/** Keeps the elements of SVG itself, so that nothing of HTML's is left, but for those that hold or load code. */
function keepHarmless(parent: XastParent, outer: ReadonlyMap<string, string>): void {
  parent.children = parent.children.filter((node: XastChild) => {
    // An instruction can name a style sheet that makes another document of this one.
    if (node.type !== 'element') return node.type === 'text' || node.type === 'cdata';
    const namespaces = new Map(outer);
    for (const [key, value] of Object.entries(node.attributes)) {
      if (key === 'xmlns' || key.startsWith('xmlns:')) namespaces.set(key.slice(6), value);
    }
    const [name = '', prefix = ''] = node.name.split(':').reverse();
    if (namespaces.get(prefix) !== SVG || ['script', 'foreignObject'].includes(name)) return false;
    // An animation can give another element an address, or code.
    if (/(?:^|:)(?:href|on.*)$/i.test(node.attributes.attributeName ?? '')) return false;
    for (const [key, value] of Object.entries(node.attributes)) {
      const isLink = /(?:^|:)href$/i.test(key);
      if (/(?:^|:)on/i.test(key) || (isLink && !isHarmless(value, name))) delete node.attributes[key];
    }
    keepHarmless(node, namespaces);
    return true;
  });
}

function isHarmless(address: string, element: string): boolean {
  return (
    /^(?:#|data:image\/(?:png|jpeg|gif|webp)[;,])/i.test(address) || (element === 'a' && /^https?:/i.test(address))
  );
}
