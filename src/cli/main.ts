import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { visibleLine } from '../diagnostics/visible.ts';
import { Failure } from '../disk/failure.ts';
import { declareImport, declareInit, declareNew } from './arguments/creation.ts';
import { folderHelp, orDefault } from './arguments/folder.ts';
import {
  allowedHostsOption,
  asOfOption,
  audienceOption,
  baseOption,
  cacheOption,
  hostOption,
  noCacheOption,
  portOption,
  SITE_PATH,
  verboseOption,
} from './arguments/shared-options.ts';
import { failureText } from './failure-text.ts';
import { nonNegativeInteger, positiveInteger, siteAddress } from './options.ts';
import { clearProgress, showProgress } from './progress.ts';
import { INTERRUPTED } from './signals.ts';

const { version, description } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const EPILOGUE = `
Examples:
  nevertwice init                          create an archive in postmortems/
  nevertwice check                         check all files in postmortems/
  nevertwice check 2024-04-15-login.md     check one file
  nevertwice build --out site --base /kb/  build a site that is published under /kb/
  nevertwice similar draft.md              list past incidents similar to a draft
  nevertwice import wiki/ --dry-run        show drafts made from free-form documents

Exit status: 0 success, 1 errors found, 2 wrong usage or unreadable input.`;

const program = new Command('nevertwice')
  .description(`${description}.`)
  .version(version)
  .showHelpAfterError('Run with --help for usage.')
  .exitOverride()
  // The messages repeat what the user typed.
  .configureOutput({ outputError: (text, write) => write(text.split('\n').map(visibleLine).join('\n')) })
  .addHelpText('after', EPILOGUE)
  .hook('preAction', (_, command) => {
    // A server says when it is ready, and works on after that.
    if (!['dev', 'preview'].includes(command.name()) && process.env.NEVERTWICE_PROGRESS !== 'off') showProgress();
  });

declareInit(program, end);
declareNew(program, end);
declareImport(program, end);

program
  .command('check')
  .description('report problems of archives, or of some of their files')
  .argument(
    '[paths...]',
    'archive folders, or files in them (default: postmortems, or the nearest parent folder with an archive.yml)',
  )
  .addOption(
    new Option('--format <format>', 'output format')
      .choices(['pretty', 'json', 'github', 'gitlab', 'markdown', 'sarif'])
      .default('pretty'),
  )
  .option(
    '--max-warnings <count>',
    'exit with status 1 above this many warnings (default: no limit)',
    nonNegativeInteger,
  )
  .option('--since <commit>', 'report only what is new since a commit, such as origin/main')
  .option('--fix', 'correct the form of the files first, without changing what they say', false)
  .addOption(verboseOption())
  .addOption(asOfOption())
  .addOption(cacheOption())
  .addOption(noCacheOption())
  .action(async (paths, options) => {
    const { check } = await import('./check.ts');
    end(await check(paths.length > 0 ? paths : [await orDefault()], { ...options, version }));
  });

program
  .command('build')
  .description('build the site and its search index')
  .argument('[folder]', folderHelp)
  .option('--out <folder>', 'output folder: new, empty or an earlier build', 'dist')
  .addOption(baseOption(SITE_PATH))
  .option('--site <url>', 'address of the published site (default: as in archive.yml)', siteAddress)
  .addOption(audienceOption())
  .option('--drafts', 'include drafts', false)
  .addOption(asOfOption())
  .addOption(cacheOption())
  .addOption(noCacheOption())
  .addOption(verboseOption())
  .option('--timings', 'print the time and the memory of each phase')
  .action(async (folder, options) => {
    const { build } = await import('./build.ts');
    end(await build(await orDefault(folder), options));
  });

program
  .command('dev')
  .description('serve the site with drafts and update it on every edit, until Ctrl-C')
  .argument('[folder]', folderHelp)
  .addOption(baseOption('/').default('/'))
  .addOption(audienceOption())
  .addOption(asOfOption())
  .addOption(hostOption())
  .addOption(allowedHostsOption())
  .addOption(portOption())
  .addOption(verboseOption())
  .addOption(cacheOption())
  .addOption(noCacheOption())
  .action(async (folder, options) => {
    const { dev } = await import('./dev.ts');
    end(await dev(await orDefault(folder), options));
    // Stops a reading of the archive that has not ended.
    process.exit();
  });

program
  .command('preview')
  .description('serve a finished build, until Ctrl-C')
  .option('--out <folder>', 'folder of the build', 'dist')
  .addOption(baseOption('path the site was built for'))
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
  .description('print overdue action items, recurrences, missing data and the numbers of the quarter')
  .argument('[folder]', folderHelp)
  .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json', 'markdown']).default('pretty'))
  .addOption(baseOption(SITE_PATH))
  .option('--site <url>', 'address of the published site, for links (default: as in archive.yml)', siteAddress)
  .addOption(audienceOption())
  .addOption(asOfOption())
  .addOption(cacheOption())
  .addOption(noCacheOption())
  .action(async (folder, options) => {
    const { digest } = await import('./digest.ts');
    end(await digest(await orDefault(folder), options));
  });

program
  .command('similar')
  .description('list past incidents similar to a draft, a log or a text, with reasons')
  .argument('<input...>', 'file, text, or - for standard input')
  .option('--in <folder>', folderHelp)
  .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
  .option('--limit <count>', 'maximum number of incidents', positiveInteger, 5)
  .addOption(cacheOption())
  .addOption(noCacheOption())
  .action(async (input, options) => {
    const { similar } = await import('./similar.ts');
    end(await similar(input, { ...options, in: await orDefault(options.in) }));
  });

program
  .command('schema')
  .description('print the JSON Schema of the frontmatter, for editors')
  .argument('[folder]', `${folderHelp}, whose vocabulary is included`)
  .action(async (folder) => {
    const { schema } = await import('./schema.ts');
    end(await schema(folder));
  });

// A reader such as `head` may close the pipe early, which is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') fail(error, 'standard output');
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  // Standard error itself is broken, so there is nowhere to print this.
  if (error.code !== 'EPIPE') process.exitCode = 2;
});

// Errors outside the awaited command, such as in a library's worker.
process.once('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

let isDone = false;
// The event loop is empty although the command is waiting: a child process has died.
process.once('beforeExit', () => {
  if (!isDone)
    fail(new Failure('a process that the command needs was killed, such as Pagefind; run the command again'));
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    fail(error);
    // Stops libraries that are still working, and their further error messages.
    process.exit();
  }
}
isDone = true;

function fail(error: unknown, path?: string): void {
  clearProgress();
  process.stderr.write(failureText(error, path));
  process.exitCode = 2;
}

function end(status: number): void {
  process.exitCode ??= status;
  // Stops work that an interrupt left unfinished.
  if (status === INTERRUPTED) process.exit();
}
