import type { Settings } from '../../archive/settings.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { quote } from '../../diagnostics/quote.ts';
import { askChoice, askText } from '../arguments/prompts.ts';

/** Initial content of a new postmortem. */
export interface Answers {
  title: string;
  severity?: string | undefined;
  cause?: string | undefined;
  services?: readonly string[] | undefined;
}

/** The part of the answers that the command line contains. */
export type Given = Omit<Answers, 'title'> & { title?: string | undefined };

type Vocabulary = Pick<Settings, 'severities' | 'causes' | 'services'>;

/** Describes the first problem of the command line, if any. */
export function answersProblem({ title, severity, cause }: Given, known: Vocabulary): string | undefined {
  const causes = known.causes.map(({ id }) => id);
  return (
    (title === undefined ? undefined : titleProblem(title)) ??
    (severity === undefined ? undefined : wordProblem('--severity', severity, known.severities)) ??
    (cause === undefined ? undefined : wordProblem('--cause', cause, causes))
  );
}

function titleProblem(title: string): string | undefined {
  if (title.trim() === '') return 'the title is empty';
  return title.length > 200 ? `the title has ${title.length} characters, expected up to 200` : undefined;
}

function wordProblem(option: string, word: string, known: readonly string[]): string | undefined {
  if (known.includes(word)) return undefined;
  const meant = nearest(word, known);
  const help = meant === undefined ? '' : `; did you mean ${meant}?`;
  return `${option} ${quote(word)} is unknown, expected one of ${known.join(', ')}${help}`;
}

const UNKNOWN = '';

/** Asks for what the command line lacks. Throws `Cancelled`. */
export async function askAnswers(given: Given, { severities, causes, services }: Vocabulary): Promise<Answers> {
  const title = given.title ?? (await askText('What happened, in one line?', { problemOf: titleProblem }));
  const severity =
    given.severity ??
    (await askChoice(
      'How severe was it?',
      [{ value: UNKNOWN, label: 'unknown' }, ...severities.map((value) => ({ value, label: value }))],
      UNKNOWN,
    ));
  const cause =
    given.cause ??
    (await askChoice(
      'What was the root cause?',
      causes.map((each) => ({ value: each.id, label: each.title, hint: each.definition })),
      'unknown',
    ));
  return { title, severity: severity || undefined, cause, services: given.services ?? (await askServices(services)) };
}

async function askServices(known: Vocabulary['services']): Promise<string[]> {
  const names = known.length > 0 ? ` (${known.map(({ id }) => id).join(', ')}, or others)` : '';
  const typed = await askText(`Which services were affected, separated by commas?${names}`);
  return typed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
