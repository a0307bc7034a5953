/** What messages say was expected where an address is not one. */
export const EXPECTED_URL = 'an http or https address such as `https://wiki.example.com/page`';

/**
 * Whether a text is an http or https address that the URL standard can parse, whatever its host: a name of an intranet,
 * an IP address, letters of any language. The two slashes are required: browsers take `https:page` for a relative link.
 */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

const PORT = String.raw`(:(\d{0,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]))?`;
const END = String.raw`([/?#\\].*)?`;
const OCTET = String.raw`(25[0-5]|2[0-4]\d|1?\d?\d)`;
// A host whose last part is a number is an IPv4 address to the URL standard.
const NOT_IPV4 = String.raw`(?!([^/?#\\:]*\.)?\d+\.?([/?#\\:]|$))`;
const NAME = String.raw`${NOT_IPV4}[^\s/?#\\:@<>^|%\[\]]+`;
const HOST = String.raw`(${NAME}|${OCTET}(\.${OCTET}){3}|\[[\dA-Fa-f:.]+\])`;

/** The same as a pattern for JSON Schema, which cannot parse: it takes any hexadecimal digits and colons for IPv6. */
export const HTTP_URL_PATTERN = String.raw`^\s*[Hh][Tt][Tt][Pp][Ss]?://[/\\]*([^/?#\\]*@)?${HOST}${PORT}${END}$`;

// A name such as `notes.md` is a file's.
const HOST_NAME = /^(?![^/]*\.md$)(?:[\p{L}\d-]+\.)+\p{L}{2,}(?=[:/?#]|$)/u;
const HOST_AND_PORT = /^[\p{L}\d.-]+:\d{1,5}(?=[/?#]|$)/u;

/** The address that a text without a scheme most likely means: https for `www.example.com/x`, http for `wiki:8080/x`. */
export function withScheme(text: string): string | undefined {
  const scheme = HOST_AND_PORT.test(text) ? 'http' : HOST_NAME.test(text) ? 'https' : undefined;
  const meant = `${scheme}://${text}`;
  return scheme && isHttpUrl(meant) ? meant : undefined;
}
