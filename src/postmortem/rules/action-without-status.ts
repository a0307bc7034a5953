import { countOf } from '../../diagnostics/count.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

/**
 * Reports action items of which nothing says whether they are done, once for each section, at the first of them. Invalid statuses
 * are left to `unreadableAction`.
 */
export function actionWithoutStatus({
  unknownActions,
  actionProse,
  invalidActionFields,
  lineInFile,
}: RuleContext): Finding[] {
  const invalid = new Set(invalidActionFields.flatMap(({ field, line }) => (field === 'status' ? [line] : [])));
  const prose = actionProse.map(({ text, line }) => ({
    rule: 'action-without-status' as const,
    place: lineInFile(line),
    message: `Unexpected text ${quote(text)} instead of action items, expected a list or a table`,
    help: 'Write each action item as a task, `- [ ] Title`, or write `None`.',
  }));
  const unknown = unknownActions.flatMap((all): Finding[] => {
    const actions = all.filter(({ line }) => !invalid.has(line));
    const [first] = actions;
    if (!first) return [];
    const others = actions.length - 1;
    const more = others > 0 ? ` and ${countOf(others, 'other action item')} of this section` : '';
    return [
      {
        rule: 'action-without-status',
        place: lineInFile(first.line),
        message: `Missing status of action item ${quote(first.title)}${more}`,
        help: 'Write them as tasks, `- [ ] Title` or `- [x] Title`, add a Status column to a table, or put them under a heading such as `Done`.',
      },
    ];
  });
  return [...unknown, ...prose];
}
