import { readFileSync } from 'node:fs';
import path from 'node:path';
import { slug } from 'github-slugger';
import { parse } from 'yaml';
import { Dice } from '../dice.ts';
import { fill, makeLog, mistype, stamp } from './fill.ts';
import type { BenchQuery } from './query.ts';

/** A file of a generated archive. */
export interface ArchiveFile {
  /** Path within the archive. */
  name: string;
  text: string;
}

/** An incident to plant; templates contain the placeholders of `fill`. */
interface Case {
  title: string;
  cause: string;
  service: string;
  /** Template of its error line. */
  error: string;
  /** Templates of its own stack frame, and of the frames around it. */
  frame?: string;
  frames?: string[];
  /** A name in the document, and how a query spells it. */
  setting: string;
  spelled: string[];
  /** Two sentences: the symptoms and the cause. */
  told: string;
  /** Symptoms in other words. */
  asked: string[];
  /** Words from it, the longest of which gets a typing error. */
  mistyped: string;
  /** A word to search for, filtered by cause and year. */
  filtered: string;
  /** Templates of similar lines for other incidents. */
  near: string[];
}

const LOG_LENGTH = 2000;
// Number of other documents that contain each similar line.
const NEAR_DOCUMENTS = 2;

/**
 * Turns some documents of a generated archive into the incidents of cases.yml, and adds similar lines to others.
 * Returns all files and the queries that must find the planted incidents; always the same for the same seed.
 */
export function plant(files: readonly ArchiveFile[], seed: number): { files: ArchiveFile[]; queries: BenchQuery[] } {
  const dice = new Dice('planted', seed);
  const planted = [...files];
  const free = files.map((_, index) => index);
  const take = (): number => free.splice(dice.int(0, free.length - 1), 1)[0] ?? 0;
  const queries = readCases().flatMap((each) => {
    const host = take();
    const { file, error, trace, year } = makeIncident(each, planted[host], dice);
    planted[host] = file;
    for (const line of each.near) {
      for (let count = 0; count < NEAR_DOCUMENTS; count++) {
        const other = take();
        planted[other] = insert(planted[other], 'Root cause', codeBlock([fill(line, dice)]));
      }
    }
    return queriesFor(each, { id: path.basename(file.name, '.md'), error, trace, year }, dice);
  });
  return { files: planted.map(withoutRecurs), queries };
}

// A replaced document neither repeats others nor is repeated.
function withoutRecurs({ name, text }: ArchiveFile): ArchiveFile {
  return { name, text: text.replace(/^recurs: .*\n/m, '') };
}

function readCases(): Case[] {
  return parse(readFileSync(path.join(import.meta.dirname, 'cases.yml'), 'utf8')) as Case[];
}

function makeIncident(each: Case, host: ArchiveFile | undefined, dice: Dice) {
  const [seen = '', ...why] = each.told.split(/(?<=\.) (?=\p{Lu})/u);
  const error = fill(each.error, dice);
  const trace = each.frame === undefined ? [] : [each.frame, ...(each.frames ?? [])].map((line) => fill(line, dice));
  const started = /^started: *(\d{4}-\d{2}-\d{2})/m.exec(host?.text ?? '')?.[1] ?? '';
  const named = {
    name: `${started}-${slug(each.title)}.md`,
    text: (host?.text ?? '')
      .replace(/^title: .*$/m, `title: ${JSON.stringify(each.title)}`)
      .replace(/^cause: .*$/m, `cause: ${each.cause}`)
      .replace(/^services: .*$/m, `services: [${each.service}]`),
  };
  const cause = `${why.join(' ')}\n\n${codeBlock([`${stamp(dice)}${error}`, ...trace])}\n\nThe setting in question was \`${each.setting}\`.`;
  const file = insert(insert(named, 'Summary', seen), 'Root cause', cause);
  return { file, error, trace, year: started.slice(0, 4) };
}

function queriesFor(
  each: Case,
  { id, error, trace, year }: { id: string; error: string; trace: string[]; year: string },
  dice: Dice,
): BenchQuery[] {
  const find = [id];
  const again = (template: string) => fill(template, dice);
  const [own] = trace;
  const otherTrace = each.frame === undefined ? [] : [...(each.frames ?? []), each.frame].map(again);
  return [
    { kind: 'error line', text: error, find },
    { kind: 'other values', text: stamp(dice) + again(each.error), find },
    ...(own === undefined ? [] : [{ kind: 'stack frame', text: own, find } as const]),
    ...(own === undefined ? [] : [{ kind: 'stack frame', text: otherTrace.join('\n'), find } as const]),
    ...each.spelled.map((text) => ({ kind: 'identifier', text, find }) as const),
    ...each.asked.map((text) => ({ kind: 'symptoms', text, find }) as const),
    { kind: 'typo', text: mistype(each.mistyped, dice), find },
    { kind: 'filter', text: each.filtered, filters: { cause: [each.cause], year: [year] }, find },
    { kind: 'pasted log', text: makeLog([stamp(dice) + again(each.error), ...otherTrace], LOG_LENGTH, dice), find },
  ];
}

function codeBlock(lines: readonly string[]): string {
  return ['```text', ...lines, '```'].join('\n');
}

/** Inserts a text at the beginning of a section. */
function insert(file: ArchiveFile | undefined, section: string, text: string): ArchiveFile {
  if (!file) throw new Error('The archive is too small to plant every incident');
  const heading = new RegExp(`^## ${section}$`, 'm');
  if (!heading.test(file.text)) throw new Error(`${file.name} has no section ${section}`);
  // A replacement function, as the text may contain replacement patterns.
  return { ...file, text: file.text.replace(heading, (found) => `${found}\n\n${text}`) };
}
