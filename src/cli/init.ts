import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { TEMPLATE_FILE } from '../archive/passed-over.ts';
import { defaultSettings } from '../archive/settings.ts';
import { findDocuments } from '../disk/read.ts';
import { relativePath } from '../disk/relative-path.ts';
import { findMisnamedSettings, findSettings, SETTINGS_FILE } from '../disk/settings.ts';
import { USUAL_FOLDER } from './arguments/default-folder.ts';
import { Cancelled } from './arguments/prompts.ts';
import { type InitAnswers, type InitOptions, initAnswers } from './init/answers.ts';
import { archiveYml } from './init/archive-yml.ts';
import { type Planned, planProblem, writePlan } from './init/plan.ts';
import { type Additions, dependsOnNevertwice, ignoreLines, packageScripts } from './init/project-files.ts';
import { lookAround, type Surroundings } from './init/repository.ts';
import { sampleOf } from './init/sample.ts';
import { SNIPPET_FILE, snippetText } from './init/snippet.ts';
import { GITHUB_FILE, GITLAB_FILE, GITLAB_INCLUDE, GITLAB_MAIN, githubWorkflow, gitlabJobs } from './init/workflow.ts';
import { makeTemplate } from './new/template.ts';
import { today } from './options.ts';
import { print } from './print.ts';
import { INTERRUPTED } from './signals.ts';

/**
 * Creates an archive in a folder, and the files that its repository needs. Keeps existing files, except for lines added to
 * .gitignore and package.json, and writes nothing if there is a problem. Returns the exit status: 0 for success, 2 if there
 * is an archive already or the folder is not writable, 130 if a prompt was cancelled.
 */
export async function init(folder = USUAL_FOLDER, options: InitOptions): Promise<number> {
  const inTheWay = await archiveProblem(folder);
  if (inTheWay) return print.problem(inTheWay);
  const around = await lookAround(folder);
  let answers: InitAnswers;
  try {
    answers = await initAnswers(options, around);
  } catch (error) {
    if (error instanceof Cancelled) return INTERRUPTED;
    throw error;
  }
  const { planned, advice } = await planOf(folder, around, answers, options);
  const problem = await planProblem(planned);
  if (problem) return print.problem(`${problem}; nothing was written`);
  await writePlan(planned);
  for (const { file, added } of planned)
    print.line(`${added === undefined ? 'created' : 'changed'} ${shown(file)}${added ? `: ${added}` : ''}`);
  for (const line of [...advice, ...notesOn(around, answers)]) print.note(line);
  print.result(nextSteps(folder));
  return 0;
}

/** Describes why no archive can be created in a folder, if so. */
async function archiveProblem(folder: string): Promise<string | undefined> {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory()) return `${folder} is a file, not a folder`;
  const settings = await findSettings(folder);
  if (settings === path.join(folder, SETTINGS_FILE)) {
    return `${folder} is already an archive with ${settings}; check it with \`nevertwice check ${folder}\``;
  }
  if (settings !== undefined) return `${folder} is inside the archive of ${settings}; choose a folder outside it`;
  const [misnamed] = stats ? await findMisnamedSettings(folder) : [];
  return misnamed && `there is ${misnamed}; rename it to ${SETTINGS_FILE}, or remove it`;
}

/** Returns the files to write, and advice on what the user has to do. */
async function planOf(
  folder: string,
  { root }: Surroundings,
  answers: InitAnswers,
  options: InitOptions,
): Promise<Additions> {
  const archive = path.resolve(folder);
  const way = relativePath(root, archive) || '.';
  const argument = isDefault(way, root) ? '' : ` ${quoted(way)}`;
  const documents = existsSync(archive) ? await findDocuments(archive) : [];
  const files: [file: string, text: string][] = [
    [path.join(archive, SETTINGS_FILE), archiveYml(answers)],
    [path.join(archive, TEMPLATE_FILE), makeTemplate(defaultSettings())],
  ];
  const sample = sampleOf(today());
  // An archive with postmortems needs no sample.
  if (options.sample && documents.length === 0) files.push([path.join(archive, sample.name), sample.text]);
  const isLocked = (await dependsOnNevertwice(root)) && existsSync(path.join(root, 'package-lock.json'));
  const workflow = { archive: way, audience: answers.audience ?? '', isLocked } as const;
  if (answers.host === 'github') files.push([path.join(root, GITHUB_FILE), githubWorkflow(workflow)]);
  if (answers.host === 'gitlab') {
    files.push([path.join(root, GITLAB_FILE), gitlabJobs(workflow)], [path.join(root, GITLAB_MAIN), GITLAB_INCLUDE]);
  }
  if (options.editor) files.push([path.join(root, SNIPPET_FILE), snippetText()]);
  const hasPackages = existsSync(path.join(root, 'package.json')) || existsSync(path.join(root, 'node_modules'));
  const additions = [await ignoreLines(root, hasPackages), await packageScripts(root, argument)];
  const kept = files.filter(([file]) => existsSync(file)).map(([file]) => keptLine(file, root));
  return {
    planned: [
      ...files.filter(([file]) => !existsSync(file)).map(asPlanned),
      ...additions.flatMap((each) => each.planned),
    ],
    advice: [...kept, ...additions.flatMap((each) => each.advice)],
  };
}

function asPlanned([file, text]: [string, string]): Planned {
  return { file, text };
}

function keptLine(file: string, root: string): string {
  const isMain = file === path.join(root, GITLAB_MAIN);
  return `${shown(file)} was not changed${isMain ? `; add the line \`- local: ${GITLAB_FILE}\` under \`include:\`` : ''}`;
}

function notesOn({ git, host }: Surroundings, answers: InitAnswers): string[] {
  const notes: string[] = [];
  if (git === 'none')
    notes.push(
      'this is not a git repository; create one with `git init`, so that the site can show how long action items have been open',
    );
  if (git === 'worktree') notes.push('this is a git worktree: commit the files to its branch');
  if (answers.host === 'none' && host === undefined)
    notes.push(
      'no workflow was created, as neither GitHub nor GitLab was found; for one, delete archive.yml and run this again with `--host github` or `--host gitlab`, or see docs/deploy.md',
    );
  if (answers.host !== 'none' && answers.audience === undefined)
    notes.push('the workflow publishes nothing until you set AUDIENCE in it');
  return notes;
}

function nextSteps(folder: string): string {
  const way = path.normalize(folder).replace(/[/\\]$/, '');
  const argument = isDefault(way, process.cwd()) ? '' : ` ${quoted(way)}`;
  const option = argument && ` --in${argument}`;
  const steps = [
    [`dev${argument}`, 'show the archive in a browser'],
    [`new${option}`, 'write a postmortem'],
    [`check${argument}`, 'find problems'],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  return `\nNext:\n${steps.map(([command, what]) => `  npx nevertwice ${command.padEnd(width)}  # ${what}\n`).join('')}`;
}

/** Returns whether an archive is the default one; `way` is its path from the folder where commands are run. */
function isDefault(way: string, from: string): boolean {
  return way === USUAL_FOLDER || (way === '.' && !existsSync(path.join(from, USUAL_FOLDER)));
}

/** Quotes a path for a shell, if necessary. */
function quoted(way: string): string {
  return /^[\w./-]+$/.test(way) ? way : JSON.stringify(way);
}

function shown(file: string): string {
  return path.relative(process.cwd(), file);
}
