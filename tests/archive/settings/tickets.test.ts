import { expect, test } from 'vitest';
import { parseSettings } from '../../../src/archive/settings.ts';

const parse = (yaml: string) => parseSettings(`tickets:\n  ${yaml}\n`, 'archive.yml');

test('tickets have an address by prefix', () => {
  const { settings, diagnostics } = parse(
    '{ OPS: "https://t.example/{id}", K8S: "http://k/{id}?x", "#": "https://g/i/{id}" }',
  );
  expect(diagnostics).toEqual([]);
  expect(settings?.tickets).toEqual({ OPS: 'https://t.example/{id}', K8S: 'http://k/{id}?x', '#': 'https://g/i/{id}' });
});

test.each<[yaml: string, place: string, message: string, text?: string]>([
  ['OPS: https://t.example/browse', '2:8', 'expected an http or https address', '"https://t.example/browse/{id}"'],
  ['OPS: https://t.example/?q=x', '2:8', 'expected an http or https address'],
  ['OPS: "javascript:alert({id})"', '2:8', 'expected an http or https address'],
  ['OPS: "ftp://t.example/{id}"', '2:8', 'expected an http or https address'],
  ['OPS: "//t.example/{id}"', '2:8', 'expected an http or https address'],
  ['OPS: "https://{id}:x/"', '2:8', 'expected an http or https address'],
  ['ops: "https://t.example/{id}"', '2:3', 'Unexpected prefix `ops`', 'OPS'],
  ['"OPS-": "https://t.example/{id}"', '2:3', 'Unexpected prefix `OPS-`', 'OPS'],
  ['"1": "https://t.example/{id}"', '2:3', 'Unexpected prefix `1`'],
])('%s is reported', (yaml, place, message, text) => {
  const { diagnostics } = parse(yaml);
  expect(diagnostics.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
  expect(diagnostics[0]?.message).toContain(message);
  expect(diagnostics[0]?.fix?.text).toBe(text);
});
