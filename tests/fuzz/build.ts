import { parseArgs } from 'node:util';
import { wrongBuild } from '../tools/warm-builds.ts';

const HELP = `npm run fuzz:build -- [--seed 1] [--sequences N]

Edits archives at random, and compares builds with a cache to builds without, until one differs.
--seed is the first seed; each sequence has the next one.`;

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, sequences: { type: 'string' }, help: { type: 'boolean' } },
});

if (values.help) console.log(HELP);
else process.exitCode = await run(Number(values.seed), Number(values.sequences ?? Number.MAX_SAFE_INTEGER));

async function run(first: number, sequences: number): Promise<number> {
  for (let seed = first; seed < first + sequences; seed++) {
    const wrong = await wrongBuild(seed, 5);
    console.log(`seed ${seed}: ${wrong ? 'FAILED' : 'equal'}`);
    if (!wrong) continue;
    console.log(`After ${wrong.edits.join(', ') || 'no edit'}, these files differ:\n${wrong.files.join('\n')}`);
    return 1;
  }
  return 0;
}
