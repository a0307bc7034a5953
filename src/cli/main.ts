import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { basePath, day, portNumber, siteAddress, someNumber, wholeNumber } from './options.ts';
import { INTERRUPTED } from './signals.ts';

const { version, description } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const program = new Command('nevertwice').description(description).version(version).exitOverride();

program
  .command('check')
  .description('report every problem of every postmortem in archives, or of some of their files')
  .argument('[paths...]', 'archives, or files of them', ['postmortems'])
  .addOption(
    new Option('--format <format>', 'how to print the report')
      .choices(['pretty', 'json', 'github', 'sarif'])
      .default('pretty'),
  )
  .option('--max-warnings <count>', 'fail on more warnings than this', wholeNumber)
  .option('--as-of <day>', 'day for which due dates are judged, today unless named', day)
  .action(async (paths, options) => {
    const { check } = await import('./check.ts');
    end(await check(paths, { ...options, version }));
  });

program
  .command('build')
  .description('build the whole site with its search index')
  .argument('[folder]', 'the archive', 'postmortems')
  .option('--out <folder>', 'where the site goes', 'dist')
  .option('--base <path>', 'path under which the site will lie', basePath, '/')
  .option('--site <url>', 'address of the published site', siteAddress)
  .addOption(new Option('--audience <audience>', 'who will read it').choices(['internal', 'public']))
  .option('--drafts', 'build drafts too', false)
  .option('--as-of <day>', 'day for which due dates are judged, today unless named', day)
  .option('--cache <folder>', 'where rendered documents are kept for the next build')
  .action(async (folder, options) => {
    const { build } = await import('./build.ts');
    end(await build(folder, options));
  });

program
  .command('dev')
  .description('serve the site, drafts too, and follow every edit')
  .argument('[folder]', 'the archive', 'postmortems')
  .option('--base <path>', 'path under which the site will lie', basePath, '/')
  .addOption(new Option('--audience <audience>', 'who will read it').choices(['internal', 'public']))
  .option('--as-of <day>', 'day for which due dates are judged, today unless named', day)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <number>', 'port to listen on, 0 for any free one', portNumber, 4321)
  .action(async (folder, options) => {
    const { dev } = await import('./dev.ts');
    end(await dev(folder, options));
  });

program
  .command('preview')
  .description('serve a finished build')
  .option('--out <folder>', 'where the site is', 'dist')
  .option('--base <path>', 'path under which it was built', basePath, '/')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <number>', 'port to listen on, 0 for any free one', portNumber, 4321)
  .action(async (options) => {
    const { preview } = await import('./preview.ts');
    end(await preview(options));
  });

program
  .command('similar')
  .description('name the past incidents that are like a file or a text, with the reasons')
  .argument('<input...>', 'a file, a text, or - for standard input')
  .option('--in <folder>', 'the archive', 'postmortems')
  .addOption(new Option('--format <format>', 'how to print them').choices(['pretty', 'json']).default('pretty'))
  .option('--limit <count>', 'name this many at most', someNumber, 5)
  .action(async (input, options) => {
    const { similar } = await import('./similar.ts');
    end(await similar(input, options));
  });

program
  .command('schema')
  .description('print the JSON Schema of the frontmatter')
  .argument('[folder]', 'the archive', 'postmortems')
  .action(async (folder) => {
    const { schema } = await import('./schema.ts');
    end(await schema(folder));
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}

function end(status: number): void {
  process.exitCode = status;
  // What was interrupted may still be at work; nothing of it is wanted.
  if (status === INTERRUPTED) process.exit();
}
