import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src/archive/settings.ts';
import { fillTemplate, makeTemplate } from '../../../src/cli/new/template.ts';
import { splitDocument } from '../../../src/postmortem/frontmatter/split.ts';

const FILLING = {
  frontmatter: { title: 'A: "b" # {c}', started: '2024-04-15', services: ['auth', 'a, b'] },
  words: { title: 'A: "b" # {c}', date: '2024-04-15' },
};

function filled(template: string): string {
  const made = fillTemplate(template, FILLING);
  return 'text' in made ? made.text : made.problem;
}

test('titles and lists arrive in the frontmatter as they were given', () => {
  const { data } = splitDocument(filled(makeTemplate(defaultSettings())), 'a.md');
  expect(data).toMatchObject({
    title: 'A: "b" # {c}',
    started: '2024-04-15',
    services: ['auth', 'a, b'],
    cause: 'unknown',
  });
});

test.each<[what: string, template: string, made: string]>([
  [
    'keys, comments and their order stay',
    '---\n# first\nteams: [ops] # ours\ntitle: x\nregion: eu\nstarted:\nservices:\n---\n## {{title}} {{other}}\n{{date}}\n',
    '---\n# first\nteams: [ops] # ours\ntitle: \'A: "b" # {c}\'\nregion: eu\nstarted: 2024-04-15\nservices: [auth, "a, b"]\n---\n## A: "b" # {c} {{other}}\n2024-04-15\n',
  ],
  [
    'line ends stay, and a missing key is added',
    '---\r\ncause: unknown\r\n---\r\nText\r\n',
    '---\r\ncause: unknown\r\ntitle: \'A: "b" # {c}\'\r\nstarted: 2024-04-15\r\nservices: [auth, "a, b"]\r\n---\r\nText\r\n',
  ],
  ['a text without frontmatter is refused', '# Template\n', 'has no frontmatter between two `---` lines'],
  ['an empty file is refused', '', 'has no frontmatter between two `---` lines'],
  ['YAML that is not valid is refused', '---\na: [\n---\n', 'has frontmatter that is not valid YAML'],
  ['a list for frontmatter is refused', '---\n- a\n---\n', 'has frontmatter that is not a list of keys'],
])('%s', (_, template, made) => expect(filled(template)).toContain(made));
