import { ascending } from 'd3-array';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { type Archive, yearOf } from '../archive.ts';
import { causeTitle, serviceTitle } from './groups.ts';

/** A way to narrow a list of postmortems: by cause, severity, service or year. */
export interface FacetGroup {
  key: 'cause' | 'severity' | 'service' | 'year';
  title: string;
  /** The values that occur. */
  options: { value: string; title: string; count: number }[];
}

/** What a postmortem without a severity counts under. */
export const NO_SEVERITY = 'unknown';

/** The facets of an archive: causes and services by number, severities from the gravest on, years from the latest on. */
export function facetsOf(archive: Archive): FacetGroup[] {
  const { settings, postmortems } = archive;
  const gravity = [...settings.severities, NO_SEVERITY];
  return [
    {
      key: 'cause',
      title: 'Cause',
      options: optionsOf(
        postmortems,
        ({ cause }) => [cause],
        (id) => causeTitle(archive, id),
      ).sort(mostFirst),
    },
    {
      key: 'severity',
      title: 'Severity',
      options: optionsOf(postmortems, ({ severity = NO_SEVERITY }) => [severity]).sort(
        (a, b) => gravity.indexOf(a.value) - gravity.indexOf(b.value),
      ),
    },
    {
      key: 'service',
      title: 'Service',
      options: optionsOf(
        postmortems,
        ({ services }) => services,
        (name) => serviceTitle(archive, name),
      ).sort(mostFirst),
    },
    { key: 'year', title: 'Year', options: optionsOf(postmortems, (each) => [yearOf(each)]).reverse() },
  ];
}

/** By title. */
function optionsOf(
  postmortems: readonly Postmortem[],
  valuesOf: (postmortem: Postmortem) => readonly string[],
  titleOf: (value: string) => string = (value) => value,
): FacetOption[] {
  const counts = new Map<string, number>();
  for (const value of postmortems.flatMap((each) => [...new Set(valuesOf(each))])) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const options = [...counts].map(([value, count]) => ({ value, title: titleOf(value), count }));
  return options.sort((a, b) => ascending(a.title, b.title));
}

function mostFirst(a: FacetOption, b: FacetOption): number {
  return b.count - a.count;
}

type FacetOption = FacetGroup['options'][number];
