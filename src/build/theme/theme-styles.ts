import path from 'node:path';
import { accentOf, readableColor, THEMES } from '../../archive/settings/accent.ts';
import type { ThemeSettings } from '../../archive/settings/theme.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import { diagnose, type Finding } from '../../diagnostics/rules.ts';
import { isFont, isImage } from '../../disk/assets/asset-kinds.ts';
import { type Asset, addressText, assetAddress } from '../../disk/assets/assets.ts';
import type { Refusal } from '../../disk/assets/inspect-asset.ts';
import { readStyleSheet, type StyleSheet } from '../../disk/assets/style-sheet.ts';
import { readSource } from '../../disk/read.ts';
import type { LoadedSettings } from '../../disk/settings.ts';
import { decode } from '../../postmortem/html/addresses.ts';
import { normalizedText } from '../../postmortem/normalized-text.ts';
import type { LinkedFiles } from '../linked-files.ts';

export interface ThemeStyles {
  /** The style sheets of every page, in order. */
  sheets: Asset[];
  /** The images and fonts that they use. */
  used: Asset[];
  diagnostics: Diagnostic[];
}

/** Returns why a file that archive.yml or a style sheet names cannot be used, as a message. */
export function refusalText(file: string, { problem, help = 'Correct the path, or add the file.' }: Refusal) {
  return { message: `${quote(file)} ${problem}`, help };
}

/**
 * Reads and checks the style sheets of a theme, of which the first sets the accent. `files` finds files by their path from the
 * folder of archive.yml. Puts the texts of style sheets into `texts`, by file.
 */
export async function readThemeStyles(
  { file, valid, placeOf }: LoadedSettings,
  files: LinkedFiles,
  texts: Map<string, string>,
): Promise<ThemeStyles> {
  const { accent, css } = valid.theme;
  const styles: ThemeStyles = { sheets: accent ? [accentSheet(accent, file)] : [], used: [], diagnostics: [] };
  for (const [index, target] of css.entries()) {
    const refusal = await files.find(target);
    if (refusal) {
      const found = { place: placeOf(['theme', 'css', index]), ...refusalText(target, refusal) };
      styles.diagnostics.push(diagnose(file, { rule: 'invalid-settings', ...found }));
    } else await readCss(target, path.dirname(file), files, texts, styles);
  }
  return styles;
}

/** Reads a style sheet that exists; `css` is its path within the folder `root`. */
async function readCss(
  css: string,
  root: string,
  files: LinkedFiles,
  texts: Map<string, string>,
  { sheets, used, diagnostics }: ThemeStyles,
): Promise<void> {
  const file = path.join(root, css);
  const read = readSource(file, root);
  if ('diagnostic' in read) {
    diagnostics.push(read.diagnostic);
    return;
  }
  const text = normalizedText(read.text);
  texts.set(file, text);
  const sheet = readStyleSheet(text);
  const { assets, problems } = await usedFiles(sheet, css, files);
  for (const found of [...sheet.problems, ...problems]) {
    diagnostics.push(diagnose(file, { rule: 'invalid-settings', ...found }));
  }
  used.push(...assets.values());
  // The folder of the published sheet is known without its hash.
  const folder = path.posix.dirname(assetAddress(addressText(file, css, '')));
  const targets = new Map([...assets].map(([url, asset]) => [url, path.posix.relative(folder, assetAddress(asset))]));
  sheets.push(addressText(file, css, sheet.withAddresses(targets)));
}

/** Reads the files that a style sheet uses, by address as written. */
async function usedFiles({ addresses }: StyleSheet, css: string, files: LinkedFiles) {
  const assets = new Map<string, Asset>();
  const problems: Omit<Finding, 'rule'>[] = [];
  for (const { url, place } of addresses) {
    const target = path.posix.join(path.posix.dirname(css), decode(url.replace(/[?#].*$/s, '')));
    const read = await readUsed(target, files);
    if ('problem' in read) problems.push({ place, ...refusalText(url, read) });
    else if (read.asset) assets.set(url, read.asset);
  }
  return { assets, problems };
}

/** Reads an image or a font. */
async function readUsed(target: string, files: LinkedFiles): Promise<Refusal | { asset?: Asset }> {
  if (target.startsWith('../'))
    return { problem: 'leads outside the archive', help: 'Copy the file into the archive.' };
  const refusal = await files.find(target);
  if (refusal) return refusal;
  if (isImage(target) || isFont(target)) return files.read(target);
  return { problem: 'is neither an image nor a font', help: 'Style sheets can use images, woff2, woff, ttf and otf.' };
}

/** Returns the style sheet that sets the accent of both themes. */
function accentSheet(accent: NonNullable<ThemeSettings['accent']>, file: string): Asset {
  const [light, dark] = THEMES.map((name) => {
    const { color, soft } = accentOf(name, readableColor(name, typeof accent === 'string' ? accent : accent[name]));
    return `--accent: ${color}; --accent-soft: ${soft}; --code-link: ${color};`;
  });
  // Forced colors and paper keep their own.
  const css = `@media screen and (forced-colors: none) {
  :root { ${light} }
  @media (prefers-color-scheme: dark) { :root { ${dark} } }
}
`;
  return addressText(file, 'accent.css', css);
}
