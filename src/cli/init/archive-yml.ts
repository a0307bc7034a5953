import { stringify } from 'yaml';
import { defaultSettings } from '../../archive/settings.ts';

/** Settings that archive.yml contains from the start; every other key is a comment. */
export interface ChosenSettings {
  title?: string | undefined;
  audience?: 'internal' | 'public' | undefined;
}

/** Returns each key with its purpose and a value: its default, or an example if the default is empty. */
function keys(): [key: string, about: string, value: unknown][] {
  const { title, language, severities, sections, audience, visibility } = defaultSettings();
  const cause = { id: 'weather', title: 'Weather', definition: 'A storm cut the power.' };
  const field = { label: 'Customer', description: 'Who reported it.', type: 'text', facet: true };
  const trackers = { OPS: 'https://tracker.example.com/browse/{id}', '#': 'https://git.example.com/issues/{id}' };
  const theme = { logo: 'theme/logo.svg', accent: '#0d5f58', css: ['theme/site.css'], home: 'home.md' };
  return [
    ['title', 'Name of the archive.', title],
    ['description', 'One or two sentences about it.', 'What went wrong, why, and what we do about it.'],
    ['organization', 'Who publishes it.', 'Example Ltd'],
    ['site', 'Address of the published site, for feeds, sitemap and canonical links.', 'https://example.com/kb/'],
    ['language', 'Language of the interface: en or de.', language],
    ['timezone', 'Time zone of clock times without an offset.', 'Europe/Copenhagen'],
    ['audience', 'Who can read the site, unless --audience is given: internal or public.', audience],
    ['visibility', 'Visibility of postmortems that do not set it: public or internal.', visibility],
    ['severities', 'Severities, highest first.', severities],
    ['causes', 'Causes, in addition to the default ones.', [cause]],
    ['taxonomy', 'Whether `causes` are added to the default ones (extend) or replace them (replace).', 'extend'],
    [
      'services',
      'Titles of services, by their names in postmortems. Postmortems may name other services.',
      [{ id: 'auth', title: 'Login' }],
    ],
    [
      'exclude',
      'Markdown files that are not postmortems, as paths relative to this file.',
      ['notes/**', '**/draft-*.md'],
    ],
    ['editUrl', 'Address for editing a file.', 'https://git.example.com/sre/postmortems/edit/main/{path}'],
    [
      'sections',
      `Sections that every postmortem should have. Or other names for them: {timeline: {also: [Chronologie]}}`,
      sections,
    ],
    ['zones', 'Time zones of abbreviations in timelines.', { CET: 'Europe/Paris' }],
    ['rules', 'Severities of the rules of `check`: off, warn or error.', { 'look-alike': 'warn' }],
    ['fields', 'Custom keys of the frontmatter.', { customer: field }],
    ['tickets', 'Addresses of tickets by the prefix of their ids, which become links.', trackers],
    ['theme', 'How the site looks; docs/theme.md lists the keys.', theme],
  ];
}

/** Returns the text of archive.yml. A line that begins with `#` and no space becomes a setting when the `#` is removed. */
export function archiveYml(chosen: ChosenSettings): string {
  const blocks = keys().map(([key, about, value]) => {
    const own = chosen[key as keyof ChosenSettings];
    const line = stringify({ [key]: own ?? value }, { collectionStyle: 'flow', lineWidth: 0 }).trim();
    // The file has one key per line, without the braces of a flow collection.
    const setting = line.replace(/^\{\s*/, '').replace(/\s*\}$/, '');
    return `# ${about}\n${own === undefined ? '#' : ''}${setting}\n`;
  });
  const head = '# Settings of the archive. Every key has a default; to change one, remove the `#` before it.';
  return [`${head}\n`, ...blocks].join('\n');
}
