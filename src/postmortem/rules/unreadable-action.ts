import { nearest } from '../../diagnostics/nearest.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { ACTION_TYPES, type FieldName } from '../body/actions/action-fields.ts';
import type { RuleContext } from './context.ts';
import { isPlaceholder } from './leftover-template-text.ts';

const ALLOWED_VALUES: Partial<Record<FieldName, readonly string[]>> = {
  type: ACTION_TYPES,
  status: ['open', 'in-progress', 'done', 'wontdo', 'dropped', 'obsolete'],
};

/** Reports action items without a title, and dates, types and statuses that are invalid or contradict an earlier one. */
export function unreadableAction({ actions, invalidActionFields, lineInFile, findInLine }: RuleContext): Finding[] {
  const untitled = actions
    .filter(({ title }) => title === '')
    .map(({ line }): Finding => {
      const help = 'Write what is to be done before the owner and the dates, or remove it.';
      return { rule: 'unreadable-action', place: lineInFile(line), message: 'Missing title of action item', help };
    });
  // `leftover-template-text` reports placeholders.
  const fields = invalidActionFields.filter(({ value }) => !isPlaceholder(value));
  const invalid = fields.map(({ field, value, written, line, isContradiction }): Finding => {
    if (isContradiction) {
      const place = lineInFile(line, written, findInLine(line, written)?.column);
      return { rule: 'unreadable-action', place, ...contradiction(field, written) };
    }
    const allowed = ALLOWED_VALUES[field];
    const expected = allowed ? `one of ${allowed.map(quote).join(', ')}` : 'a valid date such as `2024-05-01`';
    const suggestion = allowed && nearest(value, allowed);
    const help = allowed ? 'Choose one of them.' : 'Write the year, month and day.';
    const place = findInLine(line, written);
    return {
      rule: 'unreadable-action',
      place: place ?? lineInFile(line),
      message: `Unexpected ${quote(written)}, expected ${expected}`,
      help: suggestion ? `Did you mean \`${suggestion}\`?` : help,
      fix: suggestion && place ? { place, text: written.slice(0, -value.length) + suggestion } : undefined,
    };
  });
  return [...untitled, ...invalid];
}

function contradiction(field: FieldName, written: string): { message: string; help: string } {
  const message = `Unexpected second ${quote(written)}, expected one`;
  const isDate = field === 'due' || field === 'done';
  const remark = isDate ? ` Put a former date in parentheses: \`(was ${written})\`.` : '';
  return { message, help: `Keep one of the two; the first one counts.${remark}` };
}
