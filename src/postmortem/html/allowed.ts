import type { Element, RootContent } from 'hast';
import { defaultSchema } from 'rehype-sanitize';

const { '*': anywhere = [], ...attributes } = defaultSchema.attributes ?? {};

/**
 * GitHub's allow list, without elements and attributes that would load external resources (picture, source), change keyboard
 * navigation (accesskey, tabindex), name a hidden document (cite) or are obsolete in HTML.
 */
export const ALLOWED: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !['picture', 'source', 'strike', 'tt'].includes(name)),
  attributes: {
    ...attributes,
    ...{ blockquote: [], del: [], ins: [], q: [] },
    img: ['src', 'alt'],
    td: [['align', 'left', 'center', 'right']],
    th: [['align', 'left', 'center', 'right']],
    // The attributes that GitHub allows on any element, except obsolete ones.
    '*': anywhere.filter((name) =>
      [
        'colSpan',
        'rowSpan',
        'dateTime',
        'dir',
        'headers',
        'id',
        'lang',
        'open',
        'scope',
        'start',
        'title',
        'value',
        'checked',
        'reversed',
      ].includes(String(name)),
    ),
  },
};

const TAGS = new Set(ALLOWED.tagNames);
// The content of other disallowed elements is kept.
const STRIPPED = new Set(ALLOWED.strip);

/** Keeps the allowed elements of a tree, and replaces others with their content. `isUnchanged` when all are allowed. */
export function keepAllowed(nodes: readonly RootContent[]): { kept: RootContent[]; isUnchanged: boolean } {
  const kept: RootContent[] = [];
  let isUnchanged = true;
  const add = (children: readonly RootContent[], parent: RootContent[]) => {
    for (const node of children) {
      if (node.type !== 'element') {
        parent.push(node);
      } else if (TAGS.has(node.tagName)) {
        const children: RootContent[] = [];
        add(node.children, children);
        parent.push({ ...node, children: children as Element['children'] });
      } else {
        isUnchanged = false;
        if (!STRIPPED.has(node.tagName)) add(node.children, parent);
      }
    }
  };
  add(nodes, kept);
  return { kept, isUnchanged };
}
