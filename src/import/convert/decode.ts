import { replaceControlCharacters } from '../../diagnostics/control-characters.ts';

/**
 * Decodes a text file: UTF-8, UTF-16 with or without a byte order mark, or else Windows-1252, which includes Latin-1. Lines end in
 * `\n`, and characters that no page can show are replaced. Returns `undefined` for what is not text.
 */
export function decode(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  if (encoding === undefined) return undefined;
  const text = new TextDecoder(encoding).decode(bytes).replaceAll(/\r\n?/g, '\n');
  return replaceControlCharacters(text.replaceAll('\f', '\n'));
}

const SAMPLE = 4096;
// Control characters that no text in an 8-bit encoding has.
const BINARY = new Set([...Array(9).keys(), 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31]);

function encodingOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Latin text in UTF-16 has a zero in every other byte.
  const half = sample.length / 2;
  if (odd > half * 0.6 && even === 0) return 'utf-16le';
  if (even > half * 0.6 && odd === 0) return 'utf-16be';
  if (bytes.includes(0)) return undefined;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    const strange = sample.filter((byte) => BINARY.has(byte)).length;
    return strange > 0 ? undefined : 'windows-1252';
  }
}
