import { expect, test } from 'vitest';
import { type Converted, convert } from '../../src/import/convert/convert.ts';
import { rewriteLinks } from '../../src/import/links.ts';
import { wordDocument, zip } from '../tools/zip.ts';

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function converted(
  name: string,
  content: string | Uint8Array,
  files: Record<string, string> = {},
): Promise<Converted> {
  const readImage = async (address: string) => (address in files ? Buffer.from(files[address] ?? '') : undefined);
  const result = await convert({ name, bytes: Buffer.from(content), readImage });
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

test.each<[what: string, name: string, content: string | Uint8Array, markdown: string]>([
  ['Markdown word for word', 'a.md', '# A\n\n*  odd   list\n', '# A\n\n*  odd   list\n'],
  ['a file without extension', 'Case 1.2 fails', 'Text\n', 'Text\n'],
  ['a byte order mark', 'a.txt', '\uFEFFText\n', 'Text\n'],
  ['UTF-16 with a mark', 'a.txt', Buffer.from('\uFEFFÆble\n', 'utf16le'), 'Æble\n'],
  ['UTF-16 without a mark', 'a.txt', Buffer.from('Only letters\n', 'utf16le'), 'Only letters\n'],
  ['UTF-16 with the other byte order', 'a.txt', Buffer.from('\uFEFFÆble\n', 'utf16le').swap16(), 'Æble\n'],
  ['Latin-1', 'a.txt', Buffer.from('Fejl på æble\n', 'latin1'), 'Fejl på æble\n'],
  ['mixed line ends', 'a.txt', 'a\r\nb\rc\n', 'a\nb\nc\n'],
  ['color codes of a terminal', 'a.txt', '\x1b[31mred\n', '�[31mred\n'],
  [
    'HTML without scripts and navigation',
    'a.html',
    '<html><head><title>Ops : Disk full</title><script>alert(1)</script></head><body><nav>Menu</nav><h2>Timeline</h2><ul><li>10:00 <b>full</b></li></ul></body></html>',
    '# Disk full\n\n## Timeline\n\n- 10:00 **full**\n',
  ],
  [
    'a table',
    'a.html',
    '<table><tr><th>Time</th><th>Event</th></tr><tr><td>10:00</td><td>full</td></tr></table>',
    '| Time  | Event |\n| ----- | ----- |\n| 10:00 | full  |\n',
  ],
  [
    'tasks, code and dates of Confluence',
    'a.html',
    '<p>Date: <time datetime="2024-02-01" /></p><ac:structured-macro ac:name="code"><ac:parameter ac:name="language">sh</ac:parameter><ac:plain-text-body><![CDATA[a > b && c]]></ac:plain-text-body></ac:structured-macro><ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>Add an alert <ac:link><ri:user ri:account-id="jane" /></ac:link></ac:task-body></ac:task><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>Rotate</ac:task-body></ac:task></ac:task-list>',
    'Date: 2024-02-01\n\n```\na > b && c\n```\n\n- [x] Add an alert @jane\n- [ ] Rotate\n',
  ],
  [
    'the date of a task of Confluence, which is when it is due',
    'a.html',
    '<ac:task-list><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>Rotate by <time datetime="2024-03-01" /></ac:task-body></ac:task></ac:task-list><p><time datetime="2024-03-02" /></p>',
    '- [ ] Rotate by due:2024-03-01\n\n2024-03-02\n',
  ],
  [
    'terms and descriptions',
    'a.html',
    '<dl><dt>Started</dt><dd>2024-02-01 <em>09:00</em> UTC</dd><div><dt>Sev</dt><dd>1</dd><dd>high</dd></div></dl>',
    '- **Started:** 2024-02-01 _09:00_ UTC\n- **Sev:** 1 high\n',
  ],
  [
    'an issue',
    'issue-412.md',
    'title:\tDisk full\nstate:\tCLOSED\nlabels:\tincident, sev2\nassignees:\t\n--\nText\n',
    '---\ntitle: Disk full\nstate: CLOSED\nlabels: incident, sev2\n---\nText\n',
  ],
  [
    'a Word document',
    'a.docx',
    wordDocument(['# Disk full', 'It was full.', '# Timeline', '10:00 alert']),
    '# Disk full\n\nIt was full.\n\n# Timeline\n\n10:00 alert\n',
  ],
])('converts %s', async (_, name, content, markdown) => {
  expect((await converted(name, content)).text).toBe(markdown);
});

test.each<[what: string, text: string, name?: string]>([
  ['in Markdown', `![graph](data:image/png;base64,${DOT})\n`],
  ['as Google Docs writes them', `![][image1]\n\n[image1]: <data:image/png;base64,${DOT}>\n`],
  ['in HTML', `<p><img alt="graph" src="data:image/png;base64,${DOT}"></p>`, 'a.html'],
])('takes images out of a document %s', async (_, text, name = 'a.md') => {
  const result = await converted(name, text);
  expect(result.images).toEqual([
    { file: expect.stringMatching(/^images\/[\da-f]{12}\.png$/), bytes: new Uint8Array(Buffer.from(DOT, 'base64')) },
  ]);
  expect(result.text).toContain(result.images[0]?.file);
  expect(result.text).not.toContain('base64');
});

test('takes the images that a document shows, and no other files', async () => {
  const { text, images } = await converted(
    'a.md',
    '![a](shots/a%20b.png) ![b](gone.png) [c](notes.txt) ![d](https://example.com/d.png)\n',
    {
      'shots/a b.png': 'png',
      'notes.txt': 'x',
    },
  );
  expect(images.map(({ bytes }) => String(bytes))).toEqual(['png']);
  expect(text).toBe(`![a](${images[0]?.file}) ![b](gone.png) [c](notes.txt) ![d](https://example.com/d.png)\n`);
});

test.each<[what: string, name: string, content: string | Uint8Array, reason: RegExp]>([
  ['a binary', 'a.txt', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 0, 2]), /not text/],
  ['a picture', 'a.png', 'x', /of this kind/],
  ['what is no Word document', 'a.docx', 'x', /no packed file/],
  ['a packed file without a document', 'a.docx', zip({ 'a.txt': 'x' }), /not a Word document/],
  [
    'a bomb of text',
    'a.docx',
    wordDocument(['x'], { 'word/styles.xml': Buffer.alloc(30_000_000, 32) }),
    /20 MB of text/,
  ],
  ['a bomb of images', 'a.docx', wordDocument(['x'], { 'word/media/a.png': Buffer.alloc(110_000_000) }), /100 MB/],
  ['HTML that is nested too deeply', 'a.html', '<div>'.repeat(50_000), /levels deep/],
  ['HTML that is too long', 'a.html', 'x'.repeat(5_000_001), /5000001 characters/],
])('does not convert %s', async (_, name, content, reason) => {
  const result = await convert({ name, bytes: Buffer.from(content), readImage: async () => undefined });
  expect(result).toEqual({ reason: expect.stringMatching(reason) });
});

test.each([
  ['[a](b.md)', '[a](2024-b.md)'],
  ['![a](b.md "c")', '![a](2024-b.md "c")'],
  ['[a](<b.md>)', '[a](2024-b.md)'],
  ['[a [b]](b.md)', '[a [b]](2024-b.md)'],
  ['[a]: b.md', '[a]: 2024-b.md'],
  ['[a](gone.md)', 'a (`gone.md`)'],
  ['![](gone.png)', '`gone.png`'],
  ['[a]: gone.md', '\\[a]: gone.md'],
  ['[a](https://example.com)', '[a](https://example.com)'],
  ['`[a](gone.md)`', '`[a](gone.md)`'],
  ['```\n[a](gone.md)\n```', '```\n[a](gone.md)\n```'],
])('rewrites the links of %s', (body, expected) => {
  const result = rewriteLinks(body, (address) => {
    if (address === 'b.md') return { to: '2024-b.md' };
    return address.startsWith('https:') ? 'keep' : 'remove';
  });
  expect(result.body).toBe(expected);
});
