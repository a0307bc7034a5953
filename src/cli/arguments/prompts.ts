import { isCancel, select, text } from '@clack/prompts';

/** Somebody pressed Ctrl-C, or Escape, in a prompt. */
export class Cancelled extends Error {}

/** Whether there is a person to ask: both standard input and standard output are a terminal. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY);
}

/** Asks for a line of text, `fallback` where it stays empty; `problemOf` says what is wrong with one. Throws `Cancelled`. */
export async function askText(
  message: string,
  { fallback = '', problemOf }: { fallback?: string; problemOf?: (text: string) => string | undefined } = {},
): Promise<string> {
  const validate = problemOf && ((typed: string | undefined) => problemOf(typed?.trim() || fallback));
  const shown = fallback === '' ? {} : { placeholder: fallback, defaultValue: fallback };
  const answer = await text({ message, ...shown, ...(validate && { validate }) });
  return answered(answer).trim();
}

/** Asks for one of several values; `hint` says what one means. Throws `Cancelled`. */
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
  // Empty where nothing was typed, whatever the types say.
  return typeof answer === 'string' ? answer : '';
}
