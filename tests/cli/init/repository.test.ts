import { expect, test } from 'vitest';
import { hostOf } from '../../../src/cli/init/repository.ts';

test.each<[address: string, host: string | undefined]>([
  ['git@github.com:a/b.git', 'github'],
  ['https://github.com/a/b', 'github'],
  ['ssh://git@GitHub.example.com:22/a/b.git', 'github'],
  ['https://user:secret@gitlab.com/a/b.git', 'gitlab'],
  ['gitlab.example.com:a/b.git', 'gitlab'],
  ['https://git.example.com/github/a.git', undefined],
  ['https://notgithub.com/a', undefined],
  ['../github.git', undefined],
  ['', undefined],
])('the host of %j is %s', (address, host) => expect(hostOf(address)).toBe(host));
