import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { TEMPLATE_FILE } from '../archive/passed-over.ts';
import { comparableOf } from '../archive/similarity/comparable.ts';
import { codeOf } from '../disk/read.ts';
import { relativePath } from '../disk/relative-path.ts';
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
  /** The day of the incident, `YYYY-MM-DD`; default: today in UTC. */
  date?: string;
  severity?: string;
  cause?: string;
  service?: string[];
  /** Default: made from the day and the title. */
  id?: string;
  /** Opens the postmortem in the user's editor. */
  edit?: boolean;
  /** Asks no questions. */
  yes?: boolean;
}

/** Maximum number of similar incidents. */
const NAMED = 3;

/**
 * Creates a postmortem from the archive's template and lists similar incidents. Asks for missing options on a terminal.
 * Returns the exit status: 0 for success, 1 if archive.yml is invalid, 2 for wrong usage, an id in use or an invalid
 * template, 130 if a prompt was cancelled. Throws `MissingFolderError` if the archive does not exist.
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
  if (answers === undefined) return print.problem('give a title, such as `nevertwice new "Login fails"`');
  if (answers === 'cancelled') return INTERRUPTED;
  const id = options.id ?? idOf(date, answers.title);
  if (id === undefined) {
    const example = `such as --id ${date}-login-fails`;
    return print.problem(`the title ${answers.title} has no letters or digits for an id; give one, ${example}`);
  }
  const file = path.join(folder, `${id}.md`);
  const fromSettings = relativePath(path.dirname(settingsFile), file);
  const idIsWrong = idProblem(id, fromSettings, settings.exclude);
  if (idIsWrong) return print.problem(idIsWrong);
  const owner = taken.get(id.toLowerCase());
  if (owner !== undefined)
    return print.problem(`the id ${id} is already used by ${owner}; choose another one with --id`);
  const filled = fillTemplate(await templateOf(folder, loaded), fillingOf(answers, date, id));
  if ('problem' in filled) return print.problem(`${TEMPLATE_FILE} ${filled.problem}`);
  await writeNew(file, filled.text);
  print.line(file);
  const failure = edit && editor !== undefined ? await openEditor(editor, file) : undefined;
  if (failure) print.problem(failure);
  await nameSimilar(edit && !failure ? await readInput([file]) : undefined, answers, file, folder);
  return failure ? 2 : 0;
}

/** Returns the options, completed by asking on a terminal; `undefined` if there is no title and no terminal. */
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

/** Returns the text of the template in the folder or next to its archive.yml, or the default one. */
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

/** Lists incidents similar to the edited file or, without one, to the answers, if there are any. */
async function nameSimilar(
  edited: SimilarInput | string | undefined,
  { title, cause, services }: Answers,
  file: string,
  folder: string,
): Promise<void> {
  const read = await readPastIncidents(folder);
  if ('report' in read) return;
  const fromAnswers = { document: comparableOf('', { title, cause, services }, []), file: await realpath(file) };
  const input = edited === undefined || typeof edited === 'string' ? fromAnswers : edited;
  const { similar } = await findSimilar(input, read.past, NAMED);
  if (similar.length === 0) return;
  print.error('\nSimilar incidents; add them to `recurs`, `related` or `unrelated`:\n\n');
  print.error(similar.map((each) => similarText(each, read.past.archive, folder)).join('\n'));
}
