import { z } from 'zod';
import { quote } from '../../diagnostics/quote.ts';
import type { Advice, Problem } from '../../postmortem/frontmatter/problem.ts';
import { TICKET_PREFIX, type Trackers, ticketAddress } from '../../postmortem/tickets.ts';
import { isHttpUrl } from '../../postmortem/url.ts';

const template = z
  .string()
  .trim()
  .refine(isTemplate, 'an http or https address such as `https://tracker.example.com/browse/{id}`');

/** The schema of `tickets` in archive.yml: addresses of tickets by the prefix of their ids. */
export const tickets = z.record(z.string(), template).default({});

function isTemplate(text: string): boolean {
  return text.includes('{id}') && isHttpUrl(text.replaceAll('{id}', '1'));
}

/** Finds prefixes that no ticket has. */
export function ticketProblems(trackers: Trackers): Problem[] {
  return Object.keys(trackers).flatMap((prefix): Problem[] => {
    if (TICKET_PREFIX.test(prefix)) return [];
    const message = `Unexpected prefix ${quote(prefix)} of tickets, expected capital letters such as \`OPS\`, or \`#\``;
    const meant = prefix.toUpperCase().replace(/-$/, '');
    const isClear = TICKET_PREFIX.test(meant) && ticketAddress(`${meant}-1`, trackers) === undefined;
    const problem = { kind: 'unknown-key', path: ['tickets', prefix], message } as const;
    if (isClear) return [{ ...problem, help: `Did you mean \`${meant}\`?`, meant }];
    return [{ ...problem, help: 'Write what precedes the number: `OPS` for `OPS-7`, `"#"` for `#412`.' }];
  });
}

/** Advice for the paths of `tickets`, with `*` for a prefix. */
export const TICKET_ADVICE: Readonly<Record<string, Advice>> = {
  tickets: {
    help: 'Write addresses by prefix, such as `{ OPS: "https://tracker.example.com/browse/{id}" }`.',
  },
  'tickets.*': {
    help: 'Put `{id}` where the id belongs, such as `https://tracker.example.com/browse/{id}`.',
    guess(written) {
      const value = `${written.replace(/\/$/, '')}/{id}`;
      return isHttpUrl(written) && !/[?#{]/.test(written) ? { value } : undefined;
    },
  },
};
