import { OPENING } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { kindsOf } from '../body/section-names.ts';
import { lineOfTimes } from '../body/timeline/unnamed.ts';
import type { RuleContext } from './context.ts';

/** Reports expected sections that are missing under any of their names, at any heading level. */
export function missingSection({ tree, sections, settings, lineInFile, end }: RuleContext): Finding[] {
  const titles = new Set(sections.map(({ title }) => title.trim().toLowerCase()));
  const kinds = new Set(sections.flatMap((section) => section.kinds));
  return settings.sections.flatMap((name): Finding[] => {
    const expected = kindsOf(name, settings.sectionNames);
    if (expected.length > 0 ? expected.every((kind) => kinds.has(kind)) : titles.has(name.trim().toLowerCase()))
      return [];
    const message = `Missing section \`${name}\``;
    const line = expected.includes('timeline') ? lineOfTimes(tree.children) : undefined;
    if (line !== undefined) {
      const help = `Add a heading \`## ${name}\` above these lines, which start with times.`;
      return [{ rule: 'missing-section', place: lineInFile(line), message, help }];
    }
    const help = `Add a heading \`## ${name}\`, or change \`sections\` in archive.yml.`;
    const fix = { place: end, text: `\n\n## ${name}\n` };
    return [{ rule: 'missing-section', place: OPENING, message, help, fix }];
  });
}
