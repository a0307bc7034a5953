import { describe, expect, test } from 'vitest';
import { comparableOf } from '../../../src/archive/similarity/comparable.ts';
import { toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { textSections } from '../../../src/postmortem/html/text.ts';

function compared(body: string, frontmatter: Record<string, unknown> = {}) {
  const elements = toElements(parseMarkdown(body));
  return comparableOf('a', frontmatter, elements ? textSections(elements) : []);
}

describe('comparableOf', () => {
  test.each<[string, Record<string, number>]>([
    ['Kafka lost Kafka', { kafka: 2, lost: 1 }],
    ['The nodes were down for two hours', { nodes: 1 }],
    // A name is one term in every spelling; code counts twice.
    ['`max_connections` and maxConnections of db-primary', { maxconnections: 3, dbprimary: 1 }],
    ['```\nECONNREFUSED 10.0.3.17:5432\n```', { econnrefused: 2 }],
    ['2024-04-15 15:45 504s at <https://example.org/runbook>', {}],
    ['| Time | Event |\n| --- | --- |\n| 15:45 | Flux restarts |', { event: 1, flux: 1, restarts: 1 }],
    ['- [ ] Lock Flux @ops due:2024-05-01 type:prevent', { lock: 1, flux: 1, ops: 1 }],
    [
      "We're sure that Cloudflare's nodes don’t fail: https://example.org/it's",
      { sure: 1, cloudflare: 1, nodes: 1, fail: 1 },
    ],
    ['> Ärger mit Ünïcode', { arger: 1, mit: 1, unicode: 1 }],
    ['## Kafka', {}],
    ['', {}],
  ])('counts the terms of %j', (body, terms) => expect(Object.fromEntries(compared(body).terms)).toEqual(terms));

  test('counts terms in the title six times, in names twice, in the summary once', () => {
    const frontmatter = {
      ...{ title: 'Flux restarts', summary: 'Logs are lost', cause: 'config-change', contributing: ['unknown'] },
      ...{ services: ['log shipper'], tags: ['flux'], teams: ['infra'], authors: ['jane'] },
    };
    expect(Object.fromEntries(compared('Flux again', frontmatter).terms)).toEqual({
      ...{ flux: 9, restarts: 6, logs: 1, lost: 1, configchange: 2, log: 2, shipper: 2, infra: 2 },
    });
  });

  test('reads the texts of invalid frontmatter', () => {
    expect(compared('', { title: 7, services: [null, 'flux', { a: 1 }], tags: 'kafka' }).terms).toEqual(
      new Map([
        ['flux', 2],
        ['kafka', 2],
      ]),
    );
  });

  test('keeps the first spelling of a term', () => {
    const { spellings } = compared('Flux set max_connections, not maxConnections, in Zürich');
    expect(Object.fromEntries(spellings)).toEqual({ maxconnections: 'max_connections', zurich: 'Zürich' });
  });

  test('collects quoted errors, but no commands or prose', () => {
    const { errors } = compared(
      'It timed out.\n\n```\nkubectl get pods\npool 7 timed out after 30 s\n```\n\n`too many open files`',
    );
    expect([...errors.values()]).toEqual(['pool 7 timed out after 30 s', 'too many open files']);
    const [key] = errors.keys();
    expect(compared('`pool 9 timed out after 12 s`').errors.has(key ?? '')).toBe(true);
  });
});
