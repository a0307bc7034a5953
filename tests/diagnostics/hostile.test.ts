import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatGithub } from '../../src/diagnostics/github.ts';
import { formatJson } from '../../src/diagnostics/json.ts';
import { jsonText } from '../../src/diagnostics/json-text.ts';
import { formatPretty } from '../../src/diagnostics/pretty.ts';
import { quote } from '../../src/diagnostics/quote.ts';
import { formatSarif } from '../../src/diagnostics/sarif.ts';
import { visible, visibleLine } from '../../src/diagnostics/visible.ts';
import { actingLines, hostileText } from '../tools/archives/hostile.ts';

/** A diagnostic whose texts, file name and source are hostile. */
const planted = fc
  .record({ file: hostileText, message: hostileText, help: hostileText, source: hostileText })
  .map(({ source, ...texts }): [Diagnostic, string] => [
    { ...texts, line: 1, column: 1, endLine: 1, endColumn: 3, severity: 'error', rule: 'invalid-value' },
    source,
  ]);
const reportOf = (diagnostic: Diagnostic) => ({ files: 1, diagnostics: [diagnostic] });

describe('visible', () => {
  test.each([
    ['tabs\tand é, 日本 and 😀', 'tabs\tand é, 日本 and 😀'],
    ['family 👨‍👩‍👧, heart ❤️, key 1️⃣, Persian نمی‌خواهم', 'family 👨‍👩‍👧, heart ❤️, key 1️⃣, Persian نمی‌خواهم'],
    ['\u001B[31mred\u009B', '␛[31mred�'],
    ['a\nb\r\n', 'a␊b␍␊'],
    ['exe.\u202Egpj\u2066', 'exe.�gpj�'],
    ['dns\u200B', 'dns�'],
    ['d\u200Dns\uFE0F', 'd�ns�'],
    ['\u{E0041}', '��'],
    [
      '##vso[task.complete] ##[add-mask]x ##teamcity[x] ## [x]',
      '#�vso[task.complete] #�[add-mask]x #�teamcity[x] ## [x]',
    ],
  ])('shows %j as %j', (text, expected) => expect(visible(text)).toBe(expected));

  test('keeps the length, so that `^` markers stay aligned', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(visible(text)).toHaveLength(text.length);
      }),
    );
  });

  test.each([
    ['::error::x', '�:error::x'],
    ['  ::error::x', '  �:error::x'],
    ['a::error::x', 'a::error::x'],
    [': x', ': x'],
  ])('at the start of a line, shows %j as %j', (text, expected) => expect(visibleLine(text)).toBe(expected));
});

describe('hostile text in a document', () => {
  test('does not affect terminals and logs', () => {
    fc.assert(
      fc.property(planted, fc.boolean(), ([diagnostic, source], colour) => {
        const output = formatPretty(reportOf(diagnostic), new Map([[diagnostic.file, source]]), colour);
        expect(actingLines(stripVTControlCharacters(output))).toEqual([]);
      }),
    );
  });

  test('stays within one workflow command, without bidirectional or invisible characters', () => {
    fc.assert(
      fc.property(planted, ([diagnostic]) => {
        const [command = '', ...rest] = formatGithub(reportOf(diagnostic)).split('\n');
        expect(rest).toEqual(['1 file, 1 error, 0 warnings', '']);
        expect(command).toMatch(/^::error file=[^:]*,line=1,endLine=1,col=1,endColumn=3,title=invalid-value::/);
        expect(actingLines(command.replace(/^::error /, ''))).toEqual([]);
      }),
    );
  });

  test('survives a JSON round trip, and is escaped in the JSON text', () => {
    fc.assert(
      fc.property(planted, ([diagnostic]) => {
        const output = formatJson(reportOf(diagnostic));
        expect(actingLines(output)).toEqual([]);
        const [{ file, message, help }] = JSON.parse(output).diagnostics;
        expect([file, message, help]).toEqual([diagnostic.file, diagnostic.message, diagnostic.help]);
      }),
    );
    expect(JSON.parse(jsonText({ '##[a]\u202E': '\\##vso[a]' }))).toEqual({ '##[a]\u202E': '\\##vso[a]' });
  });

  test('forms no link in a SARIF message', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (message, help) => {
        const output = formatSarif(reportOf({ ...BLANK, message: quote(message), help }), '1.0.0');
        expect(actingLines(output)).toEqual([]);
        const { text } = JSON.parse(output).runs[0].results[0].message;
        const { links, shown } = readMessage(text);
        expect(links).toEqual([]);
        expect(shown).toBe(visible(`${quote(message)}. ${help}`));
      }),
    );
  });
});

const BLANK: Diagnostic = {
  ...{ file: 'a.md', line: 1, column: 1, endLine: 1, endColumn: 3, severity: 'error', rule: 'invalid-value' },
  ...{ message: '', help: '' },
};

/** Parses a plain text message as a SARIF viewer does (3.11.6). */
function readMessage(text: string): { links: string[]; shown: string } {
  const links = [...text.matchAll(/(?<!\\)(?:\\\\)*\[((?:[^\\\]]|\\.)*)\]\([^)]*\)/gs)].map(([link]) => link);
  return { links, shown: text.replaceAll(/\\*[[\]]/g, (run) => `${'\\'.repeat((run.length - 2) / 2)}${run.at(-1)}`) };
}
