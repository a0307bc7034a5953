import { expect, test } from 'vitest';
import { deadLinks } from '../../../src/cli/output/navigation.ts';

const ADDRESSES = ['', 'trends/', 'causes/network/', 'actions.ics', '404.html'];

test.each<[string, string[]]>([
  ['trends/', []],
  ['/trends', []],
  ['trends/#causes', []],
  ['/', []],
  ['actions.ics', []],
  ['https://wiki.example.com/trendz/', []],
  ['trendz/', ['theme.nav: the site has no page `trendz/`; did you mean `trends/`?']],
  ['runbooks/', ['theme.nav: the site has no page `runbooks/`']],
])('a link to %s', (href, expected) => expect(deadLinks([{ label: 'Link', href }], ADDRESSES)).toEqual(expected));
