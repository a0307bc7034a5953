/** The expected value in messages about invalid addresses. */
export const EXPECTED_URL = 'an http or https address such as `https://wiki.example.com/page`';

/**
 * Whether a text is an http or https address that can be parsed. Any host is allowed: intranet names, IP addresses and
 * internationalized names. The two slashes are required, because browsers treat `https:page` as a relative link.
 */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

const PORT = String.raw`(:(\d{0,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]))?`;
const END = String.raw`([/?#\\].*)?`;
const OCTET = String.raw`(25[0-5]|2[0-4]\d|1?\d?\d)`;
// The URL standard treats a host whose last label is a number as an IPv4 address.
const NOT_IPV4 = String.raw`(?!([^/?#\\:]*\.)?\d+\.?([/?#\\:]|$))`;
const NAME = String.raw`${NOT_IPV4}[^\s/?#\\:@<>^|%\[\]]+`;
const HOST = String.raw`(${NAME}|${OCTET}(\.${OCTET}){3}|\[[\dA-Fa-f:.]+\])`;

/** A pattern for JSON Schema that approximates `isHttpUrl`: it accepts any hexadecimal digits and colons as IPv6. */
export const HTTP_URL_PATTERN = String.raw`^\s*[Hh][Tt][Tt][Pp][Ss]?://[/\\]*([^/?#\\]*@)?${HOST}${PORT}${END}$`;

// Names such as `notes.md` are files.
const HOST_NAME = /^(?![^/]*\.md$)(?:[\p{L}\d-]+\.)+\p{L}{2,}(?=[:/?#]|$)/u;
const HOST_AND_PORT = /^[\p{L}\d.-]+:\d{1,5}(?=[/?#]|$)/u;

/**
 * Adds the likely scheme to an address without one: https for `www.example.com/x`, http for `wiki:8080/x`. Returns
 * `undefined` when the text does not look like an address.
 */
export function withScheme(text: string): string | undefined {
  const scheme = HOST_AND_PORT.test(text) ? 'http' : HOST_NAME.test(text) ? 'https' : undefined;
  const url = `${scheme}://${text}`;
  return scheme && isHttpUrl(url) ? url : undefined;
}
