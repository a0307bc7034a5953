import { nearestAmong } from '../diagnostics/nearest.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Problem } from '../postmortem/frontmatter/problem.ts';
import { FRONTMATTER_KEYS } from '../postmortem/frontmatter/schema.ts';
import { slugOf, slugProblem } from './address.ts';
import { type FieldSettings, fieldProblems } from './settings/fields.ts';
import { accentProblems, type ThemeSettings } from './settings/theme.ts';
import { ticketProblems } from './settings/tickets.ts';

/** The settings in which one value may contradict another. */
interface Names {
  severities: string[];
  causes: { id: string }[];
  services: { id: string; partOf?: string | undefined }[];
  fields: Record<string, FieldSettings>;
  tickets: Record<string, string>;
  theme: ThemeSettings;
}

/** Returns the problems of settings whose values are valid one by one. */
export function contradictions(settings: Names): Problem[] {
  return [
    ...repeated(settings),
    ...addressed(settings),
    ...parents(settings),
    ...reserved(settings),
    ...unknown(settings),
    ...fieldProblems(settings.fields),
    ...ticketProblems(settings.tickets),
    ...accentProblems(settings.theme),
  ];
}

/** Finds repeated severities and repeated ids of causes and services. */
function repeated({ causes, services, severities }: Names): Problem[] {
  const names: [string, string[], 'id'?][] = [
    ['severities', severities],
    ['causes', causes.map(({ id }) => id), 'id'],
    ['services', services.map(({ id }) => id), 'id'],
  ];
  return names.flatMap(([key, ids, part]) =>
    ids.flatMap((id, index): Problem[] => {
      if (ids.indexOf(id) === index) return [];
      const message = `Unexpected second ${quote(id)} under \`${key}\``;
      return [
        {
          kind: 'invalid-value',
          path: [key, index, ...(part ? [part] : [])],
          message,
          help: 'Remove one, or rename it.',
        },
      ];
    }),
  );
}

/** Finds services without an address of their own; github-slugger makes addresses from names. */
function addressed({ services }: Names): Problem[] {
  const addresses = services.map(({ id }) => slugOf(id));
  return services.flatMap(({ id }, index): Problem[] => {
    const address = addresses[index] ?? '';
    const other = services[addresses.indexOf(address)]?.id;
    const problem = slugProblem(address);
    // `repeated` reports repeated ids.
    if (!problem && other === id) return [];
    const reason = problem?.reason ?? `as ${quote(other)} has the same address \`${address}\``;
    const help = problem?.help ?? 'Rename one of them.';
    const message = `Unexpected service ${quote(id)}, ${reason}`;
    return [{ kind: 'invalid-value', path: ['services', index, 'id'], message, help }];
  });
}

/** Finds services that are part of a service which is not declared, or of themselves. */
function parents({ services }: Names): Problem[] {
  const suggest = nearestAmong(services.map(({ id }) => id));
  return services.flatMap(({ id, partOf }, index): Problem[] => {
    if (partOf === undefined || (partOf !== id && services.some((other) => other.id === partOf))) return [];
    const message = `Unexpected ${quote(partOf)} for \`partOf\` of ${quote(id)}, expected the id of another service`;
    const meant = suggest(partOf);
    const isClear = meant !== undefined && meant !== id;
    const help = isClear ? `Did you mean \`${meant}\`?` : 'Add that service under `services`, or correct the id.';
    return [{ kind: 'invalid-value', path: ['services', index, 'partOf'], message, help, ...(isClear && { meant }) }];
  });
}

/** Finds a severity named `unknown`, which is reserved for postmortems without one. */
function unknown({ severities }: Names): Problem[] {
  return severities.flatMap((severity, index): Problem[] => {
    if (severity !== 'unknown') return [];
    const message = 'Unexpected severity `unknown`, which stands for postmortems without a severity';
    const help = 'Remove it; leave out `severity` if it is unknown.';
    return [{ kind: 'invalid-value', path: ['severities', index], message, help }];
  });
}

/** Finds custom fields with the name of a standard key. */
function reserved({ fields }: Names): Problem[] {
  return Object.keys(fields).flatMap((key): Problem[] => {
    if (!FRONTMATTER_KEYS.includes(key)) return [];
    const message = `Unexpected field ${quote(key)}, which every postmortem already has`;
    return [{ kind: 'unknown-key', path: ['fields', key], message, help: 'Choose another name.' }];
  });
}
