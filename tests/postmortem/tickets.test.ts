import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMarkdown } from '../../src/postmortem/body/elements.ts';
import { renderHtml } from '../../src/postmortem/html/render.ts';
import { LIMITS } from '../../src/postmortem/limits/limits.ts';
import { splitAtTickets, ticketAddress } from '../../src/postmortem/tickets.ts';

const TRACKERS = { OPS: 'https://t.example/browse/{id}', '#': 'https://g.example/{id}?from={id}' };

test.each([
  ['OPS-7', 'https://t.example/browse/OPS-7'],
  ['#412', 'https://g.example/412?from=412'],
  ['SHA-256', undefined],
  ['constructor-1', undefined],
])('the address of %s is %s', (ticket, address) => expect(ticketAddress(ticket, TRACKERS)).toBe(address));

const linked = (text: string) => splitAtTickets(text, TRACKERS).flatMap(({ text, href }) => (href ? [text] : []));

test.each<[text: string, tickets: string[]]>([
  ['OPS-7', ['OPS-7']],
  ['See OPS-7, OPS-8.', ['OPS-7', 'OPS-8']],
  ['(#412)', ['#412']],
  ['fixed in #1;#2', ['#1', '#2']],
  ['OPS-7.', ['OPS-7']],
  ['OPS-7: done', ['OPS-7']],
  ['DEVOPS-7', []],
  ['ops-7', []],
  ['OPS-7a', []],
  ['OPS-7-rc1', []],
  ['OPS-1.5', []],
  ['SHA-256', []],
  ['org/repo#12', []],
  ['page#12', []],
  ['&#412;', []],
  ['/browse/OPS-7', []],
  ['ÖOPS-7', []],
  ['#12abc', []],
  ['##12', []],
])('the tickets of %j are %j', (text, tickets) => expect(linked(text)).toEqual(tickets));

test('the parts of a text are the text', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('OPS-7', '#412', ' ', '.', 'SHA-256', '😀'));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const text = words.join('');
      expect(
        splitAtTickets(text, TRACKERS)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

async function html(markdown: string, trackers = TRACKERS as Record<string, string>): Promise<string> {
  const parsed = readMarkdown(markdown);
  if ('excess' in parsed) throw new Error('The text is too long');
  return (await renderHtml(parsed.elements, new Map(), { trackers })).html;
}
const link = (ticket: string, address: string) =>
  `<a href="${address}" rel="external noopener noreferrer">${ticket}</a>`;
const OPS_7 = link('OPS-7', 'https://t.example/browse/OPS-7');

test.each([
  ['**OPS-7**', 1],
  ['| a |\n| - |\n| OPS-7 |\n\n> OPS-7', 2],
  ['`OPS-7`', 0],
  ['```\nOPS-7\n```', 0],
  ['<kbd>OPS-7</kbd>', 0],
  ['[**OPS-7**](https://a.example/)', 0],
  ['[OPS-7](nowhere.md)', 0],
  ['![OPS-7](https://a.example/x.png)', 0],
])('%j has %i linked tickets', async (markdown, count) => {
  const text = await html(markdown);
  expect(text.split(OPS_7)).toHaveLength(count + 1);
  expect(text.split('t.example')).toHaveLength(count + 1);
  expect(text).toContain('OPS-7');
});

test('a heading links its ticket and itself', async () => {
  const text = await html('## After OPS-7');
  expect(text).toContain(OPS_7);
  expect(text).toContain('id="after-ops-7"');
  expect(text).toContain('<a href="#after-ops-7" class="heading-link"');
});

test('a document has a limited number of links to tickets', async () => {
  const many = `${'#1 '.repeat(LIMITS.links - 1)}\n\n${'#2 '.repeat(3)}`;
  const text = await html(many);
  expect(text.split('<a ')).toHaveLength(LIMITS.links + 1);
  expect(text).toMatch(/>#2<\/a> #2 #2<\/p>$/);
});

test('without trackers a body stays as it is', async () => {
  expect(await html('OPS-7 and #412', {})).toBe('<p>OPS-7 and #412</p>');
});
