import { digestOf } from '../archive/export/digest.ts';
import { siteConflict } from '../archive/site-address.ts';
import { loadArchive } from '../build/load.ts';
import { withoutErrors } from '../build/without-errors.ts';
import { countOf } from '../diagnostics/count.ts';
import { countSeverity } from '../diagnostics/report.ts';
import { type CacheOption, withCache } from './cache.ts';
import { type AddressOf, formatDigestJson } from './digest/json.ts';
import { formatDigestMarkdown } from './digest/markdown.ts';
import { formatDigestPretty } from './digest/pretty.ts';
import { today } from './options.ts';
import { print, reportText, wantsColor } from './print.ts';

export interface DigestOptions {
  format: 'pretty' | 'json' | 'markdown';
  base?: string;
  site?: string;
  audience?: 'internal' | 'public';
  asOf?: string;
  cache?: CacheOption;
}

/**
 * Prints the digest of an archive on a day: overdue actions, recurrences, missing data and the quarter's numbers.
 * Returns the exit status: 0 success, 1 documents with errors (which are left out) or an invalid archive.yml. Throws
 * `MissingFolderError` if the folder cannot be read.
 */
export async function digest(folder: string, options: DigestOptions): Promise<number> {
  const { audience, base, format, asOf = today() } = options;
  const loading = { drafts: false, audience, base, site: options.site, asOf, render: false, history: true };
  const loaded = await withCache(folder, options.cache, (cache) => loadArchive(folder, { ...loading, cache }));
  const checked = withoutErrors(loaded, folder);
  if (!checked) {
    print.error(reportText(loaded));
    return 1;
  }
  const { archive, leftOut } = checked;
  const errors = countSeverity(loaded.report, 'error');
  if (errors > 0) {
    const without = leftOut > 0 ? `, ${countOf(leftOut, 'file')} left out` : '';
    print.error(`nevertwice: ${countOf(errors, 'error')}${without}; run \`nevertwice check\`\n`);
  }
  const conflict = siteConflict(options.site ?? archive.settings.site, base);
  for (const note of [...(conflict ? [conflict] : []), ...loaded.notes]) print.note(note);
  const { origin } = loaded.address;
  const root = origin && new URL(loaded.address.base, origin).href;
  const addressOf: AddressOf = (id) => (root ? `${root}postmortems/${id}/` : undefined);
  const digest = digestOf(archive, asOf);
  if (format === 'json') print.result(formatDigestJson(digest, addressOf));
  else if (format === 'markdown') print.result(formatDigestMarkdown(digest, addressOf));
  else print.result(formatDigestPretty(digest, wantsColor(process.stdout, process.env)));
  return errors > 0 ? 1 : 0;
}
