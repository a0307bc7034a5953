import { inspect } from 'node:util';
import { visible } from '../diagnostics/visible.ts';
import { Failure } from '../disk/failure.ts';
import { systemProblem } from '../disk/system-error.ts';

/**
 * What standard error says of a command that threw: one line where the cause lies outside the program, else the stack with
 * the request to report it. `path` is what was being written where the error does not tell.
 */
export function failureText(error: unknown, path?: string): string {
  const problem = error instanceof Failure ? error.message : systemProblem(error, path);
  if (problem !== undefined) return `nevertwice: ${visible(problem)}\n`;
  return `nevertwice: this is a bug in Nevertwice, please report it:\n\n${inspect(error)}\n`;
}
