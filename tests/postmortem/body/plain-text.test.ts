import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { plainText } from '../../../src/postmortem/body/plain-text.ts';

test.each([
  ['Press <kbd>Esc</kbd> first.\\\nThen wait.', 'Press Esc first. Then wait.'],
  ['A <!-- note --> b', 'A b'],
  ['Do<br>this<BR />now', 'Do this now'],
  ['Two  \nlines\nor three', 'Two lines or three'],
  ['**Bold** `code  x` &amp; [link](a.md) ![graph](a.png)', 'Bold code x & link graph'],
  ['<!-- nothing -->', ''],
  ['A <script>alert()</script> b <TEMPLATE>c</TEMPLATE> d', 'A b d'],
  ['A <script>alert()', 'A'],
  ['A <style>b</style>', 'A b'],
])('plainText(%j) returns %j', (markdown, text) => expect(plainText(parseMarkdown(markdown))).toBe(text));
