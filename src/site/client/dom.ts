/** Creates an element with attributes and children. Strings become text nodes, never markup. */
export function createElement<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Returns the first element that matches a selector. Throws if there is none, which is a bug in the page. */
export function requireElement<T extends Element>(root: ParentNode, selector: string, kind: new () => T): T {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}`);
  return found;
}

/** Returns whether an element accepts text input. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !/^(?:checkbox|radio|button|submit|reset|range|color|file)$/.test(target.type);
  return target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Resolves when the browser has painted what was changed; at once while the page is hidden, as nothing is painted then. */
export function painted(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  // The callback of a frame runs before it is painted, a task that it queues after.
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
