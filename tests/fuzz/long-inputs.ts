/** A document that repeats one construct of Markdown, HTML or YAML as often as fits in a length. */
export interface LongInput {
  name: string;
  /** Returns a whole document of about `length` characters, including frontmatter. */
  make(length: number): string;
}

const FRONTMATTER = `title: A long document
started: 2024-04-15T15:45:00Z
resolved: 2024-04-15T17:45:00Z
impact: unknown
cause: unknown
`;

/** Adds valid frontmatter, with optional extra lines, to a body. */
function documentOf(body: string, frontmatter = ''): string {
  return `---\n${FRONTMATTER}${frontmatter}---\n\n${body}`;
}

/**
 * Parses units separated by spaces. Symbols stand for characters that cannot be written directly: ␣ ⏎ ⇥, ˋ for the backtick, and
 * `U+00A0` and the like for invisible ones.
 */
function unitsOf(text: string): string[] {
  const signs: Record<string, string> = { '␣': ' ', '⏎': '\n', '⇥': '\t', ˋ: '`' };
  return text
    .trim()
    .split(/[ \n]+/)
    .map((unit) => unit.replaceAll(/[␣⏎⇥ˋ]/g, (sign) => signs[sign] ?? sign))
    .map((unit) => unit.replaceAll(/U\+([\dA-F]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))));
}

function fill(unit: string, length: number): string {
  return unit.repeat(Math.max(1, Math.floor(length / unit.length)));
}

/** Joins the results of `make` for 0, 1, 2 … up to the given length. */
function count(length: number, make: (index: number) => string): string {
  const parts: string[] = [];
  for (let index = 0, size = 0; size < length; index++) {
    const part = make(index);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

// Units repeated on one line, on lines, in paragraphs, and in sections that are parsed beyond Markdown.
const INLINE = unitsOf(String.raw`
  * *a␣ a* **a **a* _ _a␣ _a_ a_a_ *a_␣ *_ ***a␣ a**b ~ ~~a␣ ~a a~~ ˋ ˋa␣ ˋˋa aˋˋ␣ˋ \ˋ \ \* \[ [ ] [] [a [a] [a](
  ]( []( [a](b [a](< [a](b␣" [a](b) [a][b [a][b] ![ ![a ![a]( ![a](b) ![[ [![a](b) [^ [^a [^a] [[a] ( (( [a](( <
  <a <a␣ <a> <a␣b <a␣b=" <a␣b=' <a␣b=c␣ </ </a> <!-- <!--␣ <!--> --> <? ?> <!A <![CDATA[ ]]> <http: <http://a
  <a@b.c <a@b.c> http://a http://a␣ https://a( http://a) http://a. www. www.a www.a␣ www.a. www.a( www.a|
  www.x|*a␣ a@ a@b a@b. a@b.c␣ a. a- a_@ a_a_a@ a+ mailto: xmpp:a@b.c/ & &a &amp &amp; &# &#1 &#99999; &#x
  &#xfffd; &lt; &nbsp; " ' | || |a a| |␣ \| |ˋ : :- ::: . .␣ , ; ! ? # $ % {{ [your␣ TODO␣ a a␣ ␣ ⇥ é eU+0301 U+0301 中 🙂
  👩‍👩‍👧␣ U+00A0 U+200B U+202E ﷺ aB_ aB a1 1 1␣ 1: 10:00␣ a/ a/b␣ 0x :: 192.168.0.1␣ @a␣ due: due:2024-05-01␣ #1␣ due:␣ -␣ - +
  = > >␣ (detected) – <b> <b>a <i><b> </b> <p> <p><b> <div> <div><p> <div><p><b> </div> </p> <br> <hr> <img>
  <input> <img␣src=a> <table> <table><tr> <tr> <td> <table><td> <table>a <caption> <col> <select> <option>
  <select><b> <svg> <svg><a> <math> <svg><foreignObject> <math><mi><svg> <template> <title> <textarea> <script>
  <style> <iframe> <noscript> <plaintext> <xmp> <frameset> <body␣a=b> <html␣a=b> <form> <button> <nobr> <a><p>
  <font><p> <b><a> <b><i><p></b> <a><b></a> <p></b> <details> <summary> <details><summary> <ul> <ul><li> <li>
  <dl><dt> <ol><li><b> <h1> <h1><b> <h2>a</h2> <h2␣id=a>a</h2> <ruby><rt> <kbd> <sub><sup> <blockquote> <pre>
  <code> <b␣id=a> <a␣href=b>c</a> <a␣href="javascript:1"> <img␣src=b␣alt=c> <td␣colspan=9> <b␣title="&amp;&amp;">
`);

// Units repeated on lines only.
const LINES = unitsOf(String.raw`
  #␣a ##␣a # #a #␣ #␣::: a⏎=== a⏎- === --- *** _␣_␣_ ␣␣␣␣a ⇥a ˋˋˋ ˋˋˋjs ~~~ ˋˋˋ⏎a⏎ˋˋˋ ˋˋˋjs⏎a⏎ˋˋˋ >␣a > >␣>␣a
  >␣-␣a -␣a - -␣-␣a *␣a +␣a 1.␣a 1) 1 -⏎⏎␣␣a -␣a⏎⏎ -␣a⏎␣␣-␣b -␣#␣a -␣ˋˋˋ -␣>␣a -␣[␣]␣a -␣[x]␣a␣@b␣due:2024-05-01
  -␣[␣] [a]:␣b [a]:␣b␣"c" [a]:␣< [a]: [a [a]:␣b␣( [^a]:␣b [^a]: [^a]:␣[^a] [^a]:␣-␣a |a|b| |a|⏎|-| |a|⏎|-|⏎|b|
  |-| a|b <div> </div> <div>⏎ <b>⏎ <!-- <pre> <script> <details>⏎ -␣10:00␣a -␣15:45–16:00␣a
  -␣2024-04-15␣10:00␣a␣(resolved) -␣10:00␣+0200␣a -␣4:OO |10:00|a| a␣␣ a\ a⏎⏎ >␣[!NOTE]⏎>␣a⏎ ![](a.png)
  ![a](a.png) [a](b.md) [a](#b) [a](#b␣"c") a␣https://b.c/d <a␣id=b> #␣a␣b␣c -␣[␣]␣a⏎␣␣b
`);

// Units with a counter, so that no two are the same.
const COUNTED: Record<string, (index: number) => string> = {
  'headings of different names': (index) => `# a${index}\n`,
  'headings with links': (index) => `# [a](b${index}.md)\n`,
  'definitions and uses': (index) => `[a${index}]: b\n\n[a${index}]\n`,
  definitions: (index) => `[a${index}]: b\n`,
  'uses of no definition': (index) => `[a${index}]\n`,
  footnotes: (index) => `[^a${index}]: b\n`,
  'footnotes and calls': (index) => `[^a${index}]\n\n[^a${index}]: b\n\n`,
  'footnotes that call the next': (index) => `${index === 0 ? '[^a0]\n\n' : ''}[^a${index}]: [^a${index + 1}]\n\n`,
  'unclosed tags with ids': (index) => `<b id=a${index}>`,
  'unclosed tags in paragraphs of HTML': (index) => `${index === 0 ? '<div>' : ''}<p><b id=a${index}>`,
  'unclosed links in paragraphs of HTML': (index) => `<p><a href=a${index}>b`,
  'attributes of one tag': (index) => `${index === 0 ? '<b' : ''} a${index}=b`,
  'ids of HTML': (index) => `<b id=a${index}></b>\n`,
  'anchors and links to them': (index) => `<b id=a${index}></b>[a](#a${index})\n`,
  'links to missing documents': (index) => `[a](missing-${index}.md)\n`,
  'links to missing anchors': (index) => `[a](#missing-${index})\n`,
  'missing images': (index) => `![](missing-${index}.png)\n`,
  'deeper and deeper quotations': (index) => `${'>'.repeat(index)} a\n`,
  'deeper and deeper lists': (index) => `${'  '.repeat(index)}- a\n`,
  'deeper and deeper numbered lists': (index) => `${'   '.repeat(index)}1. a\n`,
  'wider and wider tables': (index) => `|${'a|'.repeat(index + 1)}\n|${'-|'.repeat(index + 1)}\n\n`,
  'longer and longer code spans': (index) => `${'`'.repeat(index + 1)}a`,
  'longer and longer emphasis': (index) => `${'*'.repeat(index + 1)}a `,
  'longer and longer fences': (index) => `${'`'.repeat(index + 3)}\na\n`,
  'open fences of different lengths in quotations': (index) => `> ${'~'.repeat((index % 90) + 3)}\n\n`,
  'timeline entries': (index) =>
    `${index === 0 ? '## Timeline\n\n' : ''}- 2024-04-15 15:${String((index % 60) + 100).slice(1)} a${index}\n`,
  'timeline rows': (index) =>
    `${index === 0 ? '## Timeline\n\n|a|b|\n|-|-|\n' : ''}|15:${String((index % 60) + 100).slice(1)}|a${index}|\n`,
  'lines of text with times': (index) => `${index === 0 ? '## Timeline\n\n' : ''}15:45 a${index}\n`,
  'headings with times': (index) => `${index === 0 ? '## Timeline\n\n' : ''}### 15:45 a${index}\n`,
  'dates with two readings': (index) => `${index === 0 ? '## Timeline\n\n' : ''}- 03/04/2024 15:45 CET a${index}\n`,
  'days with nested times': (index) => `${index === 0 ? '## Timeline\n\n' : ''}- Mon\n  - 15:45 a${index}\n`,
  'bold headings': (index) => `**Timeline:**\n15:45 a${index}\n`,
  'labels of sections': (index) => `Timeline:\n15:45 a${index}\n`,
  'plain actions': (index) =>
    `${index === 0 ? '## Action items\n\n' : ''}- a${index} Owner: Jane Doe, Due: 1 May 2024\n`,
  'sentences as actions': (index) => `${index === 0 ? '## Action items\n\n' : ''}Do a${index}.\n`,
  'open actions': (index) => `${index === 0 ? '## Action items\n\n' : ''}- [ ] a${index}\n`,
  'closed actions': (index) => `${index === 0 ? '## Action items\n\n' : ''}- [x] a${index} @b done:2024-05-01\n`,
  'action rows': (index) => `${index === 0 ? '## Action items\n\n|Action|Due|\n|-|-|\n' : ''}|a${index}|soon|\n`,
  'tables of one row': (index) => `|a${index}|\n|-|\n|b|\n\n`,
  'blocks of code of one line': (index) => `\`\`\`text\na${index}\n\`\`\`\n`,
  words: (index) => `word${index} `,
  identifiers: (index) => `aB_${index}_cD `,
  'identifiers of one line of code': (index) => `${index === 0 ? '```\n' : ''}aB_${index}_cD.eF `,
  'lines of code': (index) =>
    `${index === 0 ? '```\n' : ''}ERROR ${index}: connection to 10.0.0.${index % 256} refused\n`,
};

// A construct at the start, followed by as many uses of it as fit.
const BESIDES: Record<string, (length: number) => string> = {
  'one definition with a long title and many uses': (length) =>
    `[a]: b "${fill('c', length / 2)}"\n\n${fill('[a] ', length / 2)}`,
  'one definition with a long address and many uses': (length) =>
    `[a]: ${fill('c', length / 2)}\n\n${fill('[a] ', length / 2)}`,
  'one definition with a title of entities and many images': (length) =>
    `[a]: b "${fill('&amp;', length / 2)}"\n\n${fill('![a] ', length / 2)}`,
  'one footnote and many calls': (length) => `[^a]: b\n\n${fill('[^a] ', length)}`,
  'one long footnote and many calls': (length) => `[^a]: ${fill('b ', length / 2)}\n\n${fill('[^a] ', length / 2)}`,
  'calls in calls of footnotes': (length) => `[^a]\n\n[^a]: ${fill('[^a]', length)}`,
  'a table of many columns and short rows': (length) => {
    const columns = Math.floor(length / 8);
    return `${fill('|a', columns * 2)}\n${fill('|-', columns * 2)}\n${fill('|\n', length / 2)}`;
  },
  'a table of a thousand columns and short rows': (length) =>
    `${fill('|a', 2000)}\n${fill('|-', 2000)}\n${fill('|\n', length)}`,
  'a table of many columns in a quotation': (length) =>
    `> ${fill('|a', length / 3)}\n> ${fill('|-', length / 3)}\n${fill('> |\n', length / 3)}`,
  'a table of many rows': (length) => `|a|b|c|\n|-|-|-|\n${fill('|1|2|3|\n', length)}`,
  'a table of many code spans': (length) => `|a|\n|-|\n${fill('|`b|`|\n', length)}`,
  'a table with an address at a border and emphasis after it': (length) =>
    `|a|\n|-|\n|www.x|\n\n${fill('*a _b ', length)}`,
  'a table with an address at a border and brackets after it': (length) => `|a|\n|-|\n|www.x|\n\n${fill('[', length)}`,
  'an address before a bar and footnotes after it': (length) =>
    `www.x|\n\n${count(length, (index) => `[^a${index}]\n\n[^a${index}]: b\n\n`)}`,
  'an address before a bar and list items after it': (length) => `www.x|\n\n${fill('- a\n', length)}`,
  'an address before a bar and block quotes after it': (length) => `www.x|\n\n${fill('> a\n', length)}`,
  'an address before a bar and rows after it': (length) => `www.x|\n\n|a|\n|-|\n${fill('|www.b|\n', length)}`,
  'one long paragraph': (length) => fill('Some words of a sentence, and more of them. ', length),
  prose: (length) => fill('Some words of a sentence,\nand more of *them* in `code`.\n\n', length),
  'an address at a border of a long table': (length) => `|a|b|\n|-|-|\n${fill('|www.a.b/c|d|\n', length)}`,
  'closing tags after opening ones': (length) => fill('<b>', length / 2) + fill('</b>', length / 2),
  'blocks closed out of order': (length) => fill('<p><b><i>', length / 2) + fill('</b></i>', length / 2),
  'a heading of one long line': (length) => `# ${fill('a ', length)}`,
  'a heading of colons': (length) => `# a${fill(':', length)}b`,
  'a heading of spaces and dots': (length) => `# a${fill(' .', length)}b`,
  'an open action of one long line': (length) => `## Action items\n\n- [ ] ${fill('a ', length)}@b due:soon`,
  'an open action of owners': (length) => `## Action items\n\n- [ ] a ${fill('@b ', length)}`,
  'a plain action of labels': (length) => `## Action items\n\n- a ${fill('Owner: b ', length)}`,
  'a plain action of brackets before a label': (length) => `## Action items\n\n- a ${fill('(', length)} Owner: b`,
  'an entry of brackets': (length) => `## Timeline\n\n- ${fill('[', length)}15:45 a`,
  'an action of closing brackets': (length) => `## Action items\n\n- [ ] a ${fill('](', length)}`,
  'an entry of one long line': (length) => `## Timeline\n\n- 15:45 ${fill('a ', length)}(detected)`,
  'an entry of spaces': (length) => `## Timeline\n\n- 15:45 a${fill(' &nbsp;', length)}b`,
  'an entry of closing words': (length) => `## Timeline\n\n- 15:45 a ${fill('(detected) ', length)}b`,
  'a block of one long line of code': (length) => `\`\`\`\n${fill('a ', length)}\n\`\`\``,
  'a block of dashes': (length) => `\`\`\`\n${fill('-', length)}\n\`\`\``,
  'a block of colons': (length) => `\`\`\`\n${fill('a:', length)}\n\`\`\``,
  'a block of digits': (length) => `\`\`\`\n${fill('1', length)}\n\`\`\``,
  'a block of slashes': (length) => `\`\`\`\n${fill('/a', length)}\n\`\`\``,
  'a block of quotation marks': (length) => `\`\`\`\n${fill('"', length)}\n\`\`\``,
  'a block of quoted words': (length) => `\`\`\`\n${fill('"a ', length)}\n\`\`\``,
  'a block of angle brackets': (length) => `\`\`\`\n${fill('<', length)}\n\`\`\``,
};

// Values of a frontmatter key, or text instead of keys.
const FRONTMATTERS: Record<string, (length: number) => string> = {
  'unknown keys': (length) => count(length, (index) => `a${index}: 1\n`),
  'one key again and again': (length) => fill('a: 1\n', length),
  'keys without values': (length) => count(length, (index) => `a${index}:\n`),
  'a long title': (length) => `summary: ${fill('a ', length)}\n`,
  'a list of tags': (length) => `tags: [${count(length, (index) => `a${index}, `)}]\n`,
  'a list of services': (length) => `services: [${count(length, (index) => `a${index}, `)}]\n`,
  'a list of authors': (length) => `authors:\n${count(length, (index) => `  - a${index}\n`)}`,
  'a list of numbers for authors': (length) => `authors: [${fill('1, ', length)}]\n`,
  'a list of unknown causes': (length) => `contributing: [${fill('a, ', length)}]\n`,
  'a list of unknown ids': (length) => `recurs: [${count(length, (index) => `a${index}, `)}]\n`,
  'a list of aliases': (length) => `aliases: [${count(length, (index) => `a${index}, `)}]\n`,
  'a list of invalid aliases': (length) => `aliases: [${count(length, (index) => `"a ${index}", `)}]\n`,
  'a list of links': (length) => `links:\n${count(length, (index) => `  - {title: a${index}, url: "https://a.b/"}\n`)}`,
  'a list of invalid links': (length) => `links:\n${count(length, (index) => `  - {title: a${index}, ur: b}\n`)}`,
  'a duration of spaces': (length) => `duration: "1d${fill(' ', length)}1"\n`,
  'a duration of digits': (length) => `duration: "${fill('1', length)}"\n`,
  'a percentage of digits': (length) => `trigger: "${fill('1', length)}"\n`,
  'a time of spaces': (length) => `detected: "2024-04-15T15:45${fill(' ', length)}"\n`,
  'a time of digits': (length) => `detected: 2024-04-15T15:45:00.${fill('1', length)}Z\n`,
  'an alias of aliases': (length) =>
    count(length, (index) =>
      index === 0 ? 'a0: &a0 [b]\n' : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]\n`,
    ),
  'aliases of one anchor': (length) => `a: &a b\nb: [${fill('*a, ', length)}]\n`,
  'aliases of aliases': (length) =>
    count(length, (index) => (index === 0 ? 'a0: &a0 b\n' : `a${index}: &a${index} *a${index - 1}\n`)),
  anchors: (length) => count(length, (index) => `a${index}: &a${index} b\n`),
  'aliases of no anchor': (length) => `b: [${fill('*a, ', length)}]\n`,
  'merge keys': (length) =>
    count(length, (index) => `a${index}: &a${index}\n  <<: ${index === 0 ? '{}' : `*a${index - 1}`}\n`),
  'merge keys of lists': (length) => `a: &a {b: c}\nd: {<<: [${fill('*a, ', length)}]}\n`,
  'lists in lists': (length) => `a: ${fill('[', length)}\n`,
  'closed lists in lists': (length) => `a: ${fill('[', length / 2)}${fill(']', length / 2)}\n`,
  'maps in maps': (length) => `a: ${fill('{a: ', length)}\n`,
  'items in items': (length) => `a:\n  ${fill('- ', length)}b\n`,
  'deeper and deeper keys': (length) => {
    const depth = Math.floor(Math.sqrt(length * 2));
    return Array.from({ length: depth }, (_, index) => `${' '.repeat(index)}a:\n`).join('');
  },
  'keys in one line': (length) => `a: ${fill('b: ', length)}\n`,
  questions: (length) => `${fill('? ', length)}\n`,
  'a map of one line': (length) => `a: {${count(length, (index) => `b${index}: 1, `)}}\n`,
  'a list of maps of one line': (length) => `a: [${fill('{b: 1}, ', length)}]\n`,
  'a quoted text of escapes': (length) => `a: "${fill('\\n', length)}"\n`,
  'a quoted text of lines': (length) => `a: "${fill('b\n  ', length)}"\n`,
  'an unclosed quotation': (length) => `a: "${fill('b ', length)}\n`,
  'quotation marks': (length) => `a: ${fill('"', length)}\n`,
  'single quotation marks': (length) => `a: ${fill("'", length)}\n`,
  'a plain text of lines': (length) => `a:\n${fill('  b\n', length)}`,
  'a block of lines': (length) => `a: |\n${fill('  b\n', length)}`,
  'a folded block of lines': (length) => `a: >\n${fill('  b\n\n', length)}`,
  comments: (length) => fill('# a\n', length),
  'one long comment': (length) => `# ${fill('a', length)}\n`,
  'empty lines': (length) => fill('\n', length),
  spaces: (length) => `a:${fill(' ', length)}b\n`,
  tabs: (length) => `a:\n${fill('\tb\n', length)}`,
  colons: (length) => `a: ${fill(':', length)}\n`,
  'words in lines without a key': (length) => fill('a\n', length),
  commas: (length) => `a: [${fill(',', length)}]\n`,
  exclamations: (length) => `a: ${fill('!', length)}\n`,
  'tagged values': (length) => `a: [${fill('!b c, ', length)}]\n`,
  anchor: (length) => `a: ${fill('&', length)}\n`,
  stars: (length) => `a: ${fill('*', length)}\n`,
  percents: (length) => fill('%a\n', length),
  numbers: (length) => `a: ${fill('1', length)}\n`,
  'numbers of sixty': (length) => `a: ${fill('1:', length)}\n`,
  'control escapes': (length) => `a: [${fill('"\\x1b", ', length)}]\n`,
  'a long key': (length) => `${fill('a', length)}: b\n`,
  'a long key that is asked for': (length) => `? ${fill('a', length)}\n: b\n`,
  'lists as keys': (length) => fill('? [a]\n: b\n', length),
};

// Lines that are slow to highlight, with the affected languages and some common ones.
const CODE = unitsOf(String.raw`
  <a␣ $ $a { ( [ " ' ˋ a. a< /* # \ @a␣ a:: - ␣ =>␣ a␣ %{ <% <<a␣
`);
const LANGUAGES = [
  'apex',
  'bash',
  'cpp',
  'cs',
  'css',
  'diff',
  'go',
  'html',
  'java',
  'js',
  'json',
  'log',
  'md',
  'perl',
  'php',
];
const MORE_LANGUAGES = ['python', 'razor', 'ruby', 'rust', 'scala', 'sql', 'swift', 'tsx', 'viml', 'yaml'];

// Lengths of lines that are highlighted, and of lines that are not.
const LINE_LENGTHS = [400, 2000];

function inLanguages(): LongInput[] {
  return [...LANGUAGES, ...MORE_LANGUAGES].flatMap((language) =>
    CODE.flatMap((unit) =>
      LINE_LENGTHS.map((line) => ({
        name: `lines of ${line} characters of ${show(unit)} in ${language}`,
        make: (length: number) =>
          documentOf(`\`\`\`${language}\n${fill(`${fill(unit, Math.min(length, line))}\n`, length)}\`\`\`\n`),
      })),
    ),
  );
}

const show = (unit: string) => JSON.stringify(unit);

const ALL: readonly LongInput[] = [
  ...INLINE.flatMap((unit): LongInput[] => [
    { name: `a row of ${show(unit)}`, make: (length) => documentOf(fill(unit, length)) },
    { name: `lines of ${show(unit)}`, make: (length) => documentOf(fill(`${unit}\n`, length)) },
    { name: `paragraphs of ${show(unit)}`, make: (length) => documentOf(fill(`${unit}\n\n`, length)) },
    {
      name: `paragraphs of a thousand characters of ${show(unit)}`,
      make: (length) => documentOf(fill(`${fill(unit, 1000)}\n\n`, length)),
    },
    {
      name: `paragraphs of a hundred thousand characters of ${show(unit)}`,
      make: (length) => documentOf(fill(`${fill(unit, 100_000)}\n\n`, length)),
    },
    { name: `a heading of ${show(unit)}`, make: (length) => documentOf(`# ${fill(unit, length)}`) },
    { name: `a cell of ${show(unit)}`, make: (length) => documentOf(`|a|\n|-|\n|${fill(unit, length)}|\n`) },
    {
      name: `an action of ${show(unit)}`,
      make: (length) => documentOf(`## Action items\n\n- [ ] ${fill(unit, length)}`),
    },
    { name: `an entry of ${show(unit)}`, make: (length) => documentOf(`## Timeline\n\n- 15:45 ${fill(unit, length)}`) },
    {
      name: `a line of code of ${show(unit)}`,
      make: (length) => documentOf(`\`\`\`\n${fill(unit, length)}\n\`\`\`\n`),
    },
    {
      name: `a row of ${show(unit)} after an address at a border`,
      make: (length) => documentOf(`|a|\n|-|\n|www.x|\n\n${fill(unit, length)}`),
    },
    {
      name: `a title of ${show(unit)}`,
      make: (length) => documentOf('', `summary: '${fill(unit.replaceAll("'", "''"), length)}'\n`),
    },
  ]),
  ...LINES.flatMap((unit): LongInput[] => [
    { name: `lines of ${show(unit)}`, make: (length) => documentOf(fill(`${unit}\n`, length)) },
    { name: `paragraphs of ${show(unit)}`, make: (length) => documentOf(fill(`${unit}\n\n`, length)) },
    {
      name: `a quotation of ${show(unit)}`,
      make: (length) => documentOf(fill(`> ${unit.replaceAll('\n', '\n> ')}\n`, length)),
    },
    {
      name: `a timeline of ${show(unit)}`,
      make: (length) => documentOf(`## Timeline\n\n${fill(`${unit}\n`, length)}`),
    },
    {
      name: `action items of ${show(unit)}`,
      make: (length) => documentOf(`## Action items\n\n${fill(`${unit}\n`, length)}`),
    },
    {
      name: `lines of ${show(unit)} after an address at a border`,
      make: (length) => documentOf(`|a|\n|-|\n|www.x|\n\n${fill(`${unit}\n`, length)}`),
    },
  ]),
  ...Object.entries(COUNTED).map(
    ([name, make]): LongInput => ({ name, make: (length) => documentOf(count(length, make)) }),
  ),
  ...Object.entries(BESIDES).map(([name, make]): LongInput => ({ name, make: (length) => documentOf(make(length)) })),
  ...Object.entries(FRONTMATTERS).map(
    ([name, make]): LongInput => ({ name: `frontmatter: ${name}`, make: (length) => documentOf('', make(length)) }),
  ),
  ...inLanguages(),
];

/** Every construct, alone and in sections that are parsed beyond Markdown. */
export const LONG_INPUTS: readonly LongInput[] = [...new Map(ALL.map((input) => [input.name, input])).values()];
