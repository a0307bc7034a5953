import { nearest } from '../diagnostics/nearest.ts';
import { addressOf, pathName } from '../postmortem/frontmatter/advice.ts';
import type { Advice } from '../postmortem/frontmatter/problem.ts';
import { timeZones } from '../postmortem/time/clocks.ts';
import { isHttpUrl } from '../postmortem/url.ts';
import { slugOf } from './address.ts';
import { CAUSE_ID } from './causes.ts';
import { meantGlob } from './globs.ts';
import { FIELD_ADVICE } from './settings/fields.ts';
import { THEME_ADVICE } from './settings/theme.ts';
import { TICKET_ADVICE } from './settings/tickets.ts';

const CAUSE = '{ id: weather, title: Weather, definition: A storm cut the power. }';

const ADVICE = new Map(
  Object.entries<Advice>({
    site: { help: 'Write the whole address, such as `https://postmortems.example.com`.', guess: addressOf },
    timezone: {
      help: 'Write the name of an IANA time zone, such as `Europe/Copenhagen`.',
      guess: guessZone,
    },
    causes: { help: `Write a list of causes, such as \`[${CAUSE}]\`.` },
    'causes[]': { help: `Write an id, a title and a definition, such as \`${CAUSE}\`.` },
    'causes[].id': {
      help: 'Write lowercase letters and digits, with hyphens between them, such as `config-change`.',
      missing: 'Add `id:` with lowercase letters and digits, such as `id: weather`.',
      guess(written) {
        const value = slugOf(written);
        return CAUSE_ID.test(value) ? { value } : undefined;
      },
    },
    'causes[].title': {
      help: 'Write its name for readers, such as `Weather`.',
      missing: 'Add `title:` with its name for readers, such as `title: Weather`.',
    },
    'causes[].definition': {
      help: 'Write which incidents it covers, such as `A storm cut the power.`',
      missing: 'Add `definition:` with the incidents that it covers, such as `definition: A storm cut the power.`',
    },
    services: { help: 'Write a list of services, such as `[{ id: auth, title: Login }]`.' },
    'services[]': {
      help: 'Write an id and, if you like, a title and a team, such as `{ id: auth, title: Login }`.',
      guess: (written) => ({ value: { id: written } }),
    },
    'services[].id': {
      help: 'Write the name that postmortems use, such as `auth`.',
      missing: 'Add `id:` with the name that postmortems use, such as `id: auth`.',
    },
    exclude: { help: 'Write a list of paths, such as `[notes/**, "**/draft-*.md"]`.' },
    'exclude[]': {
      help: 'Write a path from the folder of archive.yml, such as `notes/**` or `**/draft-*.md`.',
      guess(written) {
        const value = meantGlob(written);
        return value === undefined ? undefined : { value };
      },
    },
    editUrl: {
      help: 'Put `{path}` where the path of the file belongs, such as `https://git.example.com/edit/main/{path}`.',
      guess(written) {
        const address = written.replaceAll('\\', '/').replace(/\/?(?:\{path\})?$/, '');
        return isHttpUrl(address) && !/[?#{]/.test(address) ? { value: `${address}/{path}` } : undefined;
      },
    },
    sections: {
      help: 'Write a list of titles, such as `[Summary, Timeline]`, or other names by section, such as `{ timeline: { also: [Chronologie] } }`.',
    },
    'sections.*': {
      help: 'Write its other names, such as `{ also: [Chronologie] }`.',
      guess: (written) => ({ value: { also: [written] } }),
    },
    'sections.*.also': { help: 'Write a list of names, such as `[Chronologie]`.' },
    zones: { help: 'Write abbreviations with their time zones, such as `{ CET: Europe/Paris }`.' },
    'zones.*': {
      help: 'Write the name of an IANA time zone, such as `Europe/Paris`, or an offset, such as `"+01:00"`.',
      guess: guessZone,
    },
    rules: { help: 'Write ids of rules with their severities, such as `{ chronology: warn }`.' },
    ...FIELD_ADVICE,
    ...TICKET_ADVICE,
    ...THEME_ADVICE,
  }),
);

function guessZone(written: string): { value: string; help: string } | undefined {
  const [, area = '', city = ''] = /^(.*?\/)?([^/]*)$/.exec(written) ?? [];
  const cities = timeZones().flatMap((zone) => (zone.startsWith(area) ? [zone.slice(area.length)] : []));
  const meant = nearest(city, cities);
  const value = meant && area + meant;
  return value ? { value, help: `Did you mean \`${value}\`?` } : undefined;
}

/** Returns advice for a path of archive.yml with a missing or invalid value; `undefined` if there is none. */
export function settingsAdvice(path: readonly PropertyKey[]): Advice | undefined {
  const [first, name, ...inner] = path;
  const isRecord = ['fields', 'tickets', 'sections', 'zones'].includes(String(first)) && typeof name === 'string';
  return ADVICE.get(pathName(isRecord ? [first as string, '*', ...inner] : path));
}
