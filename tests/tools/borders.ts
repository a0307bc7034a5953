import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { astroSource } from '../../tools/astro-source.ts';
import { ROOT } from './cli.ts';

/** A layer, and what its files may import according to CONTRIBUTING.md. */
export interface Layer {
  /** Path within `src`, such as `site/pages`. */
  folder: string;
  /** Other layers, and `Node`, `Astro` and `astro:content`. */
  may: readonly string[];
}

/** Reads the layers from the table in CONTRIBUTING.md: the rows with a last cell. Throws for a cell that names no layer. */
export function readLayers(): Layer[] {
  const table = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const rows = [...table.matchAll(/^\| `src\/([\w/]+)` \|.*\| ([^|]+) \|$/gm)].filter(([, , cell]) => cell?.trim());
  const folders = rows.map(([, folder = '']) => folder);
  const targets = [...folders, 'Node', 'Astro', 'astro:content'];
  return rows.map(([, folder = '', cell = '']): Layer => {
    const may = cell.trim() === 'nothing' ? [] : cell.trim().replaceAll('`', '').split(', ');
    const unknown = may.filter((name) => !targets.includes(name));
    if (unknown.length > 0) throw new Error(`The table says that ${folder} may import ${unknown.join(', ')}`);
    return { folder, may };
  });
}

/** An import of a source file; paths are relative to the root of the project. */
export interface Import {
  file: string;
  specifier: string;
  /** The imported file; absent for packages. */
  imported?: string;
}

/** Reads the imports of all sources: static, dynamic and of types. */
export function readImports(): Import[] {
  return sources(path.join(ROOT, 'src')).flatMap((file) =>
    specifiersOf(file).map((specifier): Import => {
      const from = path.relative(ROOT, file);
      if (!specifier.startsWith('.')) return { file: from, specifier };
      return { file: from, specifier, imported: path.relative(ROOT, path.resolve(path.dirname(file), specifier)) };
    }),
  );
}

/** Returns the layer of a file; `undefined` outside all layers. */
export function layerOf(file: string, layers: readonly Layer[]): string | undefined {
  const holders = layers.filter(({ folder }) => file.startsWith(`src/${folder}/`));
  return holders.sort((a, b) => b.folder.length - a.folder.length)[0]?.folder;
}

/** A layer, `Node`, `Astro` or `astro:content`; `undefined` for other packages. */
export function targetOf({ specifier, imported }: Import, layers: readonly Layer[]): string | undefined {
  if (imported !== undefined) return layerOf(imported, layers) ?? imported;
  if (isBuiltin(specifier)) return 'Node';
  if (specifier === 'astro:content') return specifier;
  return /^(?:astro(?:[:/]|$)|@astrojs\/|vite(?:\/|$))/.test(specifier) ? 'Astro' : undefined;
}

/** Finds files that import each other, directly or through others: a list of files for each circle. */
export function findCircles(imports: readonly Import[]): string[][] {
  const graph = Map.groupBy(imports, ({ file }) => file);
  const done = new Set<string>();
  const circles: string[][] = [];
  const follow = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) circles.push(trail.slice(at));
    if (at >= 0 || done.has(file)) return;
    for (const { imported } of graph.get(file) ?? []) if (imported) follow(imported, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) follow(file, []);
  return circles;
}

function sources(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(?:ts|astro)$/.test(entry.name));
  return files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

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
