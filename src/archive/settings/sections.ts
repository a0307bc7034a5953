import { z } from 'zod';
import {
  normalizeHeading,
  SECTION_KINDS,
  type SectionKind,
  type SectionNames,
} from '../../postmortem/body/section-names.ts';
import { isTimeZone } from '../../postmortem/time/clocks.ts';
import type { Language } from './languages.ts';
import { SECTION_TITLES } from './section-titles.ts';

const EXPECTED: readonly SectionKind[] = ['summary', 'timeline', 'root-cause', 'resolution', 'actions'];

const section = z.strictObject({
  also: z.array(z.string().trim().min(1)).default([]),
  expected: z.boolean().optional(),
});
const kinds = Object.fromEntries(SECTION_KINDS.map((kind) => [kind, section.optional()])) as Record<
  SectionKind,
  z.ZodOptional<typeof section>
>;

/** `sections` of archive.yml: the expected sections, or other names of sections by kind. */
export const sections = z.union([z.array(z.string().trim().min(1)), z.strictObject(kinds)]);

const OFFSET = /^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** `zones` of archive.yml: the time zone that an abbreviation stands for. */
export const zones = z.record(
  z.string().regex(/^[A-Za-z]{1,10}$/),
  z.string().refine((zone) => OFFSET.test(zone) || isTimeZone(zone), 'an IANA time zone such as `Europe/Paris`'),
);

/** Returns the keys of `sections` in archive.yml at a path. */
export function keysOfSections(path: readonly PropertyKey[]): readonly string[] {
  return path.length === 1 ? SECTION_KINDS : Object.keys(section.shape);
}

/** Returns the titles of the expected sections, and the names of sections that the archive adds to the usual ones. */
export function sectionSettings(
  given: z.infer<typeof sections> = {},
  language: Language,
): { sections: string[]; sectionNames: SectionNames } {
  if (Array.isArray(given)) return { sections: given, sectionNames: {} };
  const isExpected = (kind: SectionKind) => given[kind]?.expected ?? EXPECTED.includes(kind);
  const own = SECTION_KINDS.flatMap((kind) => {
    const also = given[kind]?.also.map(normalizeHeading).filter((name) => name !== '') ?? [];
    return also.length > 0 ? [[kind, also] as const] : [];
  });
  return {
    sections: SECTION_KINDS.filter(isExpected).map((kind) => SECTION_TITLES[language][kind]),
    sectionNames: Object.fromEntries(own),
  };
}
