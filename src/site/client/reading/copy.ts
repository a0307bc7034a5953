// Adds buttons that copy code blocks and the citation of an incident.
import { createElement, requireElement } from '../dom.ts';

/** How long a button says that its text was copied, in milliseconds. */
const SHOWN = 2000;

const template = document.querySelector<HTMLTemplateElement>('[data-copy]');
// Browsers offer the clipboard only to pages that were loaded securely.
if (template && navigator.clipboard) offerCopies(template);

function offerCopies(template: HTMLTemplateElement): void {
  for (const code of document.querySelectorAll<HTMLElement>('.prose pre')) {
    const box = createElement('div', { class: 'code-box' });
    code.replaceWith(box);
    box.append(
      code,
      copyButton(template, () => code.textContent.replace(/\n$/, '')),
    );
  }
  for (const citation of document.querySelectorAll<HTMLElement>('[data-citation]')) {
    citation.after(copyButton(template, () => citation.textContent.replaceAll(/\s+/g, ' ').trim()));
  }
}

function copyButton(template: HTMLTemplateElement, text: () => string): HTMLButtonElement {
  const element = document.importNode(requireElement(template.content, 'button', HTMLButtonElement), true);
  const label = element.textContent;
  element.addEventListener('click', async () => {
    const { done = '', failed = '' } = element.dataset;
    try {
      await navigator.clipboard.writeText(text());
      element.textContent = done;
    } catch {
      element.textContent = failed;
    }
    setTimeout(() => {
      element.textContent = label;
    }, SHOWN);
  });
  return element;
}
