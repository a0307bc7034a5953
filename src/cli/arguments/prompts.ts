import { isCancel, select, text } from '@clack/prompts';

/** The user pressed Ctrl-C or Escape in a prompt. */
export class Cancelled extends Error {}

/** Returns whether questions can be asked: standard input and standard output are terminals. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY);
}

/** Asks for a line of text; an empty one gives `fallback`. `problemOf` describes what is wrong with a text. Throws `Cancelled`. */
export async function askText(
  message: string,
  { fallback = '', problemOf }: { fallback?: string; problemOf?: (text: string) => string | undefined } = {},
): Promise<string> {
  const validate = problemOf && ((typed: string | undefined) => problemOf(typed?.trim() || fallback));
  const shown = fallback === '' ? {} : { placeholder: fallback, defaultValue: fallback };
  const answer = await text({ message, ...shown, ...(validate && { validate }) });
  return answered(answer).trim();
}

/** Asks to choose a value; `hint` explains it. Throws `Cancelled`. */
export async function askChoice<Value extends string>(
  message: string,
  choices: readonly { value: Value; label: string; hint?: string }[],
  first: Value,
): Promise<Value> {
  const answer = answered(await select<string>({ message, options: [...choices], initialValue: first, maxItems: 10 }));
  return choices.find(({ value }) => value === answer)?.value ?? first;
}

function answered(answer: string | symbol): string {
  if (isCancel(answer)) throw new Cancelled();
  // Undefined if nothing was typed, contrary to its type.
  return typeof answer === 'string' ? answer : '';
}
