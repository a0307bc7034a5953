import { InvalidArgumentError } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { isSiteAddress } from '../archive/site-address.ts';
import { isTimeZone } from '../postmortem/time/clocks.ts';
import { isDay } from '../postmortem/time/days.ts';

/** Returns today's date in UTC, `YYYY-MM-DD`. */
export function today(): string {
  return Temporal.Now.plainDateISO('UTC').toString();
}

/** Parses a whole number from 0. Throws commander's error for anything else. */
export function nonNegativeInteger(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

/** Parses a whole number from 1. Throws commander's error for anything else. */
export function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(text);
}

/** Parses a port, 0 to 65535. Throws commander's error for anything else. */
export function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('Expected a port from 0 to 65535.');
  return Number(text);
}

/** Parses host names separated by commas. Throws commander's error for anything else. */
export function hostNames(text: string): string[] {
  const names = text
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  if (names.every((name) => /^\.?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name))) return names;
  throw new InvalidArgumentError('Expected host names such as kb.example.com, separated by commas.');
}

/** Parses a day, `YYYY-MM-DD`, in a year from 1900 to 2999. Throws commander's error for anything else. */
export function day(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('Expected a day such as 2024-05-01, from 1900 to 2999.');
}

/** Parses a time zone: an IANA name, or an offset. Throws commander's error for anything else. */
export function timeZone(text: string): string {
  if (/^(?:utc|z)$/i.test(text)) return 'UTC';
  if (/^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(text) || (/^[A-Z][\w+-]*(?:\/[\w+-]+)+$/.test(text) && isTimeZone(text)))
    return text;
  throw new InvalidArgumentError('Expected a zone such as Europe/Copenhagen, UTC or +02:00.');
}

/** Parses the path of a site and returns it with `/` at both ends. Throws commander's error for anything else. */
export function basePath(text: string): string {
  const inner = text.replaceAll(/^\/+|\/+$/g, '');
  if (inner === '') return '/';
  if (!/^[\w.~-]+(?:\/[\w.~-]+)*$/.test(inner) || /(?:^|\/)\.\.?(?:\/|$)/.test(inner)) {
    throw new InvalidArgumentError('Expected a path such as /kb/.');
  }
  return `/${inner}/`;
}

/** Parses the address of a published site; see `isSiteAddress`. Throws commander's error for anything else. */
export function siteAddress(text: string): string {
  if (isSiteAddress(text)) return text;
  throw new InvalidArgumentError('Expected an address such as https://example.com/kb/.');
}
