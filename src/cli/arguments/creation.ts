import { type Command, Option } from 'commander';
import { day } from '../options.ts';
import { folderHelp, orDefault } from './folder.ts';

/** Declares `init`; `end` takes its exit status. */
export function declareInit(program: Command, end: (status: number) => void): void {
  program
    .command('init')
    .description('make an archive, with a template, a sample and what its repository needs')
    .argument('[folder]', 'folder of the archive, . for the current one (default: postmortems)')
    .option('--title <title>', 'name of the archive')
    .addOption(new Option('--audience <audience>', 'whom the site is for').choices(['internal', 'public']))
    .addOption(
      new Option('--host <host>', 'whose workflow is made (default: by the repository)').choices([
        'github',
        'gitlab',
        'none',
      ]),
    )
    .option('--no-sample', 'without a sample')
    .option('--no-editor', 'without a snippet for VS Code')
    .option('--yes', 'ask nothing, on a terminal either')
    .action(async (folder, options) => {
      const { init } = await import('../init.ts');
      end(await init(folder, options));
    });
}

/** Declares `new`; `end` takes its exit status. */
export function declareNew(program: Command, end: (status: number) => void): void {
  program
    .command('new')
    .description('make a postmortem of the archive’s template, and name the incidents that it is like')
    .argument('[title...]', 'what happened, in one line')
    .option('--in <folder>', folderHelp)
    .addOption(new Option('--date <day>', 'day of the incident (default: today, UTC)').argParser(day))
    .option('--severity <severity>', 'one of the archive’s severities')
    .option('--cause <cause>', 'an id of the taxonomy')
    .option('--service <name>', 'a service that was hit; may be repeated', (name, names: string[] = []) => [
      ...names,
      name,
    ])
    .option('--id <id>', 'name of the file without .md (default: of the day and the title)')
    .option('--edit', 'open it in the editor that VISUAL or EDITOR names')
    .option('--yes', 'ask nothing, on a terminal either')
    .action(async (words, options) => {
      const { newPostmortem } = await import('../new.ts');
      end(await newPostmortem(words, { ...options, in: await orDefault(options.in) }));
    });
}
