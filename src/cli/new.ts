import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { TEMPLATE_FILE } from '../archive/passed-over.ts';
import { comparableOf } from '../archive/similarity/comparable.ts';
import { codeOf } from '../disk/read.ts';
import { type LoadedSettings, loadSettings } from '../disk/settings.ts';
import { writeNew } from '../disk/write.ts';
import { Cancelled, canAsk } from './arguments/prompts.ts';
import { type Answers, answersProblem, askAnswers, type Given } from './new/answers.ts';
import { editorOf, openEditor } from './new/editor.ts';
import { idOf, idProblem } from './new/id.ts';
import { takenIds } from './new/taken.ts';
import { fillTemplate, makeTemplate } from './new/template.ts';
import { today } from './options.ts';
import { print, reportText } from './print.ts';
import { INTERRUPTED } from './signals.ts';
import { readInput, type SimilarInput } from './similar/input.ts';
import { findSimilar, readPastIncidents, similarText } from './similar.ts';

export interface NewOptions {
  /** The archive's folder. */
  in: string;
  /** The day of the incident, `YYYY-MM-DD`; today in UTC unless it is named. */
  date?: string;
  severity?: string;
  cause?: string;
  service?: string[];
  /** Made of the day and the title unless it is named. */
  id?: string;
  /** Opens the postmortem in the user's editor. */
  edit?: boolean;
  /** Asks nothing. */
  yes?: boolean;
}

/** How many similar incidents are named. */
const NAMED = 3;

/**
 * Makes a postmortem of the archive's template and names the incidents that it is like. On a terminal it asks for what was
 * not given. Returns the exit status: 0 it is there, 1 archive.yml is not valid, 2 wrong usage, a taken id or a template
 * that cannot be used, 130 ended in a prompt. Throws `MissingFolderError` where there is no such archive.
 */
export async function newPostmortem(words: readonly string[], options: NewOptions): Promise<number> {
  const { in: folder, date = today(), severity, cause, service: services, edit } = options;
  const loaded = await loadSettings(folder);
  const taken = await takenIds(folder, loaded);
  const { settings, diagnostics, file: settingsFile, text } = loaded;
  if (!settings) {
    print.error(reportText({ report: { files: 0, diagnostics }, sources: new Map([[settingsFile, text]]) }));
    return 1;
  }
  const title = words.length > 0 ? words.join(' ').trim() : undefined;
  const given = { title, severity, cause, services };
  const problem = answersProblem(given, settings);
  if (problem) return print.problem(problem);
  const editor = editorOf(process.env);
  if (edit && editor === undefined) return print.problem('--edit needs an editor; set VISUAL or EDITOR');
  const answers = await answersOf(given, options, loaded);
  if (answers === undefined) return print.problem('name a title, such as `nevertwice new "Login fails"`');
  if (answers === 'cancelled') return INTERRUPTED;
  const id = options.id ?? idOf(date, answers.title);
  if (id === undefined) {
    const such = `such as --id ${date}-login-fails`;
    return print.problem(
      `the title ${answers.title} has no letters or digits of which an id is made; name one, ${such}`,
    );
  }
  const file = path.join(folder, `${id}.md`);
  const fromSettings = path.relative(path.dirname(settingsFile), file).split(path.sep).join('/');
  const idIsWrong = idProblem(id, fromSettings, settings.exclude);
  if (idIsWrong) return print.problem(idIsWrong);
  const owner = taken.get(id.toLowerCase());
  if (owner !== undefined) return print.problem(`the id ${id} is taken by ${owner}; name another with --id`);
  const filled = fillTemplate(await templateOf(folder, loaded), fillingOf(answers, date, id));
  if ('problem' in filled) return print.problem(`${TEMPLATE_FILE} ${filled.problem}`);
  await writeNew(file, filled.text);
  print.line(file);
  const failure = edit && editor !== undefined ? await openEditor(editor, file) : undefined;
  if (failure) print.problem(failure);
  await nameSimilar(edit && !failure ? await readInput([file]) : undefined, answers, file, folder);
  return failure ? 2 : 0;
}

/** What was given and, on a terminal, asked; `undefined` where there is no title and nobody to ask. */
async function answersOf(
  { title, ...given }: Given,
  { yes }: NewOptions,
  { valid }: LoadedSettings,
): Promise<Answers | 'cancelled' | undefined> {
  if (yes || !canAsk()) return title === undefined ? undefined : { title, ...given };
  try {
    return await askAnswers({ title, ...given }, valid);
  } catch (error) {
    if (error instanceof Cancelled) return 'cancelled';
    throw error;
  }
}

/** The text of the template in a folder or, where it has none, beside its archive.yml; else the usual one. */
async function templateOf(folder: string, { file, valid }: LoadedSettings): Promise<string> {
  for (const place of new Set([folder, path.dirname(file)])) {
    try {
      return await readFile(path.join(place, TEMPLATE_FILE), 'utf8');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
  return makeTemplate(valid);
}

function fillingOf({ title, severity, cause, services }: Answers, date: string, id: string) {
  const frontmatter = {
    title,
    ...(severity && { severity }),
    started: date,
    ...(cause && { cause }),
    ...(services && services.length > 0 && { services }),
  };
  return { frontmatter, words: { title, date, id } };
}

/** Names the incidents that are like the file, or what was said of it, if there are any. */
async function nameSimilar(
  edited: SimilarInput | string | undefined,
  { title, cause, services }: Answers,
  file: string,
  folder: string,
): Promise<void> {
  const read = await readPastIncidents(folder);
  if ('report' in read) return;
  const said = { document: comparableOf('', { title, cause, services }, []), file: await realpath(file) };
  const wanted = edited === undefined || typeof edited === 'string' ? said : edited;
  const { similar } = await findSimilar(wanted, read.past, NAMED);
  if (similar.length === 0) return;
  print.error('\nIncidents like this one; name them under `recurs`, `related` or `unrelated`:\n\n');
  print.error(similar.map((each) => similarText(each, read.past.archive, folder)).join('\n'));
}
