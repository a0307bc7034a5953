import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

/**
 * What a person reads in a document, in `expected/*.yml`, written by hand before the program read it. Times are as on the clocks of
 * `zone`: `2024-05-01 15:45`, or `2024-05-01` where only the day is known. A list has the values that are right where the document is open to interpretation; `none` in it, or an absent key, means that
 * it may say nothing.
 */
export interface Expectation extends Record<FactName, readonly string[]> {
  /** The name of the file. */
  file: string;
  /** The start of the SHA-256 of its content, so that a changed document is noticed. */
  hash: string;
  /** An IANA name or an offset. */
  zone: string;
  /** The archive.yml of a team with this document. */
  archive: string;
  timeline: readonly ExpectedEntry[];
  actions: readonly ExpectedAction[];
}

export const FACTS = ['started', 'detected', 'resolved', 'duration', 'impact', 'severity'] as const;
export type FactName = (typeof FACTS)[number];

export interface ExpectedEntry {
  time: string;
  /** Whether it may as well be left as text. */
  isOptional: boolean;
}

export interface ExpectedAction {
  /** How its title starts. */
  title: string;
  owner: readonly string[];
  due: readonly string[];
  /** Whether it may as well be read as details of another one. */
  isOptional: boolean;
}

export const NONE = 'none';

const values = z
  .union([z.string(), z.number(), z.array(z.string())])
  .default(NONE)
  .transform((value) => (Array.isArray(value) ? value : [String(value)]));

const action = z.union([
  z.string().transform((title) => ({ title, owner: [NONE], due: [NONE], isOptional: false })),
  z
    .strictObject({ title: z.string(), owner: values, due: values, optional: z.boolean().default(false) })
    .transform(({ optional, ...rest }) => ({ ...rest, isOptional: optional })),
]);

const document = z
  .strictObject({
    file: z.string(),
    hash: z.string().regex(/^[\da-f]{12}$/),
    zone: z.string(),
    archive: z.record(z.string(), z.unknown()).optional(),
    started: values,
    detected: values,
    resolved: values,
    duration: values,
    impact: values,
    severity: values,
    // The times of each day; `day` is an entry of which only the day is known, and a question mark makes one optional.
    timeline: z.record(z.string(), z.string()).default({}),
    actions: z.array(action).default([]),
  })
  .transform(({ timeline, archive, ...rest }) => {
    const entries = Object.entries(timeline).flatMap(([day, times]) =>
      times.split(/\s+/).map((written) => {
        const time = written.replace('?', '');
        return { time: time === 'day' ? day : `${day} ${time}`, isOptional: written !== time };
      }),
    );
    return { ...rest, timeline: entries, ...(archive && { archive: stringify(archive) }) };
  });

// The archive.yml of a team that has all of the documents.
const schema = z.strictObject({ archive: z.record(z.string(), z.unknown()).default({}), documents: z.array(document) });

/** Reads a file of expectations. */
export function readExpectations(file: string | URL): Expectation[] {
  const { archive, documents } = schema.parse(parse(readFileSync(file, 'utf8')));
  return documents.map((each) => ({ archive: stringify(archive), ...each }));
}
