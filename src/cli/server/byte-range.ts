/** First and last byte, both inclusive. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Parses a `Range` header for a file of `size` bytes (RFC 9110, section 14). Returns the range to send, `all` if the
 * header is to be ignored (another unit, malformed, or several ranges, which servers may ignore), or `none` if the
 * range contains no bytes, which is status 416.
 */
export function byteRange(header: string, size: number): ByteRange | 'all' | 'none' {
  const [unit, set] = header.split('=', 2);
  if (unit?.trim().toLowerCase() !== 'bytes' || set === undefined) return 'all';
  const specs = set.split(',').map((text) => /^(\d*)-(\d*)$/.exec(text.trim()));
  if (specs.some((spec) => !spec || spec[0] === '-')) return 'all';
  const ranges = specs.flatMap((spec): ByteRange[] => {
    const [, first = '', last = ''] = spec ?? [];
    const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
    const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
    return start <= end ? [{ start, end }] : [];
  });
  if (ranges.length === 0) return 'none';
  return ranges.length === 1 && specs.length === 1 && ranges[0] ? ranges[0] : 'all';
}
