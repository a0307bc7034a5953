import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { nevertwice, ROOT } from './tools/cli.ts';
import { POLICY } from './tools/sites/serve.ts';

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

// A tag can be moved to other code; a digest cannot.
test.each(workflows)('%s names every action by digest and version', (file) => {
  const used = [...read(file).matchAll(/^ *(?:- )?uses: *(.*)$/gm)].map(([, action]) => action);
  expect(used.length).toBeGreaterThan(1);
  for (const action of used) expect(action).toMatch(/^[\w-]+(?:\/[\w-]+)+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
});

test('the same action has the same digest in all workflows', () => {
  const used = workflows.flatMap((file) => [...read(file).matchAll(/uses: (\S+)@(\S+ # \S+)/g)]);
  const versions = Map.groupBy(used, ([, action]) => action);
  for (const all of versions.values()) expect(new Set(all.map(([, , version]) => version)).size).toBe(1);
});

describe('the workflow to copy', () => {
  type Step = { name?: string; run?: string; uses?: string; with?: Record<string, unknown> };
  type Workflow = { env: Record<string, string>; jobs: Record<string, { steps: Step[] }> };
  const workflow = parse(read('docs/workflows/postmortems.yml')) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test('takes Nevertwice at a commit, wherever it takes it', () => {
    const taken = steps.filter((step) => step.with?.path === '.nevertwice');
    expect(taken.map((step) => String(step.with?.ref).replaceAll(/[${} ]/g, ''))).toEqual(['env.COMMIT', 'env.COMMIT']);
  });

  test('publishes for the public unless somebody chooses otherwise', () => {
    const builds = steps.flatMap(({ run }) => (run?.includes(' build ') ? [run] : []));
    expect(builds).toHaveLength(1);
    expect(builds[0]).toContain('--audience "$AUDIENCE"');
    expect(workflow.env.AUDIENCE).toBe('public');
  });

  test.each([
    [workflow.env.COMMIT ?? 'absent', 1],
    ['main', 1],
    ['v1.2.3', 1],
    ['0123abc', 1],
    ['0'.repeat(40), 0],
  ])('given the commit %j, goes on with %i', (commit, expected) => {
    const { run = '' } = workflow.jobs.check?.steps[0] ?? {};
    const env = { ...process.env, ...workflow.env, COMMIT: commit };
    const { status, stdout } = spawnSync('bash', ['-e', '-c', run], { env, encoding: 'utf8' });
    expect([status, stdout.startsWith('::error::Set COMMIT')]).toEqual([expected, expected === 1]);
  });
});

test('the oldest Nodes that run a clone and the package are tested, and are those that the docs name', () => {
  const [, clone = '', compiled = ''] = /isClone \? '([\d.]+)' : '([\d.]+)'/.exec(read('bin/nevertwice.js')) ?? [];
  const { jobs } = parse(read('.github/workflows/ci.yml'));
  expect(jobs.test.strategy.matrix.node).toContain(clone);
  for (const file of ['docs/cli.md', 'docs/deploy.md', 'CONTRIBUTING.md']) expect(read(file)).toContain(clone);
  const setup = jobs.package.steps.find((step: { uses?: string }) => step.uses?.startsWith('actions/setup-node@'));
  expect(setup.with['node-version']).toBe(compiled);
  expect(JSON.parse(read('package.json')).engines.node).toBe(`>=${compiled}`);
  for (const file of ['docs/cli.md', 'docs/install.md']) expect(read(file)).toContain(compiled);
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
