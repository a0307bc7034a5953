import fc from 'fast-check';

/**
 * Texts of any code points, lone surrogates among them. fast-check has the same by the name `binary`, and takes half a
 * minute to get ready for it.
 */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const code = fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0x10ffff }));
  return fc.array(code, { maxLength }).map((codes) => String.fromCodePoint(...codes));
}
