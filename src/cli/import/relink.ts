import { existsSync } from 'node:fs';
import path from 'node:path';
import { relativePath } from '../../disk/relative-path.ts';
import { type ResolveLink, rewriteLinks } from '../../import/links.ts';
import { excerpt } from '../../import/note.ts';
import { formatDraft } from '../../import/write.ts';
import { decode } from '../../postmortem/html/addresses.ts';
import type { PlacedDraft } from './import-all.ts';

/**
 * Makes the links between documents lead to their drafts. Links to files that are not in the archive become text, because a
 * postmortem must not have broken links.
 */
export function relink(placed: readonly PlacedDraft[]): void {
  const targets = new Map(
    placed.filter(({ problem }) => !problem).map(({ file, target }) => [path.resolve(file), target]),
  );
  for (const made of placed) {
    const { draft } = made;
    const { body, removed } = rewriteLinks(draft.body, resolverFor(made, targets));
    const [first] = removed;
    if (body === draft.body) continue;
    draft.body = body;
    made.text = formatDraft(draft);
    if (!first) continue;
    const others = removed.length > 1 ? ` and ${removed.length - 1} others` : '';
    draft.notes.push({
      line: first.line + draft.bodyLine - 1,
      field: 'body',
      message: `${excerpt(first.address)}${others}: not in the archive, so the link is text now`,
      option: 'import that file too, or write its address',
    });
  }
}

function resolverFor({ file, target, draft }: PlacedDraft, targets: ReadonlyMap<string, string>): ResolveLink {
  return (address) => {
    if (/^(?:[a-z][a-z\d+.-]*:|\/\/|\?)/i.test(address) || /^images\/[\da-f]{12}\.\w+$/.test(address)) return 'keep';
    if (address.startsWith('#')) return draft.anchors.has(decode(address.slice(1))) ? 'keep' : 'remove';
    const written = decode(address.split(/[?#]/, 1)[0] ?? '');
    const linked = targets.get(path.resolve(path.dirname(file), written));
    if (linked !== undefined) return { to: relativePath(path.dirname(target), linked) };
    return existsSync(path.join(path.dirname(target), written)) ? 'keep' : 'remove';
  };
}
