import { describe, expect, test } from 'vitest';
import {
  basePath,
  day,
  hostNames,
  nonNegativeInteger,
  portNumber,
  siteAddress,
  timeZone,
} from '../../src/cli/options.ts';

describe('basePath', () => {
  test.each([
    ['/', '/'],
    ['', '/'],
    ['/kb/', '/kb/'],
    ['kb', '/kb/'],
    ['/a/b', '/a/b/'],
  ])('reads %j as %j', (text, expected) => expect(basePath(text)).toBe(expected));
  test.each(['/a b/', '/../', 'https://example.org/', '/a//b/', '/a?b/'])('refuses %j', (text) =>
    expect(() => basePath(text)).toThrow('Expected a path'),
  );
});

describe('hostNames', () => {
  test.each([
    ['kb.example', ['kb.example']],
    ['KB.example, .corp.example,localhost', ['kb.example', '.corp.example', 'localhost']],
  ])('reads %j', (text, expected) => expect(hostNames(text)).toEqual(expected));
  test.each(['', 'a,,b', 'https://kb.example', 'kb.example:80', '*', '.'])('refuses %j', (text) =>
    expect(() => hostNames(text)).toThrow('Expected host names'),
  );
});

describe('timeZone', () => {
  test.each([
    ['Europe/Copenhagen', 'Europe/Copenhagen'],
    ['America/Argentina/Salta', 'America/Argentina/Salta'],
    ['utc', 'UTC'],
    ['Z', 'UTC'],
    ['+02:00', '+02:00'],
  ])('reads %j as %j', (text, expected) => expect(timeZone(text)).toBe(expected));
  test.each(['', 'CST', 'Europe', 'Europe/Nowhere', '+2', '+15:00', '+02:60'])('refuses %j', (text) =>
    expect(() => timeZone(text)).toThrow('Expected a zone'),
  );
});

describe('day', () => {
  test('accepts a valid date', () => expect(day('2024-02-29')).toBe('2024-02-29'));
  test.each([
    '2023-02-29',
    '2024-2-1',
    '20240201',
    'today',
    '',
    '0000-01-01',
    '1899-12-31',
    '3000-01-01',
    '9999-12-31',
  ])('refuses %j', (text) => expect(() => day(text)).toThrow('Expected a day'));
});

test.each(['', '-1', '1.5', 'x'])('nonNegativeInteger and positiveInteger refuse %j', (text) =>
  expect(() => nonNegativeInteger(text)).toThrow('whole number'),
);

test.each(['65536', '-1', 'http'])('portNumber refuses %j', (text) =>
  expect(() => portNumber(text)).toThrow('Expected a port'),
);

test.each([
  ...['example.org', 'ftp://example.org', 'https://', 'https://example.org/?a', 'https://example.org/#a'],
  ...['https://me:secret@example.org/', 'https://example.org/a b/', 'https://example.org//kb/'],
])('siteAddress refuses %j', (text) => expect(() => siteAddress(text)).toThrow('Expected an address'));
