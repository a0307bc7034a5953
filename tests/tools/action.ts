import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './cli.ts';

interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
}

/** What a runner knows when it runs an action. */
export interface Run {
  /** The clone, in which the steps run. */
  workspace: string;
  inputs?: Record<string, string>;
  /** The event, such as `{ pull_request: { number: 1, base: { sha } } }`. */
  event?: object;
  env?: NodeJS.ProcessEnv;
}

export interface Ran {
  /** Status of the step that failed, or 0. */
  status: number;
  /** What the steps printed, by name. */
  log: Record<string, string>;
  /** The job summary. */
  summary: string;
}

const ACTION = parse(readFileSync(path.join(ROOT, 'action.yml'), 'utf8')) as {
  inputs: Record<string, { default: string }>;
  runs: { steps: Step[] };
};

/** Runs the commands of action.yml as a runner does: in bash, with its variables and the outputs of earlier steps. */
export async function runAction(run: Run): Promise<Ran> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'nevertwice-runner-'));
  try {
    return await runSteps(run, temporary);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

async function runSteps({ workspace, inputs = {}, event = {}, env = {} }: Run, temporary: string): Promise<Ran> {
  const at = (name: string) => path.join(temporary, name);
  for (const name of ['summary', 'output']) writeFileSync(at(name), '');
  writeFileSync(at('event.json'), JSON.stringify(event));
  const given = Object.entries(ACTION.inputs).map(([name, { default: value }]) => [name, inputs[name] ?? value]);
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const contexts = { inputs: Object.fromEntries(given), github: { event, token: 'token' }, steps };
  const runner = {
    ...{ GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace, GITHUB_ACTION_PATH: ROOT, RUNNER_TEMP: temporary },
    ...{ GITHUB_STEP_SUMMARY: at('summary'), GITHUB_OUTPUT: at('output'), GITHUB_EVENT_PATH: at('event.json') },
    ...{ GITHUB_REPOSITORY: 'team/kb', NO_COLOR: undefined, FORCE_COLOR: undefined, XDG_CACHE_HOME: at('cache') },
  };
  const log: Record<string, string> = {};
  for (const step of ACTION.runs.steps) {
    const { id = '', name = '', run } = step;
    if (run === undefined || !holds(step.if, contexts)) continue;
    writeFileSync(at('script.sh'), run);
    writeFileSync(at('output'), '');
    const own = Object.entries(step.env ?? {}).map(([key, value]) => [key, evaluate(value, contexts)]);
    const { status, output } = await bash(at('script.sh'), workspace, {
      ...runner,
      ...Object.fromEntries(own),
      ...env,
    });
    log[name] = output;
    steps[id] = {
      outputs: Object.fromEntries(
        readFileSync(at('output'), 'utf8')
          .matchAll(/^(\w+)=(.*)$/gm)
          .map(([, key, value]) => [key, value]),
      ),
    };
    if (status !== 0) return { status, log, summary: readFileSync(at('summary'), 'utf8') };
  }
  return { status: 0, log, summary: readFileSync(at('summary'), 'utf8') };
}

function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    const args = ['--noprofile', '--norc', '-eo', 'pipefail', script];
    execFile('bash', args, { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      const status = error ? error.code : 0;
      if (typeof status === 'number') resolve({ status, output: stdout + stderr });
      else reject(error);
    });
  });
}

/** Replaces `${{ inputs.name }}` by its value; one that does not exist is empty. */
function evaluate(text: string, contexts: object): string {
  return text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
    const value = name
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], contexts);
    return evaluate(String(value ?? ''), contexts);
  });
}

/** Whether a condition such as `inputs.comment == 'true'` holds. */
function holds(condition: string | undefined, contexts: object): boolean {
  const [, name, operator, value] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(condition ?? '') ?? [];
  if (condition !== undefined && name === undefined) throw new Error(`unknown condition ${condition}`);
  return name === undefined || (evaluate(`\${{ ${name} }}`, contexts) === value) === (operator === '==');
}

export interface Comment {
  id: number;
  body: string;
  user: { type: string };
  author_association: string;
}

/** The part of a host's API that comments need, on loopback. */
export interface Host {
  url: string;
  comments: Comment[];
  /** Methods and paths of the requests. */
  requests: string[];
  /** Status with which to refuse changes, or all requests; 0 answers them. */
  refuse: { changes: number; all: number };
  close(): Promise<unknown>;
}

export async function startHost(): Promise<Host> {
  const host: Omit<Host, 'url' | 'close'> = { comments: [], requests: [], refuse: { changes: 0, all: 0 } };
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    host.requests.push(`${method} ${url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    const refused = host.refuse.all || (method === 'GET' ? 0 : host.refuse.changes);
    if (refused) return answer(refused, { message: 'Resource not accessible by integration' });
    if (headers.authorization !== 'Bearer token') return answer(401, { message: 'Bad credentials' });
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const body: string = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()).body : '';
    if (body.length > 65_536) return answer(422, { message: 'body is too long (maximum is 65536 characters)' });
    const [, issue, id] = /^\/repos\/team\/kb\/issues\/(?:(\d+)\/comments|comments\/(\d+))$/.exec(pathname) ?? [];
    if (method === 'GET' && issue === '7') {
      const [size, page] = ['per_page', 'page'].map((name) => Number(searchParams.get(name)));
      return answer(200, host.comments.slice(((page ?? 1) - 1) * (size ?? 0), (page ?? 1) * (size ?? 0)));
    }
    const comment = { id: host.comments.length + 1, body, user: { type: 'Bot' }, author_association: 'NONE' };
    if (method === 'POST' && issue === '7') {
      host.comments.push(comment);
      return answer(201, comment);
    }
    const own = host.comments.find((each) => each.id === Number(id));
    if (method !== 'PATCH' || !own) return answer(404, { message: 'Not Found' });
    own.body = body;
    return answer(200, own);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => server.close(resolve));
  return { ...host, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
