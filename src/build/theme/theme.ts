import path from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import { type Asset, assetAddress } from '../../disk/assets/assets.ts';
import { relativePath } from '../../disk/relative-path.ts';
import type { LoadedSettings } from '../../disk/settings.ts';
import { linkedFiles } from '../linked-files.ts';
import { readThemeStyles, refusalText } from './theme-styles.ts';
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

/**
 * Reads and checks the files that `theme` names, and renders its texts if `context.render` is set. The paths of files are
 * relative to the folder of archive.yml, which is `folder`, that of the documents in `context`, or lies above it. Puts the texts
 * of style sheets and of the home text into `texts`, by file.
 */
export async function readTheme(
  settings: LoadedSettings,
  folder: string,
  context: Omit<TextContext, 'files'>,
  texts: Map<string, string>,
): Promise<LoadedTheme> {
  const { file, valid, placeOf } = settings;
  const root = path.dirname(file);
  const files = linkedFiles(root, context.render);
  const way = relativePath(path.resolve(root), path.resolve(folder));
  const fromRoot = <Value>(map: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
    new Map([...map].map(([key, value]) => [path.posix.join(way, key), value]));
  const logo = valid.theme.logo === undefined ? undefined : await readLogo(valid.theme.logo, settings, files);
  const styles = await readThemeStyles(settings, files, texts);
  const { documents, anchors } = context;
  const inRoot = { ...context, files, documents: fromRoot(documents), anchors: fromRoot(anchors) };
  const { footer, home, ...found } = await readThemeTexts(valid.theme, { file, placeOf }, inRoot, texts);
  return {
    theme: {
      ...(logo?.asset && { logo: { path: assetAddress(logo.asset), ...logo.asset.size } }),
      styles: styles.sheets.map(assetAddress),
      ...(footer !== undefined && { footer }),
      ...(home !== undefined && { home }),
    },
    assets: [...(logo?.asset ? [logo.asset] : []), ...styles.sheets, ...styles.used, ...found.assets],
    diagnostics: [...(logo?.diagnostics ?? []), ...styles.diagnostics, ...found.diagnostics],
  };
}

async function readLogo(
  logo: string,
  { file, placeOf }: LoadedSettings,
  files: ReturnType<typeof linkedFiles>,
): Promise<{ asset?: Asset; diagnostics: Diagnostic[] }> {
  const read = (await files.find(logo)) ?? (await files.read(logo));
  if (!('problem' in read)) return { ...read, diagnostics: [] };
  const found = { place: placeOf(['theme', 'logo']), ...refusalText(logo, read) };
  return { diagnostics: [diagnose(file, { rule: 'invalid-settings', ...found })] };
}
