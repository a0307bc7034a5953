import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Digest, digestOf } from '../../src/archive/export/digest.ts';
import { loadArchive } from '../../src/build/load.ts';
import { formatDigestJson } from '../../src/cli/digest/json.ts';
import { formatDigestMarkdown } from '../../src/cli/digest/markdown.ts';
import { formatDigestPretty } from '../../src/cli/digest/pretty.ts';
import { markdownText } from '../../src/cli/markdown-text.ts';
import { actingLines, hostileText } from '../tools/archives/hostile.ts';
import { nevertwice } from '../tools/cli.ts';

const document = (title: string, action: string, more = '') => `---
title: ${JSON.stringify(title)}
started: 2024-04-15T15:45:00Z
duration: 2h
impact: unknown
cause: unknown
services: [${JSON.stringify(title)}]
${more}---
## Summary

${title}: the pool of connections was too small for the traffic.

## Action items

- [ ] ${action} @"everyone due:2024-05-01
`;

const LINK = '[Sign in](https://evil.example)';
const PLANTED = `::error::planted \u202Eevil\u2066 ##[add-mask]x ${LINK} @everyone www.evil.example`;

let root: string;
let base: Digest;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-hostile-'));
  const write = (folder: string, files: Record<string, string>) => {
    mkdirSync(path.join(root, folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, folder, name), text);
  };
  write('plain', {
    'a.md': document('A', 'Measure'),
    'b.md': document('B', 'Watch', 'recurs: [a]\n').replace('04-15', '04-16'),
  });
  write('planted', {
    'archive.yml': `title: ${JSON.stringify(PLANTED)}\n`,
    'a.md': document(PLANTED, PLANTED),
    'b.md': document(`B ${PLANTED}`, PLANTED, 'recurs: [a]\n').replace('04-15', '04-16'),
    '::error::c.md': document('C', 'Measure', `severity: ${JSON.stringify(PLANTED)}\n`),
  });
  const loaded = await loadArchive(path.join(root, 'plain'), { drafts: true, base: '/', render: false });
  if (!loaded.archive) throw new Error('There is no archive');
  base = digestOf(loaded.archive, '2024-06-01');
});
afterAll(() => rmSync(root, { recursive: true }));

/** Returns the digest with another text in place of every text from documents. */
function withText(text: string): Digest {
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    const changed = Object.entries(value).map(([key, inner]) => {
      return [key, key === 'title' || key === 'owner' ? text : replace(inner)];
    });
    return Object.fromEntries(changed);
  };
  return { ...(replace(base) as Digest), quarter: withSeverity(base.quarter, text), before: base.before };
}

function withSeverity(quarter: Digest['quarter'], severity: string): Digest['quarter'] {
  return { ...quarter, severities: { [severity]: 1 } };
}

const addressOf = (id: string) => `https://kb.example/postmortems/${id}/`;

/** Returns the types of Markdown nodes other than text, as GitHub parses it, and the addresses of links and images. */
function read(markdown: string): { kinds: string[]; addresses: string[]; text: string } {
  const tree: Nodes = unified().use(remarkParse).use(remarkGfm).parse(markdown);
  const found = { kinds: [] as string[], addresses: [] as string[], text: '' };
  visit(tree, (node) => {
    if (node.type === 'text') found.text += node.value;
    else found.kinds.push(node.type);
    if ('url' in node) found.addresses.push(node.url);
  });
  return found;
}

describe('text planted in a document', () => {
  test('is plain text in a Markdown digest', () => {
    const plain = read(formatDigestMarkdown(withText('a'), addressOf));
    fc.assert(
      fc.property(hostileText, (text) => {
        // A title of white space is missing.
        fc.pre(text.trim() !== '');
        const markdown = formatDigestMarkdown(withText(text), addressOf);
        const { kinds, addresses } = read(markdown);
        expect({ kinds, addresses }).toEqual({ kinds: plain.kinds, addresses: plain.addresses });
        expect(actingLines(markdown.replaceAll('\u2060', ''))).toEqual([]);
        // Text that GitHub and chats turn into links and mentions.
        expect(markdown.replaceAll(/\]\(https:\/\/kb\.example[^)]*\)/g, '')).not.toMatch(/:\/\/|www\.|@[\w]|#\d/i);
      }),
    );
  });

  test('does not affect a terminal that shows a digest, with or without colors', () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, colour) => {
        const output = formatDigestPretty(withText(text), colour);
        expect(actingLines(stripVTControlCharacters(output))).toEqual([]);
        expect(output.split('\n')).toHaveLength(formatDigestPretty(withText('a'), false).split('\n').length);
      }),
    );
    expect(formatDigestPretty(base, true)).toContain('\u001B[1mPostmortems, 1 June 2024\u001B[22m\n');
  });

  test('is unchanged for JSON parsers of the digest', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const output = formatDigestJson(withText(text), addressOf);
        expect(actingLines(output)).toEqual([]);
        expect(JSON.parse(output).overdue[0].title).toBe(text);
      }),
    );
  });
});

describe('markdownText', () => {
  test.each([
    ['Plain words, 100%: done (at last)!', 'Plain words, 100%: done (at last)!'],
    ['high-availability of v1.2', 'high-availability of v1.2'],
    ['two\nlines\u2028three', 'two lines three'],
    ['*a* _b_ `c` <b> [d](e) #f', '\\*a\\* \\_b\\_ \\`c\\` \\<b\\> \\[d\\](e) \\#f'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['2024 was', '2024 was'],
    ['@everyone', '@\u2060everyone'],
    ['see #412', 'see \\#\u2060412'],
    ['https://evil.example', 'https:\u2060//evil.example'],
    ['WWW.evil.example', 'WWW\u2060.evil.example'],
  ])('writes %j as %j', (text, expected) => expect(markdownText(text)).toBe(expected));
});

describe('every command prints planted text as text', () => {
  const AS_OF = ['--as-of', '2024-06-01'];
  test.each([
    [['check', '.', ...AS_OF]],
    [['check', '.', '--format', 'json', ...AS_OF]],
    [['check', '.', '--format', 'sarif', ...AS_OF]],
    [['digest', '.', ...AS_OF]],
    [['digest', '.', '--format', 'markdown', ...AS_OF]],
    [['digest', '.', '--format', 'json', ...AS_OF]],
    [['similar', '--in', '.', 'pool of connections too small']],
    [['similar', '--in', '.', '--format', 'json', 'pool of connections too small']],
    [['schema', '.']],
  ])('%j', async (args) => {
    const { stdout, stderr } = await nevertwice(args, path.join(root, 'planted'));
    expect(stdout.length).toBeGreaterThan(100);
    expect(actingLines((stdout + stderr).replaceAll('\u2060', ''))).toEqual([]);
  });

  test('check --format github, in separate workflow commands', async () => {
    const { stdout } = await nevertwice(['check', '.', '--format', 'github', ...AS_OF], path.join(root, 'planted'));
    // Of more than ten of a kind, some are in lines of the log.
    const isOfFile =
      /^(?:::(?:error|warning|notice) file=(?:a|b|%3A%3Aerror%3A%3Ac)\.md,|(?:a|b|:�error::c)\.md:\d+:\d+ )/;
    const lines = stdout
      .split('\n')
      .filter((line) => !isOfFile.test(line) && !/^::warning title=\d+ more warnings::[\w, -]+; the log/.test(line));
    expect(lines).toEqual([expect.stringMatching(/^3 files, /), '']);
    expect(actingLines(stdout.replaceAll(/^::/gm, ''))).toEqual([]);
  });

  const ARGUMENT = `no\u001B[2Jwhere\n::error::planted\r##[error]x\u202E`;
  test.each([
    [['check', ARGUMENT]],
    [['build', '.', '--cache', `planted/${ARGUMENT}`]],
    [['init', ARGUMENT, '--yes']],
    [['new', 'A', '--in', '.', '--severity', ARGUMENT]],
    [['new', 'A', '--in', '.', '--id', ARGUMENT]],
    [['new', '\u202E🔥', '--in', '.']],
    [['dev', ARGUMENT]],
    [['preview', '--out', ARGUMENT]],
    [['schema', ARGUMENT]],
    [['similar', `${ARGUMENT}.md`.replaceAll(/\s/g, '')]],
    [['check', `--${ARGUMENT}`]],
    [['check', '--format', ARGUMENT]],
    [['preview', '--allowed-hosts', ARGUMENT]],
    [[ARGUMENT]],
    [['build', 'a', ARGUMENT]],
  ])('%j, in an argument', async (args) => {
    const { status, stdout, stderr } = await nevertwice(args, path.join(root, 'planted'));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
    expect(actingLines(stderr)).toEqual([]);
  });
});
