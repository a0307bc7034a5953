import { stringify } from 'yaml';
import { defaultSettings } from '../../archive/settings.ts';

/** What archive.yml says from the start; every other key stands there as a comment. */
export interface ChosenSettings {
  title?: string | undefined;
  audience?: 'internal' | 'public' | undefined;
}

/** Each key with what it is for and a value: its default or, where that is nothing, an example. */
function keys(): [key: string, about: string, value: unknown][] {
  const { title, severities, sections, audience, visibility } = defaultSettings();
  const cause = { id: 'weather', title: 'Weather', definition: 'A storm cut the power.' };
  const field = { title: 'Customer', description: 'Who called.', type: 'text' };
  return [
    ['title', 'Name of the archive.', title],
    ['description', 'One or two sentences about it.', 'What went wrong, why, and what we do about it.'],
    ['organization', 'Who publishes it.', 'Example Ltd'],
    ['site', 'Address of the published site, for feeds, sitemap and canonical links.', 'https://example.com/kb/'],
    ['timezone', 'Zone of clock times without an offset.', 'Europe/Copenhagen'],
    ['audience', 'Whom the site is for unless --audience says: internal or public.', audience],
    ['visibility', 'Of postmortems that do not say: public or internal.', visibility],
    ['severities', 'From the gravest on.', severities],
    ['causes', 'Added to the default causes.', [cause]],
    [
      'taxonomy',
      'Whether `causes` are added to the default ones (extend) or stand in their place (replace).',
      'extend',
    ],
    ['services', 'Services by their names in postmortems, which may name others.', [{ id: 'auth', title: 'Login' }]],
    ['exclude', 'Markdown files that are not postmortems, by their paths from here.', ['notes/**', '**/draft-*.md']],
    ['editUrl', 'Where a file is edited.', 'https://git.example.com/sre/postmortems/edit/main/{path}'],
    ['sections', 'Sections that every postmortem should have.', sections],
    ['rules', 'How grave what `check` finds is: off, warn or error.', { 'look-alike': 'warn' }],
    ['fields', 'Your own keys of the frontmatter.', { customer: field }],
  ];
}

/** The text of archive.yml. A line that begins with `#` and no space behind it is a setting: without the `#` it is one. */
export function archiveYml(chosen: ChosenSettings): string {
  const blocks = keys().map(([key, about, value]) => {
    const own = chosen[key as keyof ChosenSettings];
    const line = stringify({ [key]: own ?? value }, { collectionStyle: 'flow', lineWidth: 0 }).trim();
    // Of a flow collection, the braces around it are no part of a file with one key per line.
    const setting = line.replace(/^\{\s*/, '').replace(/\s*\}$/, '');
    return `# ${about}\n${own === undefined ? '#' : ''}${setting}\n`;
  });
  const head = '# Settings of the archive. Every key has a default; to change one, remove the `#` before it.';
  return [`${head}\n`, ...blocks].join('\n');
}
