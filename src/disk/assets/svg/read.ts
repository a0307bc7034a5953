import sax from 'sax';

/** The namespace of SVG. */
export const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** Is told what an SVG file holds, in its order; elements of other vocabularies than SVG are left out with all in them. */
export interface SvgVisitor {
  /**
   * Takes an element by its name without prefix. Attributes are those without a prefix, `href` with or without the prefix
   * of XLink, `xml:lang` and `xml:space`. Returns whether the content is wanted, and `close` with it.
   */
  open(name: string, attributes: ReadonlyMap<string, string>): boolean;
  /** Takes text with its entities resolved; it may come in pieces. */
  text(text: string): void;
  close(name: string): void;
}

/** The namespaces of prefixes; each element with declarations of its own inherits from the one around it. */
type Scope = Record<string, string>;

// Far deeper than any drawing, and little enough for everything that walks over it, such as a browser.
const MAX_DEPTH = 256;

// What editors declare are addresses of vocabularies. Longer texts, used again and again, would take all the memory.
const MAX_ENTITY_LENGTH = 200;

// All text and values of a file with its entities resolved, in code units.
const MAX_LENGTH = 2 * 1024 * 1024;

const ENTITY = /<!ENTITY\s+([\w.-]+)\s+(?:"([^"&<%]*)"|'([^'&<%]*)')\s*>/g;

/** Ends the reading of a file; the message says what is wrong, as part of a sentence. */
class NotSvgError extends Error {}

/**
 * Reads a file as SVG. Returns what is in the way, such as `unclosed root tag (line 3, column 7)`, or `undefined` where it is
 * well-formed XML whose root is an `svg`.
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
  /** How deep the reading is within an element that nobody wants; 0 outside. */
  let unwanted = 0;
  const names: string[] = [];
  let length = 0;
  const count = (text: string) => {
    length += text.length;
    if (length > MAX_LENGTH) throw new NotSvgError('entities that stand for too much text');
  };

  // Replaces the names of HTML that the parser knows, none of which XML has.
  parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' });
  parser.ondoctype = (doctype) => {
    for (const [, name = '', double, single] of doctype.matchAll(ENTITY)) {
      const value = double ?? single ?? '';
      if (value.length <= MAX_ENTITY_LENGTH) parser.ENTITIES[name] ??= value;
    }
  };
  parser.onerror = ({ message }) => {
    // What follows a colon is the author's.
    const [reason = ''] = message.split(/[:.\n]/);
    throw new NotSvgError(reason.charAt(0).toLowerCase() + reason.slice(1));
  };
  parser.onattribute = ({ name, value }) => {
    // The parser calls this method of the object that it collects attributes in.
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
    if (unwanted > 0) {
      unwanted++;
      return;
    }
    const { uri, local } = resolve(name, scope, scope[''] ?? '');
    const isSvg = uri === SVG;
    if (isRoot && !(isSvg && local === 'svg')) throw new NotSvgError('the root is no `svg` of SVG’s namespace');
    hasRoot = true;
    if (isSvg && visitor.open(local, plainAttributes(own, scope))) names.push(local);
    else unwanted = 1;
  };
  parser.onclosetag = () => {
    scopes.pop();
    if (unwanted > 0) unwanted--;
    else visitor.close(names.pop() ?? '');
  };
  parser.ontext = (text) => {
    count(text);
    if (unwanted === 0 && names.length > 0) visitor.text(text);
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

/** The namespace and the local part of a name; `none` is the namespace of names without a prefix. */
function resolve(name: string, scope: Scope, none: string): { uri: string; local: string } {
  const colon = name.indexOf(':');
  if (colon < 0) return { uri: none, local: name };
  return { uri: scope[name.slice(0, colon)] ?? '', local: name.slice(colon + 1) };
}

function plainAttributes(own: readonly [name: string, value: string][], scope: Scope): Map<string, string> {
  const plain = new Map(own.filter(([name]) => !name.includes(':')));
  for (const [name, value] of own) {
    const { uri, local } = resolve(name, scope, '');
    if (uri === XML && (local === 'lang' || local === 'space')) plain.set(`xml:${local}`, value);
    // Of both, browsers follow the one without a prefix.
    if (uri === XLINK && local === 'href' && !plain.has('href')) plain.set('href', value);
  }
  return plain;
}
