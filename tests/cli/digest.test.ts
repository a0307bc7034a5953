import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Digest, digestOf } from '../../src/archive/export/digest.ts';
import { loadArchive } from '../../src/build/load.ts';
import { withoutErrors } from '../../src/build/without-errors.ts';
import { type AddressOf, formatDigestJson } from '../../src/cli/digest/json.ts';
import { formatDigestMarkdown } from '../../src/cli/digest/markdown.ts';
import { formatDigestPretty } from '../../src/cli/digest/pretty.ts';
import { parseMarkdown } from '../../src/postmortem/body/markdown.ts';
import { writeExtremeArchive, writeSingleArchive } from '../tools/archives/archives.ts';
import { AS_OF, nevertwice, ROOT } from '../tools/cli.ts';

let root: string;
let digests: Record<string, Digest>;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-report-'));
  for (const folder of ['one', 'extreme', 'none', 'broken', 'late']) mkdirSync(path.join(root, folder));
  writeSingleArchive(path.join(root, 'one'));
  writeExtremeArchive(path.join(root, 'extreme'));
  writeSingleArchive(path.join(root, 'broken'));
  writeFileSync(path.join(root, 'broken/bad.md'), '---\ntitle: x\n---\n');
  writeFileSync(path.join(root, 'broken/link.md'), `${HEAD}[the log](nowhere.log)\n`);
  writeFileSync(path.join(root, 'late/archive.yml'), 'rules: { overdue-action: error }\n');
  writeFileSync(path.join(root, 'late/a.md'), `${HEAD}## Action items\n\n- [ ] Lock it @auth due:2024-05-01\n`);
  const folders = Object.entries({
    example: path.join(ROOT, 'postmortems'),
    one: 'one',
    extreme: 'extreme',
    none: 'none',
  });
  digests = Object.fromEntries(
    await Promise.all(folders.map(async ([name, folder]) => [name, await digestFor(path.resolve(root, folder))])),
  );
});
afterAll(() => rmSync(root, { recursive: true }));

const HEAD = '---\ntitle: A\nstarted: 2024-04-15\nduration: 1h\nimpact: 1\ncause: network\n---\n';

async function digestFor(folder: string): Promise<Digest> {
  const loaded = await loadArchive(folder, { drafts: false, base: '/', render: false, asOf: AS_OF });
  const sound = withoutErrors(loaded, folder);
  if (!sound) throw new Error(`The archive.yml of ${folder} is not valid`);
  return digestOf(sound.archive, AS_OF);
}

/** Returns the digest of an archive by its name. */
function digest(name: string): Digest {
  const found = digests[name];
  if (!found) throw new Error(`There is no digest of ${name}`);
  return found;
}

const report = (folder: string, ...options: string[]) =>
  nevertwice(['digest', folder, '--as-of', AS_OF, ...options], root);
const nowhere: AddressOf = () => undefined;

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
  ...{ nearMisses: count, severities: { type: 'object', additionalProperties: count }, medianMinutes: orNull(count) },
  ...{ recurrences: count, actionsPromised: count, actionsDone: count },
});
const SCHEMA = exactly({
  ...{ version: { const: 1 }, title: text, asOf: date, incidents: count },
  overdue: list(
    exactly({
      ...{ title: text, owner: orNull(text), due: date, daysLate: { type: 'integer', minimum: 1 }, type: orNull(text) },
      ...{ ticket: orNull(text), url: orNull({ type: 'string', format: 'uri' }) },
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
  actionsWithUnknownStatus: { type: 'integer', minimum: 0 },
  ...{ quarter, previousQuarter: quarter },
});

test('the digest links tickets whose tracker has an address', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-tickets-'));
  const trackers = '{ OPS: "https://t.example/(a)/{id}", "#": "https://g.example/{id}" }';
  writeFileSync(path.join(folder, 'archive.yml'), `tickets: ${trackers}\n`);
  const actions = '- [ ] Undo #4, as in SHA-256 @auth due:2024-05-01 OPS-7\n- [ ] Redo #5 @auth due:2024-05-01\n';
  writeFileSync(path.join(folder, 'a.md'), `${HEAD}## Action items\n\n${actions}`);
  const found = await digestFor(folder);
  rmSync(folder, { recursive: true });
  const lines = formatDigestMarkdown(found, nowhere)
    .split('\n')
    .filter((line) => line.startsWith('- **'));
  const days = found.overdue[0]?.daysLate.toLocaleString('en');
  expect(lines.map((line) => line.replaceAll('\u2060', ''))).toEqual([
    `- **Undo [\\#4](https://g.example/4), as in SHA-256**, @auth, due 1 May 2024, ${days} days late, [OPS-7](https://t.example/%28a%29/OPS-7), from A (\`a\`)`,
    `- **Redo [\\#5](https://g.example/5)**, @auth, due 1 May 2024, ${days} days late, from A (\`a\`)`,
  ]);
  expect(JSON.parse(formatDigestJson(found, nowhere)).overdue).toMatchObject([
    { ticket: 'OPS-7', url: 'https://t.example/(a)/OPS-7' },
    { ticket: '#5', url: 'https://g.example/5' },
  ]);
});

describe('the digest', () => {
  test('lists the overdue actions of the example, and the actions before a recurrence', () => {
    const text = formatDigestPretty(digest('example'), false);
    expect(text).toContain('7 overdue action items\n');
    expect(text).toContain('2024-04-15-login-pool-misconfigured, fifth time: Logins fail');
    expect(text).toContain('      - Test database queries automatically in the delivery pipeline\n');
    expect(text).toContain('Done, but it recurred. All 8 action items were done.');
    expect(text).toContain('unknown impact in 26 of 38 incidents');
    expect(text).toContain('Q4 2026 so far, and Q3 2026');
  });

  describe.each(['example', 'extreme', 'one', 'none'])('of the archive %s', (name) => {
    let isValid: ValidateFunction;
    beforeAll(() => {
      const ajv = new Ajv2020({ allErrors: true, strict: true });
      formats.default(ajv);
      isValid = ajv.compile(SCHEMA);
    });

    test('is JSON that follows its schema', () => {
      isValid(JSON.parse(formatDigestJson(digest(name), nowhere)));
      expect(isValid.errors ?? []).toEqual([]);
    });

    test('is valid Markdown', () => {
      const kinds = parseMarkdown(formatDigestMarkdown(digest(name), nowhere)).children.map(({ type }) => type);
      expect(kinds.filter((kind) => kind === 'heading')).toHaveLength(5);
      expect(new Set(kinds)).not.toContain('html');
    });
  });

  test.each([
    ['links to pages', (id: string) => `https://kb.example/pm/${id}/`, '](https://kb.example/pm/2024-02-02-evil/)'],
    ['names ids where there is no address', nowhere, '(`2024-02-02-evil`)'],
  ])('%s', (_, addressOf, expected) => {
    expect(formatDigestMarkdown(digest('extreme'), addressOf)).toContain(expected);
  });

  test('lists twenty of each, and counts the others', () => {
    const { overdue, recurrences, unknown, ...rest } = digest('example');
    const many = {
      ...rest,
      recurrences,
      unknown,
      overdue: Array.from({ length: 25 }, () => overdue[0]).flatMap((each) => each ?? []),
    };
    expect(formatDigestPretty(many, false)).toContain('\n  … and 5 more\n');
    expect(formatDigestMarkdown(many, nowhere)).toContain('\n- … and 5 more\n');
    expect(formatDigestMarkdown(many, nowhere)).toMatch(/ and 6 more\n/);
  });
});

describe.concurrent('nevertwice digest', () => {
  test('prints the digest for an audience, with addresses', async () => {
    const options = [
      '--site',
      'https://kb.example',
      '--base',
      '/pm/',
      '--audience',
      'internal',
      '--format',
      'markdown',
    ];
    const { status, stdout, stderr } = await report('extreme', ...options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('](https://kb.example/pm/postmortems/2024-02-02-evil/)');
    expect(stdout).toContain('zyzzyvainternal');
    expect(stdout).not.toContain('zyzzyvadraft');
  });

  test('uses the path of the address, and reports a conflict', async () => {
    const site = ['--site', 'https://kb.example/pm', '--format', 'markdown'];
    const taken = await report('extreme', ...site);
    expect(taken).toMatchObject({ status: 0, stderr: '' });
    expect(taken.stdout).toContain('](https://kb.example/pm/postmortems/2024-02-02-evil/)');
    const { stdout, stderr } = await report('extreme', ...site, '--base', '/other/');
    expect(stderr).toBe(
      'nevertwice: the site is built for /other/ from --base, not for /pm/ from its address https://kb.example/pm\n',
    );
    expect(stdout).toContain('](https://kb.example/other/postmortems/2024-02-02-evil/)');
  });

  test('reveals nothing internal to the public', async () => {
    const { stdout } = await report('extreme', '--audience', 'public', '--format', 'json');
    expect(JSON.parse(stdout).incidents).toBeGreaterThan(0);
    expect(stdout).not.toContain('zyzzyvainternal');
  });

  test('leaves out documents with errors, and says so', async () => {
    const { status, stdout, stderr } = await report('broken');
    expect(status).toBe(1);
    expect(stdout).toContain('of 1 incident');
    expect(stderr).toMatch(/^nevertwice: \d errors, 2 files left out; run `nevertwice check`\n$/);
  });

  test('lists overdue actions even if they are errors', async () => {
    const { status, stdout, stderr } = await report('late');
    expect([status, stderr]).toEqual([1, 'nevertwice: 1 error; run `nevertwice check`\n']);
    expect(stdout).toContain('1 overdue action item\n');
  });

  test('exits with status 1 and the report if archive.yml is invalid', async () => {
    mkdirSync(path.join(root, 'invalid'));
    writeFileSync(path.join(root, 'invalid/archive.yml'), 'titel: x\n');
    const { status, stdout, stderr } = await report('invalid');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('invalid/archive.yml:1:1\n');
  });

  test.each([
    ['a folder that does not exist', ['nowhere'], 'the archive folder nowhere cannot be read'],
    ['an unknown format', ['one', '--format', 'html'], 'Allowed choices are pretty, json, markdown'],
    ['a day that is none', ['one', '--as-of', 'monday'], 'Expected a day such as 2024-05-01'],
  ])('exits with status 2 for %s', async (_, args, message) => {
    const { status, stdout, stderr } = await nevertwice(['digest', ...args], root);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
