import { z } from 'zod';
import { LIMITS } from '../limits/limits.ts';
import { isDay } from '../time/days.ts';
import { EXPECTED_URL, HTTP_URL_PATTERN, isHttpUrl, withScheme } from '../url.ts';
import type { Advice } from './problem.ts';

/** Types of the custom keys that archive.yml declares. */
export const FIELD_TYPES = ['text', 'list', 'number', 'date', 'link'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** The value of a custom key: a text, a date (`YYYY-MM-DD`) or an address, a number, or a list of texts. */
export type FieldValue = string | number | string[];

const DAY = 'a date such as `2024-04-15`';
const DAY_PATTERN = String.raw`^\s*(19|2\d)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$`;

/** The schemas of custom keys by type. */
export const FIELD_SCHEMAS = {
  text: z.string().trim().min(1).optional(),
  list: z.array(z.string().trim().min(1)).max(LIMITS.items).default([]),
  number: z.number('a number').optional(),
  date: z.string(DAY).trim().refine(isDay, DAY).meta({ pattern: DAY_PATTERN }).optional(),
  link: z.string(EXPECTED_URL).trim().refine(isHttpUrl, EXPECTED_URL).meta({ pattern: HTTP_URL_PATTERN }).optional(),
} satisfies Record<FieldType, z.ZodType>;

/** Advice for the values of custom keys, by type. */
export const FIELD_ADVICE: Readonly<Record<FieldType, Advice | undefined>> = {
  text: undefined,
  list: undefined,
  number: {
    help: 'Write a number without a unit, such as `12` or `0.5`.',
    guess(written) {
      const value = Number(written.replaceAll(/(?<=\d)[,_ ](?=\d{3}(?!\d))/g, ''));
      return written.trim() !== '' && Number.isFinite(value) ? { value } : undefined;
    },
  },
  date: { help: 'Write year, month and day, such as `2024-04-15`.' },
  link: {
    help: 'Write the whole address, such as `https://status.example.com`.',
    guess(written) {
      const value = withScheme(written);
      return value ? { value } : undefined;
    },
  },
};
