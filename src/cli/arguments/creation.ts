import { type Command, Option } from 'commander';
import { day } from '../options.ts';
import { folderHelp, orDefault } from './folder.ts';

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
