import { MAX_QUERY } from '../../../search/limits.ts';
import { limitQuery } from '../../../search/significant-lines.ts';

/**
 * Keeps the text of a field short enough for the browser to show and the search to read: of what is pasted or dropped, the
 * lines that say most. `write` turns a text into what the field holds; its result is inserted where it differs from the
 * text.
 */
export function boundField(
  field: HTMLInputElement | HTMLTextAreaElement,
  write: (text: string) => string = (text) => text,
): void {
  // A browser takes seconds to lay out a long text: it must not get into the field at all.
  const insert = (event: Event, data: DataTransfer | null) => {
    const text = data?.getData('text/plain') ?? '';
    const written = write(limitQuery(text));
    if (written === text) return;
    event.preventDefault();
    field.setRangeText(written, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  field.addEventListener('paste', (event) => insert(event, (event as ClipboardEvent).clipboardData));
  field.addEventListener('drop', (event) => insert(event, (event as DragEvent).dataTransfer));
  // Several pastes, a script or an extension may still make it too long.
  field.addEventListener('input', () => {
    if (field.value.length > MAX_QUERY) field.value = write(limitQuery(field.value));
  });
}
