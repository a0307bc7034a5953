import { MAX_QUERY } from '../../../search/limits.ts';
import { limitQuery } from '../../../search/significant-lines.ts';

/**
 * Limits the length of a field. Of pasted or dropped text, keeps the most significant lines. `write` converts text to the
 * format of the field.
 */
export function boundField(
  field: HTMLInputElement | HTMLTextAreaElement,
  write: (text: string) => string = (text) => text,
): void {
  // Browsers take seconds to lay out a long text, so it must not be inserted at all.
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
  // Repeated pastes, scripts or extensions may still exceed the limit.
  field.addEventListener('input', () => {
    if (field.value.length > MAX_QUERY) field.value = write(limitQuery(field.value));
  });
}
