// Writes the summary of a check as one comment of a pull request, and updates that comment later. A step of action.yml runs it, on
// any Node, with the variables that GitHub sets for steps. A comment that cannot be written does not fail the step, because the
// same text is in the job summary.
import { readFileSync } from 'node:fs';

const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_EVENT_PATH, FOLDER = '', TOKEN = '' } = process.env;
const IN_SUMMARY = 'The text is in the job summary.';
const TIMEOUT = 30_000;
const PER_PAGE = 100;
// People who may write to the repository anyway. Comments of others are never changed, whatever they contain.
const TRUSTED = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** The host answered with an error. */
class Refusal extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`the host answered with status ${status}`);
    this.status = status;
  }
}

await main().catch((/** @type {unknown} */ error) => {
  const isRefused = error instanceof Refusal && [401, 403, 404].includes(error.status);
  const reason = error instanceof Error ? error.message : String(error);
  if (isRefused) {
    log('notice', `${reason}: the token may not write comments, as in pull requests of forks. ${IN_SUMMARY}`);
  } else log('warning', `${reason}. ${IN_SUMMARY}`);
});

async function main() {
  const text = readFileSync(process.argv[2] ?? '', 'utf8');
  const event = GITHUB_EVENT_PATH ? JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8')) : {};
  const number = event.pull_request?.number;
  if (number === undefined) return log('notice', `there is no pull request. ${IN_SUMMARY}`);
  if (TOKEN === '') return log('notice', `there is no token. ${IN_SUMMARY}`);
  // Invisible on the page. Archives of one repository have comments of their own.
  const marker = `<!-- nevertwice ${encodeURIComponent(FOLDER).replaceAll('-', '%2D')} -->`;
  const own = await findComment(`/issues/${number}/comments`, marker);
  if (text === '' && own === undefined) return process.stdout.write('There is nothing to say.\n');
  const body = `${marker}\n${text || '## Postmortems: no problems\n\nThis pull request no longer changes a postmortem.\n'}`;
  if (own?.body === body) return process.stdout.write('The comment is up to date.\n');
  await (own
    ? ask('PATCH', `/issues/comments/${own.id}`, { body })
    : ask('POST', `/issues/${number}/comments`, { body }));
  return process.stdout.write(`The comment is ${own ? 'updated' : 'written'}.\n`);
}

/**
 * @param {string} path
 * @param {string} marker
 * @returns {Promise<{ id: number, body: string } | undefined>}
 */
async function findComment(path, marker) {
  for (let page = 1; ; page++) {
    const comments = await ask('GET', `${path}?per_page=${PER_PAGE}&page=${page}`);
    for (const { id, body, user, author_association: role } of comments) {
      const isTrusted = user?.type === 'Bot' || TRUSTED.includes(role);
      if (isTrusted && typeof body === 'string' && body.startsWith(marker)) return { id, body };
    }
    if (comments.length < PER_PAGE) return undefined;
  }
}

/**
 * @param {string} method
 * @param {string} path Within the repository.
 * @param {object} [content]
 */
async function ask(method, path, content) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${TOKEN}`,
      'user-agent': 'nevertwice',
      'x-github-api-version': '2022-11-28',
    },
    ...(content && { body: JSON.stringify(content) }),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!response.ok) throw new Refusal(response.status);
  return response.json();
}

/**
 * @param {'notice' | 'warning'} command
 * @param {string} message
 */
function log(command, message) {
  const text = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(`::${command} title=Nevertwice::No comment: ${text}\n`);
}
