import { inspect } from 'node:util';
import { visible } from '../diagnostics/visible.ts';
import { Failure } from '../disk/failure.ts';
import { systemProblem } from '../disk/system-error.ts';

/**
 * Returns what to print to standard error for a command that threw: one line if the cause is outside the program,
 * otherwise the stack trace and a request to report it. `path` is what was being written, if the error does not say.
 */
export function failureText(error: unknown, path?: string): string {
  const problem = error instanceof Failure ? error.message : systemProblem(error, path);
  if (problem !== undefined) return `nevertwice: ${visible(problem)}\n`;
  return `nevertwice: this is a bug in Nevertwice, please report it:\n\n${inspect(error)}\n`;
}
