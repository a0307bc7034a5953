import { type Command, Option } from 'commander';
import { day, timeZone } from '../options.ts';
import { folderHelp, orDefault } from './folder.ts';

/** Declares `init`; `end` receives its exit status. */
export function declareInit(program: Command, end: (status: number) => void): void {
  program
    .command('init')
    .description('create an archive with a template, a sample and the files its repository needs')
    .argument('[folder]', 'folder of the archive, . for the current one (default: postmortems)')
    .option('--title <title>', 'name of the archive')
    .addOption(new Option('--audience <audience>', 'who can read the site').choices(['internal', 'public']))
    .addOption(
      new Option('--host <host>', 'service to create a workflow for (default: detected from the repository)').choices([
        'github',
        'gitlab',
        'none',
      ]),
    )
    .option('--no-sample', 'do not create a sample')
    .option('--no-editor', 'do not create a snippet for VS Code')
    .option('--yes', 'ask no questions')
    .action(async (folder, options) => {
      const { init } = await import('../init.ts');
      end(await init(folder, options));
    });
}

/** Declares `new`; `end` receives its exit status. */
export function declareNew(program: Command, end: (status: number) => void): void {
  program
    .command('new')
    .description('create a postmortem from the archive’s template, and list similar incidents')
    .argument('[title...]', 'what happened, in one line')
    .option('--in <folder>', folderHelp)
    .addOption(new Option('--date <day>', 'day of the incident (default: today, UTC)').argParser(day))
    .option('--severity <severity>', 'one of the archive’s severities')
    .option('--cause <cause>', 'id of one of the archive’s causes')
    .option('--service <name>', 'affected service; may be repeated', (name, names: string[] = []) => [...names, name])
    .option('--id <id>', 'file name without .md (default: day and title)')
    .option('--edit', 'open the postmortem in the editor set in VISUAL or EDITOR')
    .option('--yes', 'ask no questions')
    .action(async (words, options) => {
      const { newPostmortem } = await import('../new.ts');
      end(await newPostmortem(words, { ...options, in: await orDefault(options.in) }));
    });
}

/** Declares `import`; `end` receives its exit status. */
export function declareImport(program: Command, end: (status: number) => void): void {
  program
    .command('import')
    .description('turn free-form documents into drafts: Markdown, text, HTML, Word, and exports of wikis')
    .argument('<paths...>', 'documents, or folders of them')
    .option('--to <folder>', folderHelp)
    .addOption(
      new Option('--timezone <zone>', 'zone of times without one (default: as in archive.yml)').argParser(timeZone),
    )
    .addOption(
      new Option('--date-order <order>', 'order of year, month and day in dates such as 03/04/2026').choices([
        'ymd',
        'mdy',
        'dmy',
      ]),
    )
    .addOption(
      new Option('--undated <day>', 'import documents whose start is not known, with this day (YYYY-MM-DD)').argParser(
        day,
      ),
    )
    .option('--dry-run', 'show the drafts, and write nothing', false)
    .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
    .action(async (paths, options) => {
      const { importDocuments } = await import('../import.ts');
      end(await importDocuments(paths, { ...options, to: await orDefault(options.to) }));
    });
}
