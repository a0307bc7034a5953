import { ascending } from 'd3-array';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { type FieldFacet, fieldFacet } from '../../search/state.ts';
import { type Archive, yearOf } from '../archive.ts';
import { facetFieldsOf, fieldLabel, fieldValues } from './fields.ts';
import { causeTitle, serviceTitle } from './groups.ts';

/** A filter for lists of postmortems: by kind, cause, severity, service, year or custom field. */
export interface FacetGroup {
  key: 'kind' | 'cause' | 'severity' | 'service' | 'year' | FieldFacet;
  title: string;
  /** The values that occur, with the number of postmortems that have each. */
  options: { value: string; title: string; count: number }[];
}

/** The facet value of postmortems without a severity. */
export const NO_SEVERITY = 'unknown';

/**
 * Returns the facets of an archive: kinds if there are near misses, causes and services by number of postmortems, severities highest first, years
 * latest first, and the custom fields that are facets by number of postmortems.
 */
export function facetsOf(archive: Archive): FacetGroup[] {
  const { settings, postmortems } = archive;
  const severityOrder = [...settings.severities, NO_SEVERITY];
  const kinds = optionsOf(postmortems, ({ kind }) => [kind]);
  return [
    // Most archives have incidents only.
    ...(kinds.some(({ value }) => value === 'near-miss')
      ? [{ key: 'kind' as const, title: 'Kind', options: kinds }]
      : []),
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
        (a, b) => severityOrder.indexOf(a.value) - severityOrder.indexOf(b.value),
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
    ...facetFieldsOf(settings).map((key): FacetGroup => {
      const options = optionsOf(postmortems, (each) => fieldValues(each, key)).sort(mostFirst);
      return { key: fieldFacet(key), title: fieldLabel(key, settings), options };
    }),
  ];
}

/** Counts the values of postmortems, sorted by title. */
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
