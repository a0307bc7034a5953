import { unpacked } from './built-site.ts';

/**
 * All that a file may say to somebody who looks: its bytes as text, what is compressed unpacked, what is written in
 * base64 read. In small letters, and once more without anything but letters and digits, so that a word is found in wide
 * characters and across marks, too.
 */
export function haystack(content: Buffer): string {
  const text = unpacked(content).toString('latin1');
  const encoded = [...text.matchAll(/[A-Za-z0-9+/]{16,}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  const all = [text, ...encoded].join('\n').toLowerCase();
  return `${all}\n${all.replaceAll(/[^a-z0-9]/g, '')}`;
}
