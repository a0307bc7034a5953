import { readFileSync } from 'node:fs';
import path from 'node:path';
import { slug } from 'github-slugger';
import { parse } from 'yaml';
import { Dice } from '../dice.ts';
import { fill, makeLog, mistype, stamp } from './fill.ts';
import type { BenchQuery } from './query.ts';

/** A file of a generated archive. */
export interface ArchiveFile {
  /** Within the archive's folder. */
  name: string;
  text: string;
}

/** An incident to plant; templates have the placeholders of `fill`. */
interface Case {
  title: string;
  cause: string;
  service: string;
  /** Template of its error line. */
  error: string;
  /** Template of the line of the stack that is its own, and of others around it. */
  frame?: string;
  frames?: string[];
  /** A name that the document has, and how it may be asked for. */
  setting: string;
  spelled: string[];
  /** Two sentences: what was seen, and why. */
  told: string;
  /** Symptoms as somebody else would say them. */
  asked: string[];
  /** Words of it of which the longest will be mistyped. */
  mistyped: string;
  /** A word to search for with its cause and year chosen. */
  filtered: string;
  /** Templates of lines of other incidents that look like its own. */
  near: string[];
}

const LOG_LENGTH = 2000;
// So many other documents hold each near line.
const NEAR_DOCUMENTS = 2;

/**
 * Makes incidents of cases.yml out of some documents of a generated archive, and puts lines that are nearly theirs into
 * others. Returns all files and the queries that must find the planted; the same for the same seed.
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

// A document that was made into another repeats nothing, and is not what others repeat.
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

/** Puts a text at the beginning of a section. */
function insert(file: ArchiveFile | undefined, section: string, text: string): ArchiveFile {
  if (!file) throw new Error('The archive is too small to plant every incident');
  const heading = new RegExp(`^## ${section}$`, 'm');
  if (!heading.test(file.text)) throw new Error(`${file.name} has no section ${section}`);
  // By a function, as a text may hold signs that a replacement pattern reads.
  return { ...file, text: file.text.replace(heading, (found) => `${found}\n\n${text}`) };
}
