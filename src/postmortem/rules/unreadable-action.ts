import { nearest } from '../../diagnostics/nearest.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { ACTION_TYPES, type FieldName } from '../body/action-fields.ts';
import type { RuleContext } from './context.ts';

const WORDS: Partial<Record<FieldName, readonly string[]>> = {
  type: ACTION_TYPES,
  status: ['open', 'in-progress', 'done', 'wontdo', 'dropped', 'obsolete'],
};

/** What is written of an action as its dates, its type or its status says it. */
export function unreadableAction({ invalidActionFields, lineInFile, findInLine }: RuleContext): Finding[] {
  return invalidActionFields.map(({ field, value, written, line, isContradiction }) => {
    if (isContradiction) {
      const place = lineInFile(line, written, findInLine(line, written)?.column);
      return { rule: 'unreadable-action', place, ...secondMark(field, written) };
    }
    const words = WORDS[field];
    const expected = words ? `one of ${words.map(quote).join(', ')}` : 'a day of the calendar such as `2024-05-01`';
    const meant = words && nearest(value, words);
    const choose = words ? 'Choose one of them.' : 'Write its year, month and day.';
    const place = findInLine(line, written);
    return {
      rule: 'unreadable-action',
      place: place ?? lineInFile(line),
      message: `Unexpected ${quote(written)}, expected ${expected}`,
      help: meant ? `Did you mean \`${meant}\`?` : choose,
      fix: meant && place ? { place, text: written.slice(0, -value.length) + meant } : undefined,
    };
  });
}

function secondMark(field: FieldName, written: string): { message: string; help: string } {
  const message = `Unexpected second ${quote(written)}, expected one`;
  const isDate = field === 'due' || field === 'done';
  const remark = isDate ? `, or tell in brackets what was before: \`(was ${written})\`` : '';
  return { message, help: `Keep one of the two; the first one counts${remark}.` };
}
