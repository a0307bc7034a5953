import sax from 'sax';

/** The namespace of SVG. */
export const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** Receives the content of an SVG file in order. Elements of other namespaces are skipped with their content. */
export interface SvgVisitor {
  /**
   * Receives an element by its name without prefix. Attributes are those without a prefix, `href` with or without the
   * XLink prefix, `xml:lang` and `xml:space`. Returns whether to visit its content and call `close`.
   */
  open(name: string, attributes: ReadonlyMap<string, string>): boolean;
  /** Receives text with entities resolved, possibly in pieces. */
  text(text: string): void;
  close(name: string): void;
}

/** Namespaces by prefix; inherits from the surrounding element. */
type Scope = Record<string, string>;

// Far deeper than any drawing, yet safe for recursive code, such as browsers.
const MAX_DEPTH = 256;

// Editors declare entities for namespaces. Repeating longer ones could exhaust the memory.
const MAX_ENTITY_LENGTH = 200;

// Maximum length of all text and values with entities resolved, in UTF-16 units.
const MAX_LENGTH = 2 * 1024 * 1024;

const ENTITY = /<!ENTITY\s+([\w.-]+)\s+(?:"([^"&<%]*)"|'([^'&<%]*)')\s*>/g;

/** Stops reading a file; the message says what is wrong, as part of a sentence. */
class NotSvgError extends Error {}

/**
 * Reads a file as SVG. Returns a problem such as `unclosed root tag (line 3, column 7)`, or `undefined` if it is
 * well-formed XML with an `svg` root.
 */
export function readSvg(text: string, visitor: SvgVisitor): string | undefined {
  const parser = sax.parser(true);
  try {
    listen(parser, visitor);
    parser.write(text).close();
    return undefined;
  } catch (error) {
    if (!(error instanceof NotSvgError)) throw error;
    return `${error.message} (line ${parser.line + 1}, column ${Math.max(1, parser.column)})`;
  }
}

function listen(parser: sax.SAXParser, visitor: SvgVisitor): void {
  const xml: Scope = Object.assign(Object.create(null), { xml: XML });
  const scopes: Scope[] = [xml];
  let attributes: [name: string, value: string][] = [];
  let hasRoot = false;
  /** Depth within a skipped element; 0 outside. */
  let skipped = 0;
  const names: string[] = [];
  let length = 0;
  const count = (text: string) => {
    length += text.length;
    if (length > MAX_LENGTH) throw new NotSvgError('entities that expand to too much text');
  };

  // Replaces the HTML entities of the parser, which XML does not have.
  parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' });
  parser.ondoctype = (doctype) => {
    for (const [, name = '', double, single] of doctype.matchAll(ENTITY)) {
      const value = double ?? single ?? '';
      if (value.length <= MAX_ENTITY_LENGTH) parser.ENTITIES[name] ??= value;
    }
  };
  parser.onerror = ({ message }) => {
    // The text after a colon quotes the file.
    const [reason = ''] = message.split(/[:.\n]/);
    throw new NotSvgError(reason.charAt(0).toLowerCase() + reason.slice(1));
  };
  parser.onattribute = ({ name, value }) => {
    // The parser calls this method on its object of attributes.
    if (name === 'hasOwnProperty') throw new NotSvgError('unexpected attribute `hasOwnProperty`');
    count(value);
    attributes.push([name, value]);
  };
  parser.onopentag = ({ name }) => {
    const own = attributes;
    attributes = [];
    const isRoot = scopes.length === 1;
    if (isRoot && hasRoot) throw new NotSvgError('more than one root');
    if (scopes.length > MAX_DEPTH) throw new NotSvgError(`elements nested more than ${MAX_DEPTH} deep`);
    const scope = scopeOf(own, scopes.at(-1) ?? xml);
    scopes.push(scope);
    if (skipped > 0) {
      skipped++;
      return;
    }
    const { uri, local } = resolve(name, scope, scope[''] ?? '');
    const isSvg = uri === SVG;
    if (isRoot && !(isSvg && local === 'svg'))
      throw new NotSvgError('the root is not an `svg` element in the SVG namespace');
    hasRoot = true;
    if (isSvg && visitor.open(local, plainAttributes(own, scope))) names.push(local);
    else skipped = 1;
  };
  parser.onclosetag = () => {
    scopes.pop();
    if (skipped > 0) skipped--;
    else visitor.close(names.pop() ?? '');
  };
  parser.ontext = (text) => {
    count(text);
    if (skipped === 0 && names.length > 0) visitor.text(text);
  };
  parser.oncdata = parser.ontext;
  parser.onend = () => {
    if (!hasRoot) throw new NotSvgError('no element');
  };
}

function scopeOf(attributes: readonly [name: string, value: string][], outer: Scope): Scope {
  const declarations = attributes.flatMap(([name, value]): [string, string][] => {
    if (name === 'xmlns') return [['', value]];
    return name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), value]] : [];
  });
  if (declarations.length === 0) return outer;
  const scope: Scope = Object.create(outer);
  for (const [prefix, uri] of declarations) scope[prefix] = uri;
  return scope;
}

/** Returns the namespace and local part of a name; `defaultUri` is the namespace of names without a prefix. */
function resolve(name: string, scope: Scope, defaultUri: string): { uri: string; local: string } {
  const colon = name.indexOf(':');
  if (colon < 0) return { uri: defaultUri, local: name };
  return { uri: scope[name.slice(0, colon)] ?? '', local: name.slice(colon + 1) };
}

function plainAttributes(own: readonly [name: string, value: string][], scope: Scope): Map<string, string> {
  const plain = new Map(own.filter(([name]) => !name.includes(':')));
  for (const [name, value] of own) {
    const { uri, local } = resolve(name, scope, '');
    if (uri === XML && (local === 'lang' || local === 'space')) plain.set(`xml:${local}`, value);
    // Browsers prefer the attribute without a prefix.
    if (uri === XLINK && local === 'href' && !plain.has('href')) plain.set('href', value);
  }
  return plain;
}
