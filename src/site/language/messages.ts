import { once } from './once.ts';

/** A text, with placeholders such as `{name}`; or one for each plural form that the placeholder `{count}` selects. */
export type Message = string | Readonly<{ one: string; other: string }>;

/** The messages of one language, by key. */
export type Messages<Key extends string> = Readonly<Record<Key, Message>>;

/** A value for a placeholder. Numbers are formatted in the language. */
export type Value = string | number;

type PlaceholdersOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceholdersOf<Rest> : never;

/** The names of the placeholders of a message. */
export type Placeholders<Text> = Text extends string
  ? PlaceholdersOf<Text>
  : Text extends { one: string; other: string }
    ? 'count' | PlaceholdersOf<Text['one'] | Text['other']>
    : never;

/** The arguments after the key of a message: none, or the values of its placeholders. */
export type Values<Text> = [Placeholders<Text>] extends [never] ? [] : [values: Record<Placeholders<Text>, Value>];

/** Returns a message in a language, such as `en`, with the values of its placeholders. */
export function formatMessage(
  message: Message,
  language: string,
  values: Readonly<Record<string, Value>> = {},
): string {
  return messageParts(message, language, values).join('');
}

/**
 * Returns a message as its texts and the values of its placeholders, in order: for messages that contain elements, such as a link.
 * Numbers are formatted, other values are returned as they are.
 */
export function messageParts<Part>(
  message: Message,
  language: string,
  values: Readonly<Record<string, Value | Part>>,
): (string | Part)[] {
  const text = typeof message === 'string' ? message : pluralForm(message, language, Number(values.count));
  return piecesOf(text).flatMap((piece, index) => {
    const isName = index % 2 === 1;
    const value = isName ? (values[piece] ?? `{${piece}}`) : piece;
    if (value === '') return [];
    return typeof value === 'number' ? numberFormat(language).format(value) : value;
  });
}

function pluralForm(message: Exclude<Message, string>, language: string, count: number): string {
  return pluralRules(language).select(count) === 'one' ? message.one : message.other;
}

/** Returns a text before, between and after its placeholders, and at the odd places the names of these. */
const piecesOf = once((text) => text.split(/\{(\w+)\}/));
const pluralRules = once((language) => new Intl.PluralRules(language));
const numberFormat = once((language) => new Intl.NumberFormat(language));
