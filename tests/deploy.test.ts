import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { nevertwice, ROOT } from './tools/cli.ts';
import { POLICY } from './tools/serve.ts';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const workflows = ['.github/workflows', 'docs/workflows'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder)).map((file) => `${folder}/${file}`),
);

test('docs/deploy.md names the policy that the browser tests are served with', () => {
  const policies = [...read('docs/deploy.md').matchAll(/"(default-src [^"]*)"/g)].map(([, policy]) => policy);
  expect(policies).toEqual([POLICY, POLICY]);
});

test.each(workflows)('%s is a workflow', (file) => {
  expect(parse(read(file), { uniqueKeys: true })).toMatchObject({ on: expect.anything(), jobs: expect.anything() });
});

test('what is published by has the options that it is given', async () => {
  const commands = [...workflows, 'docs/deploy.md'].flatMap((file) => [
    ...read(file).matchAll(/nevertwice\.js ([a-z]+)(.*(?:\n +--.*)*)/g),
  ]);
  expect(commands.length).toBeGreaterThan(5);
  const names = [...new Set(commands.map(([, command = '']) => command))];
  const answers = await Promise.all(names.map(async (name) => (await nevertwice([name, '--help'])).stdout));
  const helps = new Map(names.map((name, index) => [name, answers[index]]));
  for (const [line, command = '', rest = ''] of commands) {
    for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(helps.get(command), line).toContain(`  ${option} `);
  }
});
