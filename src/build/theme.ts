import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Accent, accentOf, readableColor, THEMES, type Theme as ThemeName } from '../archive/settings/accent.ts';
import type { ThemeSettings } from '../archive/settings/theme.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose, type Finding } from '../diagnostics/rules.ts';
import { isFont, isImage } from '../disk/assets/asset-kinds.ts';
import { type Asset, addressText, assetAddress } from '../disk/assets/assets.ts';
import type { Refusal } from '../disk/assets/inspect-asset.ts';
import { readStyleSheet } from '../disk/assets/style-sheet.ts';
import { readSource } from '../disk/read.ts';
import type { LoadedSettings } from '../disk/settings.ts';
import { decode } from '../postmortem/html/addresses.ts';
import type { LinkedFiles } from './linked-files.ts';
import { readThemeTexts, type TextContext } from './theme-texts.ts';

/** What `theme` of archive.yml adds to every page. */
export interface Theme {
  /** Path of the logo within the site, and its size in CSS pixels if it has one of its own. */
  logo?: { path: string; width?: number; height?: number };
  /** Paths of the style sheets within the site, in order. */
  styles: readonly string[];
  /** HTML. */
  footer?: string;
  /** HTML of the text on the home page. */
  home?: string;
}

export interface LoadedTheme {
  theme: Theme;
  assets: Asset[];
  diagnostics: Diagnostic[];
}

type Problem = Omit<Finding, 'rule' | 'place'> & { at: readonly PropertyKey[] };

/**
 * Reads and checks the files that `theme` names, and renders its texts if `context.render` is set. Paths are relative to the
 * folder of archive.yml. Puts the texts of style sheets and of the home text into `texts`, by file.
 */
export async function readTheme(
  { file, valid, placeOf }: LoadedSettings,
  context: TextContext,
  texts: Map<string, string>,
): Promise<LoadedTheme> {
  const { theme } = valid;
  const loaded: LoadedTheme = { theme: { styles: [] }, assets: [], diagnostics: [] };
  const report = ({ at, ...found }: Problem) => {
    loaded.diagnostics.push(diagnose(file, { rule: 'invalid-settings', place: placeOf(at), ...found }));
  };
  const logo = theme.logo === undefined ? undefined : await readLogo(theme.logo, context.files, report);
  const accent = theme.accent === undefined ? undefined : await accentSheet(theme.accent, file);
  const sheets: Asset[] = accent ? [accent] : [];
  for (const [index, css] of theme.css.entries()) {
    const refusal = await context.files.find(css);
    if (refusal) report({ at: ['theme', 'css', index], ...refusalText(css, refusal) });
    else await readCss(css, path.dirname(file), context.files, texts, loaded, sheets);
  }
  loaded.assets.push(...(logo ? [logo] : []), ...sheets);
  const { footer, home, ...found } = await readThemeTexts(theme, { file, placeOf }, context, texts);
  for (const each of found.diagnostics) loaded.diagnostics.push(each);
  for (const each of found.assets) loaded.assets.push(each);
  loaded.theme = {
    ...(logo && { logo: { path: assetAddress(logo), ...logo.size } }),
    styles: sheets.map(assetAddress),
    ...(footer !== undefined && { footer }),
    ...(home !== undefined && { home }),
  };
  return loaded;
}

function refusalText(file: string, { problem, help = 'Correct the path, or add the file.' }: Refusal) {
  return { message: `${quote(file)} ${problem}`, help };
}

async function readLogo(logo: string, files: LinkedFiles, report: (problem: Problem) => void) {
  const read = (await files.find(logo)) ?? (await files.read(logo));
  if (!('problem' in read)) return read.asset;
  report({ at: ['theme', 'logo'], ...refusalText(logo, read) });
  return undefined;
}

/** Reads a style sheet that exists, and adds it to `sheets`, and the files that it uses to the assets. */
async function readCss(
  css: string,
  root: string,
  files: LinkedFiles,
  texts: Map<string, string>,
  { assets, diagnostics }: LoadedTheme,
  sheets: Asset[],
): Promise<void> {
  const file = path.join(root, css);
  const read = await readSource(file, root);
  if ('diagnostic' in read) {
    diagnostics.push(read.diagnostic);
    return;
  }
  const text = read.text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  texts.set(file, text);
  const sheet = readStyleSheet(text);
  const report = (found: Omit<Finding, 'rule'>) =>
    diagnostics.push(diagnose(file, { ...found, rule: 'invalid-settings' }));
  for (const problem of sheet.problems) report(problem);
  const used = new Map<string, Asset>();
  for (const { url, place } of sheet.addresses) {
    const target = path.posix.join(path.posix.dirname(css), decode(url.replace(/[?#].*$/s, '')));
    const result = await readUsed(target, files);
    if ('problem' in result) report({ place, ...refusalText(url, result) });
    else if (result.asset) used.set(url, result.asset);
  }
  assets.push(...used.values());
  const { size, mtimeMs } = await stat(file);
  // The folder of the published sheet is known without its hash.
  const folder = path.posix.dirname(assetAddress(addressText(file, css, '', { size, mtimeMs })));
  const targets = new Map([...used].map(([url, asset]) => [url, path.posix.relative(folder, assetAddress(asset))]));
  sheets.push(addressText(file, css, sheet.withAddresses(targets), { size, mtimeMs }));
}

/** Reads an image or a font that a style sheet uses. */
async function readUsed(target: string, files: LinkedFiles): Promise<Refusal | { asset?: Asset }> {
  if (target.startsWith('../'))
    return { problem: 'leads outside the archive', help: 'Copy the file into the archive.' };
  const refusal = await files.find(target);
  if (refusal) return refusal;
  if (isImage(target) || isFont(target)) return files.read(target);
  return { problem: 'is neither an image nor a font', help: 'Style sheets can use images, woff2, woff, ttf and otf.' };
}

/** Returns the style sheet that sets the accent of both themes. */
async function accentSheet(accent: NonNullable<ThemeSettings['accent']>, file: string): Promise<Asset> {
  const { size, mtimeMs } = await stat(file);
  const [light, dark] = THEMES.map((name) => declarations(accentIn(name, accent)));
  // Forced colors and paper keep their own.
  const css = `@media screen and (forced-colors: none) {
  :root { ${light} }
  @media (prefers-color-scheme: dark) { :root { ${dark} } }
}
`;
  return addressText(file, 'accent.css', css, { size, mtimeMs });
}

function accentIn(name: ThemeName, accent: NonNullable<ThemeSettings['accent']>): Accent {
  return accentOf(name, readableColor(name, typeof accent === 'string' ? accent : accent[name]));
}

function declarations({ color, soft }: Accent): string {
  return `--accent: ${color}; --accent-soft: ${soft}; --code-link: ${color};`;
}
