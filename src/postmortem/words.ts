import type { Root } from 'mdast';
import { plainText } from './plain-text.ts';
import { SKIP, visit } from './visit.ts';

/** How often a title's word counts: authors put there what happened. */
const TITLE = 6;

// Names with the signs that join their parts. What has no letter is a time, a count or an address, and differs each time.
const WORD = /[\p{L}][\p{L}\p{N}]*(?:[_-][\p{L}\p{N}]+)*/gu;
const ADDRESS = /https?:\/\/\S+/g;

/**
 * The words that tell what a document is about, in lower case, with how much each counts: once wherever the text has it,
 * six times in the title, twice in code, which is error strings and identifiers. Headings are the format's own words.
 */
export function wordsOf(
  texts: { title?: string | undefined; summary?: string | undefined },
  tree: Root,
): Map<string, number> {
  const words = new Map<string, number>();
  const add = (text: string, count: number) => {
    for (const [word] of text.replaceAll(ADDRESS, ' ').toLowerCase().matchAll(WORD)) {
      if (word.length > 2 && !STOP_WORDS.has(word)) words.set(word, (words.get(word) ?? 0) + count);
    }
  };
  add(texts.title ?? '', TITLE);
  add(texts.summary ?? '', 1);
  visit(tree, (node) => {
    if (node.type === 'heading') return SKIP;
    if (node.type === 'paragraph' || node.type === 'tableCell' || node.type === 'code') add(plainText(node), 1);
    if (node.type === 'code' || node.type === 'inlineCode') add(node.value, 1);
    return undefined;
  });
  return words;
}

// What stands in any account of any incident.
const STOP_WORDS = new Set(
  `the and for with was were are been being from that this its our not but had has have which than then when where while
  will would could should can cannot may might must shall there here their they them these those into due all any some
  such only over under down out about also because how what who why did does don doesn didn isn wasn couldn very much many
  more most other another same each few both between within without until since via per yes back again later still
  however like well just even now too able around against during before after once
  one two three four five first second third new old next last
  january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday utc cet cest today yesterday morning afternoon evening night
  time times day days week weeks hour hours minute minutes
  get got see seen saw say said use used using make made need needed happen happened find found start started take took
  come came going want keep kept put set
  nobody everybody somebody anybody nothing everything something anything none
  issue issues incident incidents problem problems cause caused causes causing root team teams`
    .split(/\s+/)
    .filter(Boolean),
);
