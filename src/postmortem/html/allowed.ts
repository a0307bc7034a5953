import type { Element, RootContent } from 'hast';
import { defaultSchema } from 'rehype-sanitize';

const { '*': anywhere = [], ...attributes } = defaultSchema.attributes ?? {};

/**
 * GitHub's allow list without what would fetch from elsewhere (picture, source), take over the keyboard (accesskey,
 * tabindex), name a document that readers do not see (cite) or is long gone from HTML.
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
    // Of the attributes that GitHub allows on any element, those that HTML still knows.
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
// Of all others that are not shown, what stands in them is.
const STRIPPED = new Set(ALLOWED.strip);

/** A part of a tree with the elements that pages show, and with what stands in others instead of those. */
export function shownOf(nodes: readonly RootContent[]): { shown: RootContent[]; isAll: boolean } {
  const shown: RootContent[] = [];
  let isAll = true;
  const add = (children: readonly RootContent[], parent: RootContent[]) => {
    for (const node of children) {
      if (node.type !== 'element') {
        parent.push(node);
      } else if (TAGS.has(node.tagName)) {
        const own: RootContent[] = [];
        add(node.children, own);
        parent.push({ ...node, children: own as Element['children'] });
      } else {
        isAll = false;
        if (!STRIPPED.has(node.tagName)) add(node.children, parent);
      }
    }
  };
  add(nodes, shown);
  return { shown, isAll };
}
