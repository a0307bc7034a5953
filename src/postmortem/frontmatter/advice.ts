import { formatDuration, parseDuration } from '../time/duration.ts';
import { isHttpUrl, withScheme } from '../url.ts';
import type { Advice } from './problem.ts';

const TIME: Advice = {
  help: 'Write the date, `T`, the time and the offset, such as `2024-04-15T15:45:00Z`, or only the date.',
};
const IDS: Advice = { help: 'Write a list of ids: file names without `.md`.' };

/** Makes a link from an address, with the host as its title. */
function linkTo(written: string): { value: unknown } | undefined {
  const url = isHttpUrl(written) ? written : withScheme(written);
  return url ? { value: { title: new URL(url).host, url } } : undefined;
}

/** Completes an address that lacks only its scheme. */
export function addressOf(written: string): { value: unknown } | undefined {
  const value = withScheme(written);
  return value ? { value } : undefined;
}

const AFTER: Advice = {
  help: 'Write days, hours and minutes after the start, such as `5m`, or leave it out.',
  guess: guessDuration,
};
const AMOUNT: Advice = { help: 'Write a number, such as `305`, also with `~`, `<` or `>` before it.' };

const FRONTMATTER = new Map(
  Object.entries<Advice>({
    title: {
      help: 'Write what happened, in one line.',
      missing: 'Add `title:` with what happened, in one line.',
    },
    severity: { help: 'Choose one of them, or add it under `severities` in archive.yml.' },
    started: {
      ...TIME,
      missing: 'Add `started:` with the time and offset, such as `started: 2024-04-15T15:45:00Z`, or with the date.',
    },
    detected: TIME,
    acknowledged: TIME,
    mitigated: TIME,
    resolved: TIME,
    detectedAfter: AFTER,
    acknowledgedAfter: AFTER,
    mitigatedAfter: AFTER,
    duration: {
      help: 'Write days, hours and minutes, such as `1h 35m`, or `unknown`.',
      unknown: 'unknown',
      guess: guessDuration,
    },
    impact: {
      help: 'Write the affected share, such as `30` or `{ percent: 30, of: login requests }`, an amount, such as `305 customers`, or `unknown`.',
      unknown: 'unknown',
      missing: 'Add `impact: unknown`, or the affected share, such as `impact: 30`.',
    },
    'impact.percent': {
      help: 'Write a number from 0 to 100, such as `30`, also with `~`, `<` or `>` before it.',
      missing: 'Add `percent:` with a number from 0 to 100, such as `percent: 30`.',
    },
    'impact.money': { help: 'Write the amount and the code of its currency, such as `4000 EUR`.' },
    'impact.of': { help: 'Write what the percentage refers to, such as `login requests`.' },
    cause: {
      help: 'Choose one of them, or add it under `causes` in archive.yml.',
      unknown: 'unknown',
      missing: 'Add `cause: unknown`, or the id of a cause listed in docs/format.md or archive.yml.',
    },
    contributing: { help: 'Write a list of ids of causes, such as `[capacity]`.' },
    'contributing[]': { help: 'Choose one of them, or add it under `causes` in archive.yml.' },
    commander: { help: 'Write the name, such as `Jane Doe`, or a list of names.' },
    roles: { help: 'Write who had which role, such as `{ scribe: Jane Doe }`.' },
    recurs: IDS,
    related: IDS,
    unrelated: IDS,
    aliases: IDS,
    links: { help: 'Write a list such as `[{ title: Status page, url: https://status.example.com }]`.' },
    'links[]': {
      help: 'Write a title and an address, such as `{ title: Status page, url: https://status.example.com }`.',
      guess: linkTo,
    },
    'links[].title': {
      help: 'Write the name of the linked page, such as `Status page`.',
      missing: 'Add `title:` with the name of the linked page, such as `title: Status page`.',
    },
    'links[].url': {
      help: 'Write the whole address, such as `https://status.example.com`.',
      missing: 'Add `url:` with the whole address, such as `url: https://status.example.com`.',
      guess: addressOf,
    },
  }),
);

/** Guesses a duration from one that is not exact, such as `~2h`, or has no unit. */
function guessDuration(written: string) {
  const exact = parseDuration(written.replace(/^(?:about|around|approx(?:imately|\.)?|roughly|ca\.?|[~≈])\s*/i, ''));
  if (exact !== undefined) return { value: formatDuration(exact), isGuess: true };
  if (!/^\d{1,9}$/.test(written)) return undefined;
  const help = `Write \`${written}m\` for minutes, \`${written}h\` for hours.`;
  return { value: `${written}m`, help, isGuess: true };
}

/** Returns the advice for the value at a path of the frontmatter. */
export function frontmatterAdvice(path: readonly PropertyKey[]): Advice | undefined {
  const [key, unit, ...inner] = path;
  const isAmount = key === 'impact' && unit !== undefined && inner.length === 0;
  return FRONTMATTER.get(pathName(path)) ?? (isAmount ? AMOUNT : undefined);
}

/** Formats a path such as `links[].url`, without indexes. */
export function pathName(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? '[]' : `.${String(key)}`))
    .join('')
    .slice(1);
}
