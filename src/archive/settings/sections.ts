import { z } from 'zod';
import { SECTION_KINDS, type SectionKind, type SectionNames } from '../../postmortem/body/section-names.ts';
import { isTimeZone } from '../../postmortem/time/clocks.ts';

/** Title of each kind of section, as in docs/format.md. */
const TITLES: Readonly<Record<SectionKind, string>> = {
  summary: 'Summary',
  impact: 'Impact',
  timeline: 'Timeline',
  detection: 'Detection',
  'root-cause': 'Root cause',
  resolution: 'Resolution',
  lessons: 'Lessons learned',
  actions: 'Action items',
};

const EXPECTED = ['Summary', 'Timeline', 'Root cause', 'Resolution', 'Action items'];

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

/** Returns the titles of the expected sections, and the archive's own names of sections. */
export function sectionSettings(given: z.infer<typeof sections> = {}): {
  sections: string[];
  sectionNames: SectionNames;
} {
  if (Array.isArray(given)) return { sections: given, sectionNames: {} };
  const isExpected = (kind: SectionKind) => given[kind]?.expected ?? EXPECTED.includes(TITLES[kind]);
  return {
    sections: SECTION_KINDS.filter(isExpected).map((kind) => TITLES[kind]),
    sectionNames: Object.fromEntries(
      SECTION_KINDS.flatMap((kind) => (given[kind]?.also.length ? [[kind, given[kind].also]] : [])),
    ),
  };
}
