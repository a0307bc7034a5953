import { unpacked } from './built-site.ts';

/**
 * Returns everything that can be found in a file, in lower case: its bytes as text, with compressed and base64 parts
 * decoded. Contains the text once more with letters and digits only, so that words are also found in UTF-16 and across
 * markup.
 */
export function haystack(content: Buffer): string {
  const text = unpacked(content).toString('latin1');
  const encoded = [...text.matchAll(/[A-Za-z0-9+/]{16,}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  const all = [text, ...encoded].join('\n').toLowerCase();
  return `${all}\n${all.replaceAll(/[^a-z0-9]/g, '')}`;
}
