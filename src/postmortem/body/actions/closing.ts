import type { Paragraph } from 'mdast';
import { joinLines, linesOfParagraph } from '../paragraph-lines.ts';
import { plainText } from '../plain-text.ts';

// How remarks begin that follow action items, and that are none.
const CLOSING =
  /^(?:by (?:\w+ly )?\w+ing (?:these|this|so|the (?:above|recommended))\b|(?:this|these) (?:incidents?|outages?|post-?mortems?|reviews?|measures?|actions?|steps?|changes?|improvements?|items?|corrective|preventative|preventive)\b(?! (?:can|must|needs?)\b)|with (?:these|this|all of these)\b|in (?:conclusion|summary)\b|overall,|we (?:hope|believe|are confident|apologi[sz]e|expect)\b|mit diesen (?:maßnahmen|schritten)\b)/i;

/** Splits a paragraph from the remark in its last lines, such as `By doing this we expect …`, which is no action item. */
export function withoutClosing(paragraph: Paragraph): Paragraph {
  const lines = linesOfParagraph(paragraph);
  const at = lines.findIndex((line, index) => index > 0 && CLOSING.test(plainText(line)));
  return at < 0 ? paragraph : joinLines(lines.slice(0, at));
}
