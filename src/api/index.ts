/** Exports of the package: `import … from 'nevertwice'`. */
import type { Audience } from '../archive/audience.ts';
import { loadArchive } from '../build/load.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';

export type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
export type { Audience, Postmortem, Report };

/** Options of `readArchive`. */
export interface ReadOptions {
  /** The day for which due dates are checked, `YYYY-MM-DD`. */
  asOf: string;
  /** `public` leaves out internal documents. Default: as in archive.yml. */
  audience?: Audience;
  /** Includes drafts. Default: false. */
  drafts?: boolean;
}

/** The postmortems of an archive, and every problem of every file. */
export interface ReadArchive {
  /** Postmortems with a valid frontmatter that the audience may see, newest first; empty if archive.yml is invalid. */
  postmortems: readonly Postmortem[];
  report: Report;
}

/** Reads and checks an archive. Rejects if the folder cannot be read; problems in files are in the report. */
export async function readArchive(
  folder: string,
  { asOf, audience, drafts = false }: ReadOptions,
): Promise<ReadArchive> {
  const { archive, report } = await loadArchive(folder, { asOf, audience, drafts, render: false });
  return { postmortems: archive?.postmortems ?? [], report };
}
