import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { check } from './check.ts';

const { version, description } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const program = new Command('nevertwice').description(description).version(version).exitOverride();

program
  .command('check')
  .description('report every problem of every postmortem in a folder')
  .argument('[folder]', 'the archive', 'postmortems')
  .addOption(new Option('--format <format>', 'how to print the report').choices(['pretty', 'json']).default('pretty'))
  .option('--max-warnings <count>', 'fail on more warnings than this', wholeNumber)
  .action(async (folder, options) => {
    process.exitCode = await check(folder, options);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
