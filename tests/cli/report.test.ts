import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/postmortem/markdown.ts';
import { writeExtremeArchive, writeSingleArchive } from '../tools/archives.ts';
import { AS_OF, nevertwice } from '../tools/cli.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-report-'));
  for (const folder of ['one', 'extreme', 'none', 'broken']) mkdirSync(path.join(root, folder));
  writeSingleArchive(path.join(root, 'one'));
  writeExtremeArchive(path.join(root, 'extreme'));
  writeSingleArchive(path.join(root, 'broken'));
  writeFileSync(path.join(root, 'broken/bad.md'), '---\ntitle: x\n---\n');
});
afterAll(() => rmSync(root, { recursive: true }));

const report = (folder: string, ...options: string[]) =>
  nevertwice(['report', folder, '--as-of', AS_OF, ...options], root);
const EXAMPLE = path.resolve(import.meta.dirname, '../../postmortems');

const text = { type: 'string', minLength: 1 };
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const date = { type: 'string', format: 'date' };
const exactly = (properties: object) => ({
  ...{ type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});
const count = { type: 'integer', minimum: 0 };
const list = (items: object) => ({ type: 'array', items });
const postmortem = exactly({ id: text, title: text, started: date, url: orNull({ type: 'string', format: 'uri' }) });
const quarter = exactly({
  ...{ name: { type: 'string', pattern: '^\\d{4}-Q[1-4]$' }, from: date, to: date, incidents: count },
  ...{ severities: { type: 'object', additionalProperties: count }, medianMinutes: orNull(count) },
  ...{ recurrences: count, actionsPromised: count, actionsDone: count },
});
const SCHEMA = exactly({
  ...{ version: { const: 1 }, title: text, asOf: date, incidents: count },
  overdue: list(
    exactly({
      ...{ title: text, owner: orNull(text), due: date, daysLate: { type: 'integer', minimum: 1 }, type: orNull(text) },
      postmortem,
    }),
  ),
  recurrences: list(
    exactly({
      ...{ earlier: postmortem, later: postmortem, occurrence: { type: 'integer', minimum: 2 } },
      verdict: { enum: ['promised-open', 'done-yet-recurred', 'none-promised', 'unknown'] },
      actions: list(
        exactly({
          ...{ title: text, owner: orNull(text), due: orNull(date), done: orNull(date) },
          stateThen: { enum: ['open', 'done', 'dropped', 'unknown'] },
        }),
      ),
    }),
  ),
  unknown: exactly({ cause: list(postmortem), impact: list(postmortem), duration: list(postmortem) }),
  ...{ quarter, previousQuarter: quarter },
});

describe('nevertwice report', () => {
  test('says of the example what is overdue, and what had been promised before it came back', async () => {
    const { status, stdout, stderr } = await report(EXAMPLE);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('7 overdue actions\n');
    expect(stdout).toContain('2024-04-15-login-pool-misconfigured, fifth time: Logins fail');
    expect(stdout).toContain('      - Test database queries automatically in the delivery pipeline\n');
    expect(stdout).toContain('Done, yet it came back. All 8 promised actions were done.');
    expect(stdout).toContain('impact of 26 of 38 incidents');
    expect(stdout).toContain('Q4 2026 so far, and Q3 2026');
  });

  test.each([
    ['the example', EXAMPLE],
    ['the extremes', 'extreme'],
    ['an archive of one', 'one'],
    ['an empty folder', 'none'],
  ])('gives %s as data that follows its schema, and as Markdown', async (_, folder) => {
    const ajv = new Ajv2020({ allErrors: true, strict: true });
    formats.default(ajv);
    const isValid = ajv.compile(SCHEMA);
    const { stdout } = await report(folder, '--format', 'json');
    isValid(JSON.parse(stdout));
    expect(isValid.errors ?? []).toEqual([]);
    const markdown = await report(folder, '--format', 'markdown');
    const kinds = parseMarkdown(markdown.stdout).children.map(({ type }) => type);
    expect(kinds.filter((kind) => kind === 'heading')).toHaveLength(5);
    expect(new Set(kinds)).not.toContain('html');
  });

  test('links to the site where its address is known, and says the same for the same day', async () => {
    const options = ['--format', 'markdown', '--site', 'https://kb.example', '--base', '/pm/'];
    const [first, second] = [await report('extreme', ...options), await report('extreme', ...options)];
    expect(first.stdout).toContain('](https://kb.example/pm/postmortems/2024-02-02-evil/)');
    expect(second.stdout).toBe(first.stdout);
    expect((await report('extreme', '--format', 'markdown')).stdout).toContain('(`2024-02-02-evil`)');
  });

  test('shows the public nothing that is internal, and nobody a draft', async () => {
    const all = await report('extreme', '--audience', 'internal');
    const open = await report('extreme', '--audience', 'public');
    expect(all.stdout).toContain('zyzzyvainternal');
    expect(open.stdout).not.toContain('zyzzyvainternal');
    expect(all.stdout).not.toContain('zyzzyvadraft');
  });

  test('leaves documents with errors out, and says so', async () => {
    const { status, stdout, stderr } = await report('broken');
    expect(status).toBe(1);
    expect(stdout).toContain('of 1 incident');
    expect(stderr).toMatch(/^nevertwice: \d errors; run `nevertwice check`\n$/);
  });

  test.each([
    ['a folder that does not exist', ['nowhere'], 'there is no readable folder nowhere'],
    ['an unknown format', ['one', '--format', 'html'], 'Allowed choices are pretty, json, markdown'],
    ['a day that is none', ['one', '--as-of', 'monday'], 'Expected a day such as 2024-05-01'],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { status, stdout, stderr } = await nevertwice(['report', ...args], root);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
