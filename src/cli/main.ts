import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { basePath, day, siteAddress, wholeNumber } from './options.ts';

const { version, description } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const program = new Command('nevertwice').description(description).version(version).exitOverride();

program
  .command('check')
  .description('report every problem of every postmortem in a folder')
  .argument('[folder]', 'the archive', 'postmortems')
  .addOption(new Option('--format <format>', 'how to print the report').choices(['pretty', 'json']).default('pretty'))
  .option('--max-warnings <count>', 'fail on more warnings than this', wholeNumber)
  .action(async (folder, options) => {
    const { check } = await import('./check.ts');
    process.exitCode = await check(folder, options);
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
  .action(async (folder, options) => {
    const { build } = await import('./build.ts');
    process.exitCode = await build(folder, options);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
