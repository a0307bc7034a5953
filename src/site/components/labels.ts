import type { Archive } from '../../archive/archive.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';

/** Ranks a severity among those of the archive: 1 is the most severe, 4 the least. */
export function rankOf(severity: string, { severities }: Archive['settings']): number {
  const index = Math.max(severities.indexOf(severity), 0);
  return severities.length <= 4 ? index + 1 : Math.ceil(((index + 1) / severities.length) * 4);
}

/** Returns the texts of custom fields that are short enough for a line of a list; without those in `columns`. */
export function shortFieldsOf(
  { fields }: Postmortem,
  settings: Archive['settings'],
  columns: readonly string[] = [],
): string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const isText = ['text', 'list'].includes(settings.fields[key]?.type ?? '') && !columns.includes(key);
    return isText
      ? [value]
          .flat()
          .map(String)
          .filter((text) => text.length <= 40)
      : [];
  });
}

/** Returns the keys of the custom fields that are columns of tables. */
export function columnsOf({ fields }: Archive['settings']): string[] {
  return Object.keys(fields).filter((key) => fields[key]?.column);
}

/** Shortens an address for display: `wiki.example.com/page` for `https://wiki.example.com/page/`. */
export function addressLabel(url: string): string {
  return url.replace(/^https?:\/\//i, '').replace(/\/$/, '');
}
