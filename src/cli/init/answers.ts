import { askChoice, askText, canAsk } from '../arguments/prompts.ts';
import type { Host, Surroundings } from './repository.ts';

/** Options of `nevertwice init`. */
export interface InitOptions {
  title?: string;
  audience?: 'internal' | 'public';
  host?: Host | 'none';
  /** Whether to create a sample. */
  sample: boolean;
  /** Whether to create an editor snippet. */
  editor: boolean;
  /** Asks no questions. */
  yes?: boolean;
}

/** Options and answers. */
export interface InitAnswers {
  title?: string | undefined;
  audience?: 'internal' | 'public' | undefined;
  host: Host | 'none';
}

/** Returns the options, completed by asking on a terminal and by what was found around the archive. Throws `Cancelled`. */
export async function initAnswers(options: InitOptions, { host: found }: Surroundings): Promise<InitAnswers> {
  const { title, audience, host = found ?? 'none' } = options;
  if (options.yes || !canAsk()) return { title, audience, host };
  return {
    title: title ?? (await askText('What is the name of the archive?', { fallback: 'Postmortems' })),
    audience: audience ?? (await askAudience()),
    host: options.host ?? (await askHost(host)),
  };
}

function askAudience(): Promise<'internal' | 'public'> {
  return askChoice(
    'Who can read the site?',
    [
      { value: 'internal', label: 'colleagues', hint: 'all postmortems except drafts' },
      { value: 'public', label: 'everyone', hint: 'only public postmortems' },
    ],
    'internal',
  );
}

function askHost(found: Host | 'none'): Promise<Host | 'none'> {
  return askChoice(
    'Which service should check and publish the archive?',
    [
      { value: 'github', label: 'GitHub' },
      { value: 'gitlab', label: 'GitLab' },
      { value: 'none', label: 'none' },
    ],
    found,
  );
}
