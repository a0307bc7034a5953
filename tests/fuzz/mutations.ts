import fc from 'fast-check';

/** A change to a text. `at` and `from` are positions as fractions of its length, from 0 to 1. */
interface Edit {
  kind: 'remove' | 'repeat' | 'move' | 'insert' | 'swapLines';
  at: number;
  from: number;
  length: number;
  times: number;
  piece: string;
}

/** Pieces with a meaning in Markdown, HTML, YAML, times or action items. */
const PIECES = [
  ...[
    '\n',
    '\n\n',
    ' ',
    '  ',
    '\t',
    '    ',
    '\r',
    '\u00a0',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\0',
    '\ud800',
    '👩‍🚒',
    'ß',
    'İ',
  ],
  ...[
    '# ',
    '## Timeline\n\n',
    '## Action items\n\n',
    '- ',
    '1. ',
    '- [ ] ',
    '- [x] ',
    '> ',
    '> [!NOTE]\n> ',
    '---\n',
    '***',
  ],
  ...[
    '`',
    '``',
    '```\n',
    '```cs\n',
    '~~~',
    '*',
    '**',
    '_',
    '~~',
    '[',
    ']',
    '](',
    ')',
    '![',
    '[^a]',
    '\n[^a]: ',
    '\n[a]: /b "c"\n',
  ],
  ...['|', '\n| a | b |\n| --- | --- |\n', '| --- |\n', '\\', '&amp;', '&#0;', '&#x1F525;', '&lt;', '<', '>', '"', "'"],
  ...[
    '<b>',
    '</b>',
    '<p>',
    '<div>',
    '</div>',
    '<table><tr><td>',
    '<details>',
    '<summary>',
    '<!--',
    '-->',
    '<a href="',
    '<img src=x ',
  ],
  ...[
    '<a id="mainContent">',
    '<script>',
    '<style>',
    '<svg><title>',
    '<math><mi>',
    '<textarea>',
    '<select><option>',
    '<plaintext>',
    '<![CDATA[',
  ],
  ...[
    'https://a.example/',
    'www.x|',
    'a@b.example',
    'javascript:',
    '//',
    '#',
    '@web',
    '#12',
    'OPS-7',
    'due:2024-05-01',
    'done:',
    'type:fix',
  ],
  ...[
    '15:45',
    '15:45 ',
    '- 15:45 ',
    '2024-04-15',
    '2024-04-15T15:45Z',
    '24:00',
    '+02:00',
    ' UTC',
    ' CET',
    ' pm',
    '–',
    '-',
    '15:45-16:00',
  ],
  ...[
    'key: value\n',
    ': ',
    '- a\n',
    '{',
    '}',
    '[a, b]',
    '&a ',
    '*a',
    '<<: *a\n',
    '? ',
    '!!binary ',
    '"\\x00"',
    '|\n  ',
    'null',
    '~',
    '1e400',
  ],
  ...[
    '__proto__: 1\n',
    'constructor: x\n',
    'toString',
    '\u0000',
    '\x1b[31m',
    '::error::',
    '%25',
    '{x}',
    '{{x}}',
    'unknown',
  ],
];

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('remove', 'repeat', 'move', 'insert', 'insert', 'swapLines'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.nat(3), fc.nat(60), fc.nat(1000)),
  times: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 40 })),
  piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 })),
});

/** Real texts with up to twelve changes. A failure shrinks to few changes. */
export function mutationsOf(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 12 }))
    .map(([text, edits]) => edits.reduce(apply, text));
}

/** Lines of one to twelve pieces: words, and pieces with a meaning in the format. */
export function linesOf(pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  );
  return fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('').replaceAll(/[\r\n]/g, ' '));
}

function apply(text: string, { kind, at, from, length, times, piece }: Edit): string {
  const place = Math.floor(at * text.length);
  const start = Math.floor(from * text.length);
  const part = text.slice(start, start + length);
  const insert = (added: string) => text.slice(0, place) + added + text.slice(place);
  if (kind === 'remove') return text.slice(0, start) + text.slice(start + length);
  if (kind === 'repeat') return insert(part.repeat(times));
  if (kind === 'move') return insert(part);
  if (kind === 'insert') return insert(piece.repeat(times));
  const lines = text.split('\n');
  const [one, other] = [Math.floor(at * lines.length), Math.floor(from * lines.length)];
  return lines.with(Math.min(one, lines.length - 1), lines[other] ?? '').join('\n');
}
