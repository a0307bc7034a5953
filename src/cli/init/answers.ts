import { askChoice, askText, canAsk } from '../arguments/prompts.ts';
import type { Host, Surroundings } from './repository.ts';

/** What `nevertwice init` is told on the command line. */
export interface InitOptions {
  title?: string;
  audience?: 'internal' | 'public';
  host?: Host | 'none';
  /** Whether a sample is wanted, and what an editor takes. */
  sample: boolean;
  editor: boolean;
  /** Asks nothing. */
  yes?: boolean;
}

/** What it has to know. */
export interface InitAnswers {
  title?: string | undefined;
  audience?: 'internal' | 'public' | undefined;
  host: Host | 'none';
}

/** What was given and, on a terminal, asked; the rest as the surroundings have it. Throws `Cancelled`. */
export async function initAnswers(options: InitOptions, { host: found }: Surroundings): Promise<InitAnswers> {
  const { title, audience, host = found ?? 'none' } = options;
  if (options.yes || !canAsk()) return { title, audience, host };
  return {
    title: title ?? (await askText('What is the archive called?', { fallback: 'Postmortems' })),
    audience: audience ?? (await askAudience()),
    host: options.host ?? (await askHost(host)),
  };
}

function askAudience(): Promise<'internal' | 'public'> {
  return askChoice(
    'Whom is the site for?',
    [
      { value: 'internal', label: 'colleagues', hint: 'every postmortem but drafts' },
      { value: 'public', label: 'anybody', hint: 'without internal postmortems' },
    ],
    'internal',
  );
}

function askHost(found: Host | 'none'): Promise<Host | 'none'> {
  return askChoice(
    'Which workflow is to check and publish it?',
    [
      { value: 'github', label: 'GitHub' },
      { value: 'gitlab', label: 'GitLab' },
      { value: 'none', label: 'none' },
    ],
    found,
  );
}
