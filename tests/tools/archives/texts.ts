import fc from 'fast-check';

/**
 * Generates texts of any code points, including lone surrogates. fast-check's own `binary` takes half a minute to
 * initialize.
 */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const code = fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0x10ffff }));
  return fc.array(code, { maxLength }).map((codes) => String.fromCodePoint(...codes));
}
