import fc from 'fast-check';

const PIECES = [
  // Commands of GitHub Actions and Azure Pipelines.
  ...[
    '::error::planted',
    '::set-output name=a::b',
    '::add-mask::a',
    '##[error]planted',
    '##[add-mask]a',
    '##vso[task.x]',
  ],
  // Characters that reorder or hide text: bidirectional controls, invisible characters, tags, lone surrogates.
  ...[
    '\u202E',
    '\u202A',
    '\u2066',
    '\u2069',
    '\u200E',
    '\u200F',
    '\u061C',
    '\u200B',
    '\u200D',
    '\u2060',
    '\u00AD',
    '\uFEFF',
  ],
  ...['\uFE0F', '\u{E0041}', '\u{E0100}', '\uD800', '\uDC00', '\u115F', '\u3164'],
  // Line ends and other characters that terminals act on.
  ...[
    '\n',
    '\r\n',
    '\r',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u000B',
    '\u001B[2J',
    '\u009B31m',
    '\u0007',
    '\u0008',
    '\u007F',
    '\u0000',
    '\t',
  ],
  // Markup.
  ...[
    '[Sign in](https://evil.example)',
    '![x](https://evil.example/x.png)',
    '<img src="//evil.example/x">',
    '<!-- ',
    '-->',
  ],
  ...[
    '[a]: https://evil.example',
    '<https://evil.example>',
    '[^1]',
    '\\',
    '`',
    '```',
    '~~~',
    '**',
    '_',
    '|',
    '&lt;',
    '&#64;',
  ],
  ...['- ', '+ ', '* ', '1. ', '2) ', '# ', '> ', '---', '===', '[ ] ', '[x] ', '{0}', '\\[', '\\\\]'],
  // Text that becomes a link or a mention automatically.
  ...[
    'https://evil.example',
    'HTTP://evil.example',
    'www.evil.example',
    'WWW.evil.example',
    'a@evil.example',
    'mailto:a@evil.example',
  ],
  ...['@everyone', '@here', '#412', 'org/repo#412', '://'],
  ...['plain words', ' ', '  ', 'a', ':', '#', '[', ']', '(', ')', '!', 'é', '😀', '日本'],
];

/** Texts of any length that contain hostile pieces. */
export const hostileText = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
  .map((all) => all.join(''));

// Written out, to be independent of the code under test.
const ACTS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
  /[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u115F\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\u{D800}-\u{DFFF}\u{E0000}-\u{E007F}]|[\0-\x7F][\u200D\uFE0F]|##\w*\[/u;

/** Returns the lines of an output with anything that a terminal, a log or a CI service would act on. */
export function actingLines(output: string): string[] {
  return output.split('\n').filter((line) => ACTS.test(line) || line.trimStart().startsWith('::'));
}
