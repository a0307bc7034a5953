import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../../src/archive/settings.ts';
import { parseBody } from '../../../src/postmortem/body/parse.ts';
import { firstSentence } from '../../../src/postmortem/body/resolution.ts';
import { parseFrontmatter } from '../../../src/postmortem/frontmatter/parse.ts';

const settings = documentSettings(defaultSettings());

function resolutionOf(body: string, frontmatter = ''): string | undefined {
  const source = `---\ntitle: A\nstarted: 2024-04-15\nduration: 1h\nimpact: 1\ncause: network\n${frontmatter}---\n\n${body}`;
  const head = parseFrontmatter(source, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
  return parseBody(head, settings).postmortem?.resolution;
}

describe('what fixed an incident', () => {
  test.each([
    ['## Resolution\n\nThe limit was raised. It held.', 'The limit was raised.'],
    ['## Mitigation\n\nWe rolled back to v1.4.2 at 15:45.\n\nLater, more.', 'We rolled back to v1.4.2 at 15:45.'],
    ['### 5. How we fixed it:\n\nThe **pool** was\n`resized`', 'The pool was resized'],
    ['## Resolution\n\n### Short term\n\nThe node was drained.', 'The node was drained.'],
    ['## Resolution\n\n> [!NOTE]\n> An example.\n\nThe node was drained.', 'The node was drained.'],
    ['## Resolution\n\n- Drained the node.\n- Raised the limit.', 'Drained the node; Raised the limit'],
    ['## Resolution\n\n1. Drained the node. It took long.', 'Drained the node.'],
    ['## Resolution\n\nWe did this:\n\n1. Drained it\n2. Waited', 'We did this: Drained it; Waited'],
    ['## Resolution and root cause\n\nThe node was drained.', 'The node was drained.'],
    ['## Response\n\nThe team was called.\n\n## Resolution\n\nThe node was drained.', 'The node was drained.'],
    ['## Mitigation\n\nTBD\n\n## Resolution\n\nThe node was drained.', 'The node was drained.'],
  ])('%j: %s', (body, expected) => expect(resolutionOf(body)).toBe(expected));

  test.each([
    'The node was drained.',
    '## Lessons learned\n\nDrain nodes.',
    '## Response\n\nThe team was called.',
    '## Root cause and resolution\n\nA node was full.',
    '## Resolution\n\nTBD',
    '## Resolution\n\n[Describe how it was resolved.]',
    '## Resolution\n\nNot known yet.',
    '## Resolution\n\n```\nreboot\n```',
    '## Timeline\n\n### Resolution\n\n- 15:45 The node was drained',
  ])('%j does not say it', (body) => expect(resolutionOf(body)).toBeUndefined());

  test('the frontmatter comes first', () => {
    expect(resolutionOf('## Resolution\n\nRemote repair was impossible.', 'resolution: Routers were reset.\n')).toBe(
      'Routers were reset.',
    );
  });

  test('the frontmatter may say that it is unknown', () => {
    expect(resolutionOf('## Resolution\n\nWho ended it is not told.', 'resolution: unknown\n')).toBeUndefined();
  });

  test('a long sentence is cut between words', () => {
    const [word, text] = ['drained', resolutionOf(`## Resolution\n\n${'drained '.repeat(100)}`) ?? ''];
    expect(text.length).toBeLessThanOrEqual(302);
    expect(new Set(text.split(' '))).toEqual(new Set([word, '…']));
  });
});

describe('firstSentence', () => {
  test.each([
    ['It ended on 8 April. Then more.', 'It ended on 8 April.'],
    ['Sie kamen am 8. April zurück. Dann mehr.', 'Sie kamen am 8. April zurück.'],
    ['Hosts, e.g. Alpha, were reset. Then more.', 'Hosts, e.g. Alpha, were reset.'],
    ['The U.S. East region was drained. Then more.', 'The U.S. East region was drained.'],
    ['Approx. Ten hosts were reset. Then more.', 'Approx. Ten hosts were reset.'],
    ['Did it help? It did.', 'Did it help?'],
    ['设置已回滚。然后重启。', '设置已回滚。'],
    ['no period', 'no period'],
  ])('%s', (text, sentence) => expect(firstSentence(text)).toBe(sentence));

  test('is the start of the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => text.trim().startsWith(firstSentence(text))));
  });
});
