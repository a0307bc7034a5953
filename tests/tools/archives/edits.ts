import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A small archive in a folder, which is edited at random as people edit theirs. */
export interface EditedArchive {
  /** Makes an edit and returns what it did. */
  edit(): string;
  /** The day for which the next build is made. */
  readonly asOf: string;
}

/** What one document says. */
interface Source {
  title: string;
  started: string;
  cause: string;
  services: string[];
  tags: string[];
  severity: string;
  recurs: string[];
  related: string[];
  visibility: string;
  words: string[];
  done: boolean;
}

const CAUSES = ['capacity', 'network', 'config-change', 'unknown'];
const SERVICES = ['auth', 'checkout', 'search'];
const TAGS = ['dns', 'cache', 'deploy'];
const WORDS = ['Connections', 'timed out', 'in the pool', 'after a deploy', 'until a rollback', 'of the cache'];
const SETTINGS = [
  '',
  'title: Outages\n',
  'services: [{ id: auth, title: Log-in, team: identity }]\n',
  'language: de\n',
  'timezone: Europe/Berlin\n',
  'editUrl: https://git.example.com/edit/{path}\n',
  'theme: { accent: "#0d5f58", footer: "The *footer*" }\n',
  'site: https://example.com/kb/\n',
  'tickets: { OPS: "https://tracker.example.com/{id}" }\n',
];

/** Writes an archive into an empty folder; `random` returns numbers from 0 to 1. */
export function editedArchive(folder: string, random: () => number, size = 6): EditedArchive {
  const among = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const some = <Item>(items: readonly Item[]): Item[] => items.filter(() => random() < 0.4);
  const documents = new Map<string, Source>();
  let day = 1;
  let count = 0;
  const date = () => `2024-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`;
  const others = (id: string) => some([...documents.keys()].filter((other) => other !== id)).slice(0, 2);
  const write = (id: string, source: Source) => {
    documents.set(id, source);
    writeFileSync(path.join(folder, `${id}.md`), textOf(source, documents));
  };
  const create = () => {
    const id = `2024-incident-${count++}`;
    const [title, words] = [`Incident ${count}`, some(WORDS)];
    const lists = { services: some(SERVICES), tags: some(TAGS), recurs: [], related: [] };
    const rest = { cause: among(CAUSES), severity: among(['sev1', 'sev2']), visibility: 'public', done: false };
    write(id, { title, started: date(), words, ...lists, ...rest });
    return `create ${id}`;
  };
  const change = (name: string, make: (id: string, source: Source) => Partial<Source>) => () => {
    const [id, source] = among([...documents]);
    write(id, { ...source, ...make(id, source) });
    return `${name} ${id}`;
  };
  const edits: (() => string)[] = [
    () => 'nothing',
    create,
    change('body', ({ length }) => ({ words: [...some(WORDS), `Edit ${length} ${Math.floor(random() * 100)}`] })),
    change('title', (_id, { title }) => ({ title: `${title}!` })),
    change('date', () => ({ started: date() })),
    change('tags', () => ({ tags: some(TAGS), services: some(SERVICES), cause: among(CAUSES) })),
    change('action', (_id, { done }) => ({ done: !done })),
    change('recurs', (id) => ({ recurs: others(id) })),
    change('related', (id) => ({ related: others(id) })),
    change('visibility', () => ({ visibility: among(['public', 'internal']) })),
    () => {
      const [id] = among([...documents]);
      if (documents.size > 2) {
        documents.delete(id);
        rmSync(path.join(folder, `${id}.md`));
      }
      return `delete ${id}`;
    },
    () => {
      const [id, source] = among([...documents]);
      const to = `2024-renamed-${count++}`;
      renameSync(path.join(folder, `${id}.md`), path.join(folder, `${to}.md`));
      documents.delete(id);
      documents.set(to, source);
      return `rename ${id}`;
    },
    () => {
      const settings = among(SETTINGS);
      writeFileSync(path.join(folder, 'archive.yml'), `sections: []\n${settings}`);
      return `archive.yml ${settings}`;
    },
    () => {
      day += 1 + Math.floor(random() * 20);
      return 'day';
    },
  ];
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < size; index++) create();
  return {
    edit() {
      const made = among(edits)();
      // References to documents that are gone would be errors.
      for (const [id, source] of documents) {
        const known = (ids: readonly string[]) => ids.filter((other) => documents.has(other));
        write(id, { ...source, recurs: known(source.recurs), related: known(source.related) });
      }
      return made;
    },
    get asOf() {
      return new Date(Date.UTC(2025, 0, day)).toISOString().slice(0, 10);
    },
  };
}

function textOf(source: Source, documents: ReadonlyMap<string, Source>): string {
  const { words, done, recurs, ...frontmatter } = source;
  // An incident can only repeat an earlier one.
  const earlier = recurs.filter((id) => (documents.get(id)?.started ?? '9') < source.started);
  const keys = { ...frontmatter, recurs: earlier, duration: '1h', impact: '10%' };
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---
${lines.join('\n')}
---
## Summary

${words.join(' ')}.

## Timeline

- ${source.started}T10:05Z Alert OPS-7

\`\`\`text
ERROR ${words.join(' ')} refused by peer 10.0.0.1
\`\`\`

## Action items

- [${done ? 'x' : ' '}] Alert on ${source.title} due:2024-12-01
`;
}
