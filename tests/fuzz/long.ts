import fc from 'fast-check';
import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import { type BodyReader, bodyReader } from '../../src/build/body-reader.ts';
import { parseFrontmatter } from '../../src/postmortem/frontmatter/parse.ts';
import { LIMITS } from '../../src/postmortem/limits/limits.ts';
import { checkDiagnostics } from './diagnostics.ts';
import { htmlProblems } from './html.ts';
import { LONG_INPUTS } from './long-inputs.ts';

const SETTINGS = documentSettings(defaultSettings());
const IDENTITY = { id: 'long', file: 'long.md', path: 'long.md' };
const BY_NAME = new Map(LONG_INPUTS.map((input) => [input.name, input]));

/** The name of a long input and its length. A failure shrinks to a shorter input of the same name. */
interface Size {
  name: string;
  length: number;
}

/** Every long input, with lengths from ten characters to more than the limit; all orders of magnitude are equally likely. */
export const sizes: fc.Arbitrary<Size> = fc
  .tuple(fc.constantFrom(...BY_NAME.keys()), fc.double({ min: 1, max: Math.log10(LIMITS.bytes), noNaN: true }))
  .map(([name, magnitude]) => ({ name, length: Math.round(10 ** magnitude) }));

let reader: BodyReader | undefined;

/** Throws when a document takes too much time or memory without exceeding a limit. */
export async function checkLong({ name, length }: Size): Promise<void> {
  reader ??= bodyReader();
  const source = BY_NAME.get(name)?.make(length) ?? '';
  // Larger files are rejected.
  if (Buffer.byteLength(source) > LIMITS.bytes) return;
  const before = process.cpuUsage();
  const head = parseFrontmatter(source, IDENTITY, SETTINGS);
  const { user, system } = process.cpuUsage(before);
  if ((user + system) / 1e6 > LIMITS.seconds) throw new Error(`takes ${(user + system) / 1e6} s for its frontmatter`);
  const parsed = await reader.parse(head, SETTINGS, true);
  if ('failure' in parsed) throw new Error(`is given up when it is read: ${parsed.failure.message}`);
  checkDiagnostics(new Map([[IDENTITY.file, source]]), [...head.diagnostics, ...parsed.diagnostics]);
  const rendered = await reader.render(head, SETTINGS, new Map());
  if ('failure' in rendered) throw new Error(`is given up when it is rendered: ${rendered.failure.message}`);
  const problems = htmlProblems(rendered.html);
  if (problems.length > 0) throw new Error(`the page ${problems.join('; ')}`);
}
