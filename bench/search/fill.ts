import type { Dice } from '../dice.ts';

const NAMES = [
  'atlas',
  'borealis',
  'cygnus',
  'delta',
  'ember',
  'fjord',
  'garnet',
  'harbor',
  'indigo',
  'juniper',
  'kestrel',
];
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2', 'eu-central-1'];

/** Replaces each `{n}`, `{line}`, `{ip}`, `{host}`, `{hex}` and `{name}` with a random value. */
export function fill(template: string, dice: Dice): string {
  return template.replaceAll(/\{(n|line|ip|host|hex|name)\}/g, (_, kind: Placeholder) => VALUES[kind](dice));
}

/** Returns a log of a given length, with the given lines in the middle of routine messages. */
export function makeLog(lines: readonly string[], length: number, dice: Dice): string {
  const before: string[] = [];
  const after: string[] = [];
  const count = () => [...before, ...lines, ...after].join('\n').length;
  while (count() < length)
    (before.length <= after.length ? before : after).push(stamp(dice) + fill(dice.one(NOISE), dice));
  return [...before, ...lines, ...after].join('\n').slice(0, length);
}

/** Returns the prefix of a log line. */
export function stamp(dice: Dice): string {
  const two = (low: number, high: number) => String(dice.int(low, high)).padStart(2, '0');
  const time = `${two(0, 23)}:${two(0, 59)}:${two(0, 59)}.${dice.int(100, 999)}`;
  return `2026-${two(1, 12)}-${two(1, 28)} ${time} ${dice.one(['INFO', 'WARN', 'ERROR'])} [worker-${dice.int(1, 40)}] `;
}

/** Returns the text with one typing error in its longest word, but never in the first letter. */
export function mistype(text: string, dice: Dice): string {
  const word = text.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? '';
  const at = dice.int(1, word.length - 2);
  const slips = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at) + word.slice(at),
    word.slice(0, at) + dice.one([...'eatoin'].filter((letter) => letter !== word.charAt(at))) + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  ].filter((slip) => slip !== word);
  return text.replace(word, dice.one(slips));
}

type Placeholder = 'n' | 'line' | 'ip' | 'host' | 'hex' | 'name';

const VALUES: Record<Placeholder, (dice: Dice) => string> = {
  n: (dice) => String(dice.int(2, 99_999)),
  line: (dice) => String(dice.int(20, 980)),
  ip: (dice) => `10.${dice.int(0, 255)}.${dice.int(0, 255)}.${dice.int(1, 254)}`,
  host: (dice) => `${dice.one(NAMES)}-${dice.int(1, 40)}.${dice.one(REGIONS)}.internal`,
  hex: (dice) => dice.hex(8),
  name: (dice) => dice.one(NAMES),
};

const NOISE = [
  'GET /healthz 200 {n} ms',
  'request {hex} from {ip} finished in {n} ms with status 200',
  'cache hit ratio 0.{n} over the last minute',
  'connection from {ip} accepted',
  'retrying request {hex}, attempt {n}',
  'health check of {host} passed',
  'queue depth {n}, consumers {n}',
  'config reloaded from /etc/service/config.yml',
  'upstream {host} answered 503, trying the next one',
  'slow query took {n} ms on {host}',
  'deployment {name} has {n} replicas ready',
  'token of {name} refreshed',
];
