import type { Archive } from '../../../archive/archive.ts';
import { factOf } from '../../../archive/groups/facts.ts';
import { fieldLabel } from '../../../archive/groups/fields.ts';
import { causeTitle, serviceTitle } from '../../../archive/groups/groups.ts';
import type { ListCell, ListFrame, ListPart, ListRow } from '../../../archive/list/row.ts';
import { isRecurrence } from '../../../archive/recurrence/occurrences.ts';
import type { FieldValue } from '../../../postmortem/frontmatter/custom-fields.ts';
import type { Postmortem } from '../../../postmortem/postmortem.ts';
import { splitAtTickets } from '../../../postmortem/tickets.ts';
import { fieldFacet } from '../../../search/state.ts';
import { formatAmount, formatDay, formatNumber, formatPercent } from '../../data/format.ts';
import { t } from '../../data/text.ts';
import { addressLabel, columnsOf, rankOf, shortFieldsOf } from '../labels.ts';

/** Returns what lists show of a postmortem of the archive. */
export function listRow(archive: Archive, postmortem: Postmortem): ListRow {
  const { settings } = archive;
  const { id, title, tags, status, fields, impact } = postmortem;
  const impactText = impactTextOf(impact);
  const columns = columnsOf(settings);
  const cells = columns.map((key) => {
    const value = fields[key];
    return value === undefined ? undefined : cellOf(value, key, archive);
  });
  return {
    ...factOf(archive, postmortem, id),
    place: archive.positions.get(id) ?? 0,
    title,
    tags: [...new Set(tags)],
    ...(status !== 'final' && { status }),
    ...(impactText !== undefined && { impactText }),
    recurred: isRecurrence(archive, postmortem),
    notes: shortFieldsOf(postmortem, settings, columns),
    ...(columns.length > 0 && { cells }),
  };
}

/** Returns the first part of an impact as text; `undefined` if it is a plain percentage, or not known. */
function impactTextOf(impact: Postmortem['impact']): string | undefined {
  if (impact?.percent !== undefined) return impact.qualifier && formatPercent(impact.percent, impact.qualifier);
  const [first] = impact?.amounts ?? [];
  return first && formatAmount(first);
}

function cellOf(value: FieldValue, key: string, { settings }: Archive): ListCell {
  const sort = typeof value === 'number' ? value : String(value);
  return { sort, parts: partsOf(value, settings.fields[key], settings.tickets) };
}

function partsOf(
  value: FieldValue,
  { type = 'text', unit }: Partial<Archive['settings']['fields'][string]> = {},
  tickets: Archive['settings']['tickets'],
): ListPart[] {
  if (typeof value === 'number') return [[formatNumber(value), unit].filter(Boolean).join(' ')];
  if (Array.isArray(value)) return [value.join(', ')];
  if (type === 'date') return [formatDay(value)];
  if (type === 'link') return [[addressLabel(value), value]];
  return splitAtTickets(value, tickets).map(({ text, href }) => (href === undefined ? text : [text, href]));
}

const frames = new WeakMap<Archive, ListFrame>();

/** Returns what all rows of an archive have in common, computed once. */
export function listFrame(archive: Archive): ListFrame {
  const known = frames.get(archive) ?? makeFrame(archive);
  frames.set(archive, known);
  return known;
}

function makeFrame(archive: Archive): ListFrame {
  const { settings, postmortems } = archive;
  const services = new Set(postmortems.flatMap((each) => each.services));
  return {
    causes: titlesOf(settings.causes.map(({ id }) => [id, causeTitle(archive, id)])),
    services: titlesOf([...services].map((id) => [id, serviceTitle(archive, id)])),
    severities: settings.severities.map((name) => ({ name, rank: rankOf(name, settings) })),
    columns: columnsOf(settings).map((key) => ({
      key: fieldFacet(key),
      label: fieldLabel(key, settings),
      isNumber: settings.fields[key]?.type === 'number',
    })),
    words: {
      unknown: t('value.unknown'),
      nearMiss: t('value.nearMiss'),
      recurrence: t('value.recurrence'),
      cause: t('list.cause'),
      lasted: t('list.lasted'),
      impact: t('facts.impact'),
    },
    statuses: { draft: t('status.draft'), review: t('status.review') },
  };
}

function titlesOf(entries: readonly (readonly [id: string, title: string])[]): Record<string, string> {
  return Object.fromEntries(entries.filter(([id, title]) => id !== title));
}
