/** What `import … from 'nevertwice'` gives. */
import type { Audience } from '../archive/audience.ts';
import { loadArchive } from '../build/load.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';

export type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
export type { Audience, Postmortem, Report };

/** What of an archive is read, and for whom. */
export interface ReadOptions {
  /** The day on which due dates are judged, `YYYY-MM-DD`. */
  asOf: string;
  /** Leaves internal documents out for `public`; as archive.yml says unless named. */
  audience?: Audience;
  /** Reads drafts too. */
  drafts?: boolean;
}

/** The postmortems of an archive, and every problem of every file. */
export interface ReadArchive {
  /** Those with a valid frontmatter that the audience may see, newest first; none where archive.yml is not valid. */
  postmortems: readonly Postmortem[];
  report: Report;
}

/** Reads and checks an archive. Rejects where the folder cannot be read; what is wrong in its files is in the report. */
export async function readArchive(
  folder: string,
  { asOf, audience, drafts = false }: ReadOptions,
): Promise<ReadArchive> {
  const { archive, report } = await loadArchive(folder, { asOf, audience, drafts, render: false });
  return { postmortems: archive?.postmortems ?? [], report };
}
