import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NOTED_IMAGES } from '../noted-images.ts';

/** Who may find a sentinel in a built site: everyone, colleagues (including drafts), or no one. */
export type Reader = 'public' | 'internal' | 'nobody';

/** Words that occur in one place of the archive each, by a description of the place. */
export const SENTINELS: Record<Reader, Map<string, string>> = {
  public: new Map(),
  internal: new Map(),
  nobody: new Map(),
};

/**
 * Returns a word for a place that no site contains by accident. It is in lower case and does not look inflected, so that
 * the search index keeps it unchanged.
 */
function sentinel(reader: Reader, place: string): string {
  const word = `zq${place.toLowerCase().replaceAll(/[^a-z]/g, '')}qz`;
  SENTINELS[reader].set(place, word);
  return word;
}
const open = (place: string) => sentinel('public', place);
const secret = (place: string) => sentinel('internal', place);
const never = (place: string) => sentinel('nobody', place);

/** Name of the archive's folder: no site may reveal where it was built. */
export const FOLDER = never('folder of the archive');

// The ids that the public document names, and everything else that only the internal document and the draft use.
const INTERNAL = `1987-05-06-${secret('id of the internal document')}`;
const DRAFT = `1988-06-07-${secret('id of the draft')}`;
const UNRELATED = `1989-07-08-${secret('id of a dismissed internal document')}`;
const DISMISSED_TITLE = secret('title of a dismissed internal document');
const ONLY_YEAR = '1987-05';
SENTINELS.internal.set('month of the internal document', ONLY_YEAR);

const PUBLIC = `2024-04-15-${open('id')}`;
const CAUSE = open('id of a cause');
const CONTRIBUTING = open('id of a contributing cause');
const SEVERITY = open('severity');
const SERVICE = open('service');
const TEXT_FIELD = open('key of a text field');
const LIST_FIELD = open('key of a list field');

const SETTINGS = `# ${never('comment in archive.yml')}
title: ${open('title of the archive')}
description: ${open('description of the archive')}
organization: ${open('organization')}
audience: internal
severities: [${SEVERITY}, ${secret('severity of the internal document')}, sev2, ${secret('severity of the draft')}, ${secret('severity of nothing')}]
causes:
  - { id: ${CAUSE}, title: ${open('title of a cause')}, definition: ${open('definition of a cause')} }
  - { id: ${CONTRIBUTING}, title: ${open('title of a contributing cause')}, definition: ${open('definition of a contributing cause')} }
${['internal', 'draft', 'nothing'].map(hiddenCauses).join('')}
  # Says more of a cause of the default taxonomy than everybody may know.
  - { id: cascade, title: ${secret('title of a default cause')}, definition: ${secret('definition of a default cause')} }
services:
  - { id: ${SERVICE}, title: ${open('title of a service')}, team: ${open('team of a service')} }
${['internal', 'draft', 'nothing'].map(hiddenService).join('')}
fields:
  ${TEXT_FIELD}: { label: ${open('title of a field')}, description: ${open('description of a field')} }
  ${LIST_FIELD}: { type: list }
${['internal', 'draft', 'nothing'].map(hiddenFields).join('')}
sections: [Summary, ${never('section')}]
rules: { missing-section: off, broken-link: warn }
`;

function hiddenCauses(who: string): string {
  return [`cause of the ${who}`, `contributing cause of the ${who}`]
    .map((place) => {
      const [id, title, definition] = ['id', 'title', 'definition'].map((key) => secret(`${key} of a ${place}`));
      return `  - { id: ${id}, title: ${title}, definition: ${definition} }\n`;
    })
    .join('');
}

function hiddenService(who: string): string {
  const [id, title, team] = ['id', 'title', 'team'].map((key) => secret(`${key} of a service of the ${who}`));
  return `  - { id: ${id}, title: ${title}, team: ${team} }\n`;
}

function hiddenFields(who: string): string {
  return ['text', 'list']
    .map((type) => {
      const [key, title, description] = ['key', 'title', 'description'].map((part) =>
        secret(`${part} of a ${type} field of the ${who}`),
      );
      return `  ${key}: { type: ${type}, label: ${title}, description: ${description} }\n`;
    })
    .join('');
}

/** Returns a document with a sentinel in every key and every kind of text; `who` is `internal` or `draft`. */
function hiddenDocument(who: 'internal' | 'draft', mark: string, started: string): string {
  const word = (place: string) => secret(`${place} of the ${who}`);
  const known = (place: string) => SENTINELS.internal.get(`${place} of the ${who}`);
  const severity = SENTINELS.internal.get(
    who === 'draft' ? 'severity of the draft' : 'severity of the internal document',
  );
  return `---
# ${word('YAML comment')}
title: ${word('title')}
${mark}
severity: ${severity}
started: ${started}
detected: 1990-01-01T00:00:00Z
duration: 1h
impact: { percent: 10, of: ${word('impact')} }
cause: ${known('id of a cause')}
contributing: [${known('id of a contributing cause')}, cascade]
services: [${known('id of a service')}, ${word('undeclared service')}]
teams: [${word('team')}]
authors: [${word('author')}]
tags: [${word('tag')}]
${who === 'draft' ? `recurs: [${INTERNAL}]\n` : ''}related: [${PUBLIC}]
aliases: [${word('alias')}]
links: [{ title: ${word('title of a link')}, url: https://${word('host of a link')}.example/ }]
summary: ${word('summary')}
${known('key of a text field')}: ${word('value of a text field')}
${known('key of a list field')}: [${word('value of a list field')}]
---
## Summary

${word('text')} <!-- ${word('comment')} --> [${word('text of a link')}](https://example.org/ "${word('link title')}")
![${word('alternative text')}](images/${word('name of an image')}.svg) [log](logs/${word('name of a log')}.txt)
[to the public one](2024/${PUBLIC}.md)[^note]

[^note]: ${word('footnote')}
[${word('label of a definition')}]: https://${word('address of a definition')}.example/ "${word('title of a definition')}"

## Timeline

- 00:10 ${word('timeline')} (detected)

### ${word('heading')}

\`\`\`${word('language of code')}
${word('package in code')}.Exception: ${word('message in code')} 42
\`\`\`

## Action items

- [ ] ${word('action')} @${word('owner')} due:2024-06-01 #412
`;
}

const ATTACHMENTS = 'logs/incident.txt';

const SCRIPT = secret('script in a sentence');

/** Symbolic links to documents and archive.yml under other names; the public document links to each. */
const LINKS = [
  ['link-to-internal.txt', `${INTERNAL}.md`],
  ['link-to-draft.log', `${DRAFT}.md`],
  ['link-to-public.txt', `2024/${PUBLIC}.md`],
  ['link-to-settings.json', 'archive.yml'],
] as const;

// Text that no page shows. Two documents contain it, as similar incidents are listed with the terms that they share.
const UNREAD = `[^unused]: ${secret('unused footnote')} ${secret('unused footnote, again')} ${secret('unused footnote, for a third time')}

    - [ ] ${secret('action in an unused footnote')} @someone due:2024-06-01

## Timeline

| Time | What |
| --- | --- |
| 2024-05-16 16:00 | ${open('cell')} | ${secret('cell without a column')} |

## Action items

- [ ] Mend it <script>${SCRIPT}</script> @someone due:2024-06-01
`;

// Content that is not shown, and every way in which a public document can name a hidden one.
const PUBLIC_DOCUMENT = `---
# ${secret('YAML comment of a public document')}
title: ${open('title')}
severity: ${SEVERITY}
started: 2024-04-15T15:45:00Z # ${secret('YAML comment behind a value')}
resolved: 2024-04-15T17:45:00Z
impact: { percent: 30, of: ${open('impact')} }
cause: ${CAUSE}
contributing: [${CONTRIBUTING}]
services: [${SERVICE}, ${open('undeclared service')}]
teams: [${open('team')}]
authors: [${open('author')}]
tags: [${open('tag')}]
recurs: [${INTERNAL}]
related: [${DRAFT}]
unrelated: [${UNRELATED}]
aliases: [${open('alias')}]
links: [{ title: ${open('title of a link')}, url: https://${open('host of a link')}.example/ }]
summary: ${open('summary')}
${TEXT_FIELD}: ${open('value of a text field')}
${LIST_FIELD}: [${open('value of a list field')}]
---
## Summary

<!-- ${secret('comment of a public document')} -->

${open('text')} <!-- ${secret('comment in a sentence')} --> by [${open('text of a link')}](../${ATTACHMENTS} "${open('title of an attachment')}")
<span data-note="${secret('data attribute')}" class="${secret('class')}" style="--x: ${secret('style')}">and</span>
<?php ${secret('processing instruction')} ?> <![CDATA[${secret('CDATA')}]]> <!DOCTYPE ${secret('declaration')}>
<script>${SCRIPT}</script>

<details open data-note="${secret('data attribute of a block')}">
<!-- ${secret('comment in HTML')} -->

${open('text in HTML')} ![${open('alternative text')}](../images/${open('name of an image')}.svg) [${open('text of a reference')}][used][^used]

</details>

[used]: https://${open('address of a definition')}.example/ "${open('title of a definition')}"
[${secret('label of an unused definition')}]: https://${secret('address of an unused definition')}.example/ "${secret('title of an unused definition')}"
[used]: https://${secret('address of a second definition')}.example/

[^used]: ${open('footnote')}
${UNREAD}
## Timeline

- 15:50 Like [it](../${INTERNAL}.md "${secret('title of a link to the internal document')}") and <a href="../${INTERNAL}.md" title="${secret('title of an HTML link')}">${INTERNAL}</a>, ${open('timeline')} <script>${SCRIPT}</script>

## ${open('heading')}

Again [${INTERNAL}](../${INTERNAL}.md), [as in \`${INTERNAL}.md\`](../${INTERNAL}.md#summary), [${DRAFT}][], ![](../${DRAFT}.md), [${DISMISSED_TITLE}](../${UNRELATED}.md)
${LINKS.map(([link]) => `[a link](../${link})`).join(' ')}
and [the other](2024-05-16-${open('id of the other public document')}.md).

[${DRAFT}]: ../${DRAFT}.md

\`\`\`text ${secret('words behind the language of code')}
${open('package in code')}.Exception: ${open('message in code')} 42
\`\`\`

## Action items

- [ ] ${open('action')} as in [${UNRELATED}](../${UNRELATED}.md) <!-- ${secret('comment in an action')} --> @${open('owner')} due:2024-06-01
- [x] ${open('action that is done')} done:2024-05-01
`;

const OTHER_DOCUMENT = `---
title: The other
started: 2024-05-16
duration: unknown
impact: unknown
cause: unknown
---
Some words, and <!-- ${secret('comment of the other public document')} --> no more. <script>${SCRIPT}</script>

${UNREAD}`;

const DISMISSED = `---
title: ${DISMISSED_TITLE}
visibility: internal
started: 1989-07-08
duration: unknown
impact: unknown
cause: unknown
---
`;

const svg = (text: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" viewBox="0 0 90 30"><text y="9">${text}</text></svg>\n`;

/** The public document before its last commit. */
const EARLIER = PUBLIC_DOCUMENT.replace(
  /^## Action items$/m,
  `${never('text of an earlier version')}\n\n$&\n\n- [ ] ${never('action of an earlier version')} @someone\n`,
).replace(/^title: .*$/m, `title: ${never('title of an earlier version')}`);

const DELETED = {
  file: `${never('name of a deleted document')}.md`,
  text: DISMISSED.replace(/title: .*/, `title: ${never('title of a deleted document')}`),
};

const GIT = {
  branch: never('branch'),
  tag: never('tag of git'),
  author: never('author in git'),
  address: never('address of an author in git'),
  message: never('commit message'),
};

function files(): Record<string, string> {
  const name = (place: string) => SENTINELS.internal.get(place) ?? SENTINELS.public.get(place);
  return {
    'archive.yml': SETTINGS,
    [`2024/${PUBLIC}.md`]: PUBLIC_DOCUMENT,
    [`2024/2024-05-16-${name('id of the other public document')}.md`]: OTHER_DOCUMENT,
    [`${INTERNAL}.md`]: INTERNAL_DOCUMENT,
    [`${DRAFT}.md`]: DRAFT_DOCUMENT,
    [`${UNRELATED}.md`]: DISMISSED,
    [`images/${name('name of an image')}.svg`]: svg(open('text of an image')),
    [`images/${name('name of an image of the internal')}.svg`]: svg(secret('text of an image of the internal')),
    [`images/${name('name of an image of the draft')}.svg`]: svg(secret('text of an image of the draft')),
    [ATTACHMENTS]: `${open('text of an attachment')}\n`,
    [`logs/${name('name of a log of the internal')}.txt`]: secret('text of a log of the internal'),
    [`logs/${name('name of a log of the draft')}.txt`]: secret('text of a log of the draft'),
    [`logs/${never('name of a file without links')}.txt`]: never('text of a file without links'),
    [`.${never('name of a hidden folder')}/notes.md`]: never('text in a hidden folder'),
  };
}

const INTERNAL_DOCUMENT = hiddenDocument('internal', 'visibility: internal', '1987-05-06');
const DRAFT_DOCUMENT = hiddenDocument('draft', 'status: draft', '1988-06-07');
const FILES = files();

/** Images in the public document, each with a note in its file that no published image contains. */
export const IMAGES = NOTED_IMAGES.map(([name, place, make]) => {
  const note = never(place);
  return [name, note, () => make(note)] as const;
});

/**
 * Writes the archive of all sentinels into a new folder with a git history of two commits; the first one contains other
 * versions of the documents.
 */
export async function writeSentinelArchive(folder: string): Promise<void> {
  const write = (file: string, content: string | Buffer) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  for (const [file, content] of Object.entries(FILES)) write(file, content);
  for (const [name, , make] of IMAGES) write(`images/${name}`, await make());
  const images = IMAGES.map(([name]) => `![An image](../images/${name})`).join('\n');
  const withImages = (text: string) => `${text}\n${images}\n`;
  for (const [link, target] of LINKS) symlinkSync(target, path.join(folder, link));
  const document = `2024/${PUBLIC}.md`;
  git(folder, 'init', '-q', '-b', GIT.branch);
  write(document, withImages(EARLIER));
  write(DELETED.file, DELETED.text);
  commit(folder, '2024-04-16');
  write(document, withImages(PUBLIC_DOCUMENT));
  rmSync(path.join(folder, DELETED.file));
  commit(folder, '2024-04-20');
  git(folder, 'tag', GIT.tag);
}

function commit(folder: string, day: string): void {
  const date = `${day}T12:00:00Z`;
  git(folder, 'add', '-A');
  git(
    folder,
    '-c',
    `user.name=${GIT.author}`,
    '-c',
    `user.email=${GIT.address}@example.org`,
    'commit',
    '-q',
    '--date',
    date,
    '-m',
    GIT.message,
  );
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
}
