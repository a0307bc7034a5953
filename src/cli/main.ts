import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { visibleLine } from '../diagnostics/visible.ts';
import { Failure } from '../disk/failure.ts';
import { declareInit, declareNew } from './arguments/creation.ts';
import { folderHelp, orDefault } from './arguments/folder.ts';
import { failureText } from './failure-text.ts';
import { basePath, day, hostNames, nonNegativeInteger, portNumber, positiveInteger, siteAddress } from './options.ts';
import { PORT } from './server/listen.ts';
import { INTERRUPTED } from './signals.ts';

const { version, description } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const EPILOGUE = `
Examples:
  nevertwice check                         every problem of every file in postmortems/
  nevertwice check 2024-04-15-login.md     the problems of one file
  nevertwice build --out site --base /kb/  a site that will lie under /kb/
  nevertwice similar draft.md              the past incidents that a draft is like

Exit status: 0 fine, 1 errors found, 2 wrong usage or an input that cannot be read.`;

const program = new Command('nevertwice')
  .description(`${description}.`)
  .version(version)
  .showHelpAfterError('Add --help to see what there is.')
  .exitOverride()
  // Its messages repeat what was typed.
  .configureOutput({ outputError: (text, write) => write(text.split('\n').map(visibleLine).join('\n')) })
  .addHelpText('after', EPILOGUE);

// The same everywhere.
const OF_SITE = 'that of the site’s address, else /';
const baseOption = (fallback: string) =>
  new Option('--base <path>', `path under which the site lies on its host (default: ${fallback})`).argParser(basePath);
const audienceOption = () =>
  new Option('--audience <audience>', 'leave internal documents out for public (default: as archive.yml says)').choices(
    ['internal', 'public'],
  );
const asOfOption = () =>
  new Option('--as-of <day>', 'day for which due dates are judged, as YYYY-MM-DD (default: today, UTC)').argParser(day);
const verboseOption = () => new Option('--verbose', 'list every note, not only how many there are');
const hostOption = () => new Option('--host <address>', 'address to listen on').default('127.0.0.1');
const allowedHostsOption = () =>
  new Option('--allowed-hosts <names>', 'further host names to answer for, separated by commas')
    .argParser(hostNames)
    .default([], 'localhost, addresses and --host');
const portOption = () =>
  new Option(
    '--port <number>',
    `port to listen on; 0 takes any free one (default: ${PORT}, or the next that is free)`,
  ).argParser(portNumber);

declareInit(program, end);
declareNew(program, end);

program
  .command('check')
  .description('report every problem of every postmortem in archives, or of some of their files')
  .argument('[paths...]', 'folders of archives, or files of them (default: as with the other commands)')
  .addOption(
    new Option('--format <format>', 'how to print the report')
      .choices(['pretty', 'json', 'github', 'sarif'])
      .default('pretty'),
  )
  .option('--max-warnings <count>', 'end with 1 on more warnings than this (default: any number)', nonNegativeInteger)
  .addOption(verboseOption())
  .addOption(asOfOption())
  .action(async (paths, options) => {
    const { check } = await import('./check.ts');
    end(await check(paths.length > 0 ? paths : [await orDefault()], { ...options, version }));
  });

program
  .command('build')
  .description('build the whole site with its search index')
  .argument('[folder]', folderHelp)
  .option('--out <folder>', 'where the site goes: a new or empty folder, or an earlier build', 'dist')
  .addOption(baseOption(OF_SITE))
  .option('--site <url>', 'address of the published site (default: as archive.yml says)', siteAddress)
  .addOption(audienceOption())
  .option('--drafts', 'show drafts too', false)
  .addOption(asOfOption())
  .option('--cache <folder>', 'where rendered documents are kept for the next build (default: nowhere)')
  .addOption(verboseOption())
  .action(async (folder, options) => {
    const { build } = await import('./build.ts');
    end(await build(await orDefault(folder), options));
  });

program
  .command('dev')
  .description('serve the site, drafts too, and follow every edit until Ctrl-C')
  .argument('[folder]', folderHelp)
  .addOption(baseOption('/').default('/'))
  .addOption(audienceOption())
  .addOption(asOfOption())
  .addOption(hostOption())
  .addOption(allowedHostsOption())
  .addOption(portOption())
  .addOption(verboseOption())
  .action(async (folder, options) => {
    const { dev } = await import('./dev.ts');
    end(await dev(await orDefault(folder), options));
  });

program
  .command('preview')
  .description('serve a finished build until Ctrl-C')
  .option('--out <folder>', 'where the site is', 'dist')
  .addOption(baseOption('that of the build'))
  .addOption(hostOption())
  .addOption(allowedHostsOption())
  .addOption(portOption())
  .action(async (options) => {
    const { preview } = await import('./preview.ts');
    end(await preview(options));
  });

program
  .command('digest')
  .alias('report')
  .description('print overdue actions, recurrences, missing data and the numbers of the quarter')
  .argument('[folder]', folderHelp)
  .addOption(
    new Option('--format <format>', 'how to print it').choices(['pretty', 'json', 'markdown']).default('pretty'),
  )
  .addOption(baseOption(OF_SITE))
  .option('--site <url>', 'address of the published site, for links (default: as archive.yml says)', siteAddress)
  .addOption(audienceOption())
  .addOption(asOfOption())
  .action(async (folder, options) => {
    const { digest } = await import('./digest.ts');
    end(await digest(await orDefault(folder), options));
  });

program
  .command('similar')
  .description('name the past incidents that are like a draft, a log or a text, with the reasons')
  .argument('<input...>', 'a file, a text, or - for standard input')
  .option('--in <folder>', folderHelp)
  .addOption(new Option('--format <format>', 'how to print them').choices(['pretty', 'json']).default('pretty'))
  .option('--limit <count>', 'name this many at most', positiveInteger, 5)
  .action(async (input, options) => {
    const { similar } = await import('./similar.ts');
    end(await similar(input, { ...options, in: await orDefault(options.in) }));
  });

program
  .command('schema')
  .description('print the JSON Schema of the frontmatter, for editors')
  .argument('[folder]', `${folderHelp}, whose vocabulary it has`)
  .action(async (folder) => {
    const { schema } = await import('./schema.ts');
    end(await schema(folder));
  });

// Whoever reads the output may have had enough of it, such as `head`: nothing to fail for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') fail(error, 'standard output');
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  // Nothing can be said of it.
  if (error.code !== 'EPIPE') process.exitCode = 2;
});

// What nobody awaits, such as a library's worker, fails here.
process.once('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

let isDone = false;
// Node has nothing left to do, but the command waits: a program that it needs has gone.
process.once('beforeExit', () => {
  if (!isDone)
    fail(new Failure('a program that does a part of the work was ended, such as Pagefind; run the command again'));
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    fail(error);
    // A library may still be at work; nothing of it is wanted, and no second complaint.
    process.exit();
  }
}
isDone = true;

function fail(error: unknown, path?: string): void {
  process.stderr.write(failureText(error, path));
  process.exitCode = 2;
}

function end(status: number): void {
  process.exitCode ??= status;
  // What was interrupted may still be at work; nothing of it is wanted.
  if (status === INTERRUPTED) process.exit();
}
