import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { astroSource } from '../../tools/astro-source.ts';
import { ROOT } from './cli.ts';

/** What a folder of `src` may import, as the table in CONTRIBUTING.md says. */
export interface Layer {
  folder: string;
  /** Other folders, and `Node`, `Astro` and `astro:content`. */
  may: readonly string[];
  /** What only some of its files may import. */
  exceptions: readonly { target: string; files: readonly string[] }[];
}

/** The folders of `src` in the table in CONTRIBUTING.md. Throws where a cell cannot be read. */
export function readLayers(): Layer[] {
  const table = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const rows = [...table.matchAll(/^\| `src\/(\w+)` \|.*\| ([^|]*) \|$/gm)];
  const folders = rows.map(([, folder = '']) => folder);
  const targets = [...folders, 'Node', 'Astro', 'astro:content'];
  return rows.map(([, folder = '', cell = '']): Layer => {
    const [list = '', ...rest] = cell.trim().split('; ');
    const may = list === 'nothing' ? [] : list.replaceAll('`', '').split(', ');
    const exceptions = rest.map((text) => {
      const [, target = '', files = ''] = /^(\S+) in (.*)$/.exec(text) ?? [];
      return { target, files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file) };
    });
    const unknown = [...may, ...exceptions.map(({ target }) => target)].filter((name) => !targets.includes(name));
    if (unknown.length > 0) throw new Error(`The table says that ${folder} may import ${unknown.join(', ')}`);
    return { folder, may, exceptions };
  });
}

/** An import of a file in a folder of `src`: what of the table it needs. */
export interface Import {
  /** Path from the root of the project. */
  file: string;
  folder: string;
  specifier: string;
  target: string;
}

/** The imports of all sources that lead out of their folder, to another one, to Node or to Astro. */
export function readImports(): Import[] {
  return sources(path.join(ROOT, 'src')).flatMap((file) => {
    const [folder = '', inner] = path.relative(path.join(ROOT, 'src'), file).split(path.sep);
    // What Astro wants at the root of `src` belongs to no layer.
    if (inner === undefined) return [];
    return specifiersOf(file).flatMap((specifier) => {
      const target = targetOf(specifier, file);
      return target === undefined || target === folder
        ? []
        : [{ file: path.relative(ROOT, file), folder, specifier, target }];
    });
  });
}

export function isAllowed({ file, folder, target }: Import, layers: readonly Layer[]): boolean {
  const layer = layers.find((each) => each.folder === folder);
  const excepted = layer?.exceptions.filter(({ files }) => files.includes(path.basename(file)));
  return Boolean(layer?.may.includes(target) || excepted?.some((each) => each.target === target));
}

/** A folder of `src`, `Node`, `Astro` or `astro:content`; `undefined` for other packages. */
function targetOf(specifier: string, file: string): string | undefined {
  if (specifier.startsWith('.')) {
    const [first, folder] = path.relative(ROOT, path.resolve(path.dirname(file), specifier)).split(path.sep);
    return first === 'src' ? folder : `${first}, outside of src`;
  }
  if (isBuiltin(specifier)) return 'Node';
  if (specifier === 'astro:content') return specifier;
  return /^(?:astro(?:[:/]|$)|@astrojs\/|vite(?:\/|$))/.test(specifier) ? 'Astro' : undefined;
}

function sources(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(?:ts|astro)$/.test(entry.name));
  return files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

/** What a file imports or exports from: statically, dynamically or as a type. */
function specifiersOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, file.endsWith('.astro') ? astroSource(text) : text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  const isImport = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport ? node.arguments[0] : undefined;
}
