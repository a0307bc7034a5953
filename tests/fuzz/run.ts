import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { FUZZES, type Fuzz } from './properties.ts';

const HELP = `npm run fuzz -- [--minutes 10] [--seed N] [--only NAME] [--path PATH]

Feeds random inputs to everything that parses text, and stops at the first failure.
--seed and --path reproduce a printed failure.
NAME is one of ${FUZZES.map(({ name }) => name).join(', ')}.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    only: { type: 'string' },
    path: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(HELP);
else process.exitCode = await run();

async function run(): Promise<number> {
  const fuzzes = FUZZES.filter(({ name }) => values.only === undefined || name === values.only);
  const seed = values.seed === undefined ? Date.now() : Number(values.seed);
  const milliseconds = (Number(values.minutes) * 60_000) / fuzzes.length;
  let status = 0;
  for (const fuzz of fuzzes) {
    const details = await fuzzFor(fuzz, { seed, milliseconds, path: values.path });
    console.log(`${fuzz.name}: ${details.numRuns} inputs, seed ${seed}${details.failed ? ', FAILED' : ''}`);
    if (!details.failed) continue;
    status = 1;
    console.log(`${fc.defaultReportMessage(details)}\n\n${String(details.errorInstance)}`);
  }
  return status;
}

/** Tries inputs until the time is up or one fails. */
function fuzzFor({ property }: Fuzz, options: { seed: number; milliseconds: number; path?: string | undefined }) {
  const { seed, milliseconds, path } = options;
  return fc.check(property, {
    ...{ seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: milliseconds },
    ...(path !== undefined && { path }),
  });
}
