import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REQUIRED_FRONTMATTER } from './frontmatter.ts';

/** Words that only occur in content that a public site must not show, by the kind of that content. */
export const SECRETS = {
  draft: 'zyzzyvadraft',
  internal: 'zyzzyvainternal',
  image: 'zyzzyvaimage',
} as const;

const DRAFT = `2024-03-05-${SECRETS.draft}`;
const INTERNAL = `2024-03-06-${SECRETS.internal}`;

/** The property of `window` that the evil document sets if any of its code runs. */
export const EVIL = 'evilRan';

/** The document of the extreme archive whose texts have the maximum length. */
const LONG = '2024-03-03-long';

/** Writes an archive of one incident without any known data. The folder must be empty. */
export function writeSingleArchive(folder: string): void {
  write(folder, { '2024-01-02-one.md': UNKNOWN });
}

/** Writes an archive of everything that is hard to show: evil, overlong, unknown, hidden, renamed. The folder must be empty. */
export function writeExtremeArchive(folder: string): void {
  write(folder, {
    'archive.yml': SETTINGS,
    '2024-01-02-one.md': UNKNOWN,
    '2024-02-02-evil.md': EVIL_DOCUMENT,
    [`2024/${LONG}.md`]: LONG_DOCUMENT,
    '2024-04-04-renamed.md': RENAMED,
    [`${DRAFT}.md`]: hidden(SECRETS.draft, 'status: draft'),
    [`${INTERNAL}.md`]: hidden(SECRETS.internal, 'visibility: internal'),
    [`images/${SECRETS.image}.svg`]: svg(`<text y="9">${SECRETS.image}</text>`),
    'images/evil.svg': svg(
      `<script>window.${EVIL} = 1</script><rect width="9" height="9" onload="window.${EVIL} = 1"/>`,
    ),
  });
}

function write(folder: string, files: Record<string, string>): void {
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" viewBox="0 0 90 30" onload="window.${EVIL} = 1">${content}</svg>\n`;
}

const SETTINGS = `title: Q&A <b>"Extremes"</b>
description: Everything that is hard to show, </title><script>window.${EVIL} = 1</script> too
organization: Ex & Treme
visibility: public
rules: { broken-link: warn, later-recurrence: off }
severities: [Sev 1, '"Sev", 2 & <b>', __proto__, 重大 Ü, sev3]
causes:
  - id: moon-phase
    title: Moon <i>phase</i> & tide
    definition: The moon <script>window.${EVIL} = 1</script> was "full".
services:
  - { id: c++, title: The C++ service }
`;

const UNKNOWN = `${REQUIRED_FRONTMATTER}Nothing is known.\n`;

const EVIL_DOCUMENT = `---
title: '</title></script><script>window.${EVIL} = 1</script> & "quotes" <img src=x onerror=window.${EVIL}=1>'
severity: Sev 1
started: 2024-02-02T10:00:00Z
resolved: 2024-02-02T11:00:00Z
impact: { percent: 12.5, of: '<b onclick="window.${EVIL} = 1">users</b>' }
cause: moon-phase
services: ['"><img src=x onerror=window.${EVIL}=1>', c++, Ünïcode 日本]
teams: ["<script>window.${EVIL} = 1</script>"]
authors: ["'; window.${EVIL} = 1; '"]
tags: ['a&b', '<i>tag</i>']
recurs: [2024-04-04-renamed] # which came later
summary: 'Short </p><script>window.${EVIL} = 1</script>'
links: [{ title: '<svg onload=window.${EVIL}=1>', url: 'https://example.org/?a=1&b="2"' }]
---
## Summary

<script>window.${EVIL} = 1</script>
<img src="images/evil.svg" alt="Evil" onerror="window.${EVIL} = 1">
<a href="javascript:window.${EVIL}=1">javascript</a> <a href="java&#10;script:window.${EVIL}=1">split</a>
[data](data:text/html,<script>window.${EVIL}=1</script>) [vb](vbscript:x)
<iframe src="https://example.org/"></iframe><object data="x"></object><style>body { display: none }</style>
<p style="position: fixed; inset: 0" onclick="window.${EVIL} = 1" id="main" class="evil">styled</p>
<form action="https://example.org/"><input name="q" autofocus onfocus="window.${EVIL} = 1"></form>
<svg><script>window.${EVIL} = 1</script></svg><math><mi xlink:href="javascript:window.${EVIL}=1">x</mi></math>

![Evil](images/evil.svg) ![From elsewhere](https://example.org/tracker.png)

## Timeline

- 10:00 <b onmouseover="window.${EVIL} = 1">start</b>
- 10:30 \`<script>window.${EVIL} = 1</script>\` (detected)

## Root cause

\`\`\`html
</code></pre><script>window.${EVIL} = 1</script>
FATAL: <b>pool</b> is exhausted, could not connect to "db-1" after 30 s
\`\`\`

## Main

A heading that has the id of a landmark.

<p id="mainContent">An id</p>
<p id="mainContent">that was given twice</p>
<p id="fn-1">and that of a footnote.</p>

## user-content-mainContent

## 🔥

## 🔥

## Search

Another[^1].

[^1]: A note <img src=x onerror="window.${EVIL} = 1">.

## Resolution

## Action items

- [ ] <script>window.${EVIL} = 1</script> mend @"><script> due:2024-03-01 type:prevent
`;

const WORD = 'Überlangesfehlerwort'.repeat(10);

const LONG_DOCUMENT = `---
title: ${WORD.slice(0, 200)}
severity: '"Sev", 2 & <b>'
started: 2019-12-31T23:59:59+14:00
resolved: 2024-03-03T12:00:00-12:00
impact: 100
cause: capacity
contributing: [network, cascade, moon-phase]
services: [${WORD.slice(0, 120)}]
authors: [${'A. Person, '.repeat(20)}]
tags: [${Array.from({ length: 30 }, (_, index) => `tag-${index}`).join(', ')}]
---
## Summary

${WORD} and https://example.org/${'path/'.repeat(60)}

| ${'A wide column | '.repeat(14)}
| ${'--- | '.repeat(14)}
| ${`${WORD.slice(0, 40)} | `.repeat(14)}

\`\`\`
${'x'.repeat(1000)}
FATAL: <b>pool</b> is exhausted, could not connect to "db-2" after 7 s
\`\`\`

###### ${WORD}

## Timeline

${Array.from({ length: 60 }, (_, index) => `- 2020-01-${String((index % 28) + 1).padStart(2, '0')} 10:00 ${WORD}`).join('\n')}

## Root cause

${'> '.repeat(12)}deep

## Resolution

${Array.from({ length: 12 }, (_, index) => `${'  '.repeat(index)}- level ${index}`).join('\n')}

## Action items

${Array.from({ length: 40 }, (_, index) => `- [ ] ${WORD.slice(0, 80)} ${index} @${'owner'.repeat(12)} due:2024-04-01`).join('\n')}
`;

// A public document that names hidden ones, and the other way round.
const RENAMED = `---
title: The document with former names
severity: __proto__
started: 2024-04-04T08:00:00+02:00
detected: 2024-04-04T08:05:00+02:00
resolved: 2024-04-04T09:30:00+02:00
impact: 30
cause: config-change
services: [c++, __proto__, 'constructor, too']
recurs: [2024-02-02-evil, ${INTERNAL}]
related: [2024-01-02-one, ${DRAFT}]
unrelated: [${INTERNAL}]
aliases: [an-old-name, an-older-name]
---
## Summary

See [the other](2024-02-02-evil.md#root-cause), [${INTERNAL}](${INTERNAL}.md "${SECRETS.internal}") and [a draft](${DRAFT}.md).

## Timeline

- 08:00 start

## Root cause

None.

## Resolution

Done.

## Action items

- [x] Done @someone done:2024-04-05 type:prevent
`;

function hidden(word: string, mark: string): string {
  return `---
title: The ${word} title
${mark}
severity: 重大 Ü
started: 2024-03-05T08:00:00Z
resolved: 2024-03-05T09:00:00Z
impact: { percent: 10, of: ${word} users }
cause: network
services: [${word}-service]
teams: [${word}-team]
authors: [${word}-author]
tags: [${word}-tag]
recurs: [2024-02-02-evil]
related: [2024-04-04-renamed]
aliases: [${word}-alias]
summary: The ${word} summary.
---
## Summary

Text ${word}, [evil](2024-02-02-evil.md). ![${word}](images/${SECRETS.image}.svg)

## Timeline

- 08:10 ${word} (detected)

## Root cause

\`${word}.Exception\`

## Resolution

${word}

## Action items

- [ ] ${word} action @${word}-owner due:2024-06-01
`;
}
