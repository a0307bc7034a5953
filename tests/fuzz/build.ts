import { parseArgs } from 'node:util';
import { wrongAfterKill, wrongBuild } from '../tools/warm-builds.ts';

const HELP = `npm run fuzz:build -- [--seed 1] [--sequences N] [--kills 0]

Edits archives at random, and compares builds with a cache to builds without, until one differs.
--seed is the first seed; each sequence has the next one. With --kills, each sequence also kills so many builds at random moments,
and compares the site that is left, and the next build.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    sequences: { type: 'string' },
    kills: { type: 'string', default: '0' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(HELP);
else
  process.exitCode = await run(
    Number(values.seed),
    Number(values.sequences ?? Number.MAX_SAFE_INTEGER),
    Number(values.kills),
  );

async function run(first: number, sequences: number, kills: number): Promise<number> {
  for (let seed = first; seed < first + sequences; seed++) {
    const wrong = (await wrongBuild(seed, 5)) ?? (await wrongAfterKill(seed, kills));
    console.log(`seed ${seed}: ${wrong ? 'FAILED' : 'equal'}`);
    if (!wrong) continue;
    console.log(`After ${wrong.edits.join(', ') || 'no edit'}, these files differ:\n${wrong.files.join('\n')}`);
    return 1;
  }
  return 0;
}
