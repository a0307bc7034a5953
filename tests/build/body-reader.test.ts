import { afterEach, describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import { type BodyReader, bodyReader } from '../../src/build/body-reader.ts';
import { parseFrontmatter } from '../../src/postmortem/frontmatter/parse.ts';
import { LIMITS } from '../../src/postmortem/limits/limits.ts';

const settings = documentSettings(defaultSettings());

function headOf(body: string) {
  const source = `---\ntitle: A\nstarted: 2024-04-15T15:45:00Z\nduration: 2h\nimpact: 30\ncause: capacity\n---\n${body}`;
  return parseFrontmatter(source, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
}

const SHORT = headOf('## Summary\n\nIt was **slow**.\n');
const OTHER = headOf('## Summary\n\nIt was *down*.\n');
// A value that no file can contain, for problems that no limit anticipates.
const HUGE = { ...SHORT, valid: { ...SHORT.valid, title: 'word '.repeat(12_000_000) } };

let reader: BodyReader | undefined;
afterEach(async () => reader?.close());

/** Returns a reader that has read a document, so that its code is loaded. */
async function warmReader(budget?: Parameters<typeof bodyReader>[0]): Promise<BodyReader> {
  reader = bodyReader(budget);
  expect(await reader.parse(SHORT, settings, false)).toMatchObject({ postmortem: { title: 'A' } });
  return reader;
}

describe('bodyReader', () => {
  test('reads and renders documents in any order', async () => {
    const { parse, render } = await warmReader();
    expect(await parse(OTHER, settings, true)).toMatchObject({ texts: [{ title: 'Summary', text: 'It was down.' }] });
    expect(await render(SHORT, settings, new Map())).toMatchObject({
      html: expect.stringContaining('<p>It was <strong>slow</strong>.</p>'),
      slow: [],
    });
  });

  test('renders a document whose tree is no longer held', async () => {
    const { parse, render } = await warmReader();
    const others = Array.from({ length: 20 }, (_, index) => headOf(`## Summary\n\nNumber ${index}.\n`));
    await Promise.all([SHORT, ...others].map((each) => parse(each, settings, false)));
    expect(await render(SHORT, settings, new Map())).toMatchObject({ html: expect.stringContaining('slow') });
  });

  test('skips only the document that takes too long of those in work', async () => {
    const { parse, render } = await warmReader({ seconds: 1, megabytes: LIMITS.megabytes });
    const read = await Promise.all([SHORT, HUGE, OTHER].map((each) => parse(each, settings, false)));
    expect(read.map((each) => ('failure' in each ? each.failure.rule : 'read'))).toEqual([
      'read',
      'over-limit',
      'read',
    ]);
    const rendered = await Promise.all([SHORT, OTHER].map((each) => render(each, settings, new Map())));
    expect(rendered).toMatchObject([
      { html: expect.stringContaining('slow') },
      { html: expect.stringContaining('down') },
    ]);
  });

  test('skips a document that takes too long, and reads the next one', async () => {
    const { parse } = await warmReader({ seconds: 1, megabytes: LIMITS.megabytes });
    expect(await parse(HUGE, settings, false)).toMatchObject({
      failure: {
        rule: 'over-limit',
        message: 'Unexpected document that takes more than 1 seconds of processor time to read',
      },
    });
    expect(await parse(SHORT, settings, false)).toMatchObject({ postmortem: { title: 'A' } });
  });

  test('skips a document that takes too much memory, and reads the next one', async () => {
    const { parse } = await warmReader({ seconds: LIMITS.seconds, megabytes: 100 });
    expect(await parse(HUGE, settings, false)).toMatchObject({
      failure: {
        rule: 'over-limit',
        message: 'Unexpected document that takes more than 100 megabytes of memory to read',
      },
    });
    expect(await parse(SHORT, settings, false)).toMatchObject({ postmortem: { title: 'A' } });
  });

  test('reports the document on which it fails, and reads the next one', async () => {
    const { parse } = await warmReader();
    // A value that no frontmatter contains, to simulate a bug in the code.
    const broken = { ...SHORT, valid: { ...SHORT.valid, title: 1 as unknown as string } };
    expect(await parse(broken, settings, false)).toMatchObject({
      failure: {
        rule: 'unreadable-file',
        message: expect.stringMatching(/^Nevertwice fails on this document: .*\.[jt]s:\d+\)$/),
      },
    });
    expect(await parse(SHORT, settings, false)).toMatchObject({ postmortem: { title: 'A' } });
  });
});
