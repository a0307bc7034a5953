/**
 * Replaces the site at a path repeatedly, like builds, with sites of three files that each contain the same number.
 * Arguments: the path, the number of replacements, and the first number. With 0 replacements, opens a staging folder and
 * keeps working in it.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openStaging } from '../../src/cli/output/staging.ts';

const [out = '', times = 0, first = 0] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
for (let number = first; number < first + Math.max(1, times); number++) {
  const staging = await openStaging(out);
  for (const name of ['a', 'b', 'c']) writeFileSync(path.join(staging.site, name), String(number));
  if (number === first) process.stdout.write(`${path.basename(staging.folder)}\n`);
  if (times === 0) await new Promise(() => setInterval(() => undefined, 1000));
  staging.commit();
  staging.remove();
}
