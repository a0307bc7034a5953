import path from 'node:path';
import type { ThemeSettings } from '../../archive/settings/theme.ts';
import type { Settings } from '../../archive/settings.ts';
import { type Diagnostic, START } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import type { Asset } from '../../disk/assets/assets.ts';
import { readSource } from '../../disk/read.ts';
import type { LoadedSettings } from '../../disk/settings.ts';
import type { BodyInput } from '../../postmortem/body/parse.ts';
import { withhold } from '../../postmortem/body/withhold.ts';
import type { DocumentSettings } from '../../postmortem/document.ts';
import { labelsIn } from '../../postmortem/html/labels.ts';
import { normalizedText } from '../../postmortem/normalized-text.ts';
import { type Anchors, brokenAnchors } from '../bodies.ts';
import type { RenderedBody } from '../body-messages.ts';
import type { BodyReader } from '../body-reader.ts';
import type { LinkedFiles } from '../linked-files.ts';
import { hiddenNames } from '../read-body.ts';
import { type References, resolveReferences } from '../references.ts';
import { refusalText } from './theme-styles.ts';

/** What the texts of a theme are read with. */
export interface TextContext {
  reader: BodyReader;
  /** Files by their path from the folder of archive.yml. */
  files: LinkedFiles;
  /** The documents, and the anchors in them, by the same paths. */
  documents: References['documents'];
  anchors: Anchors;
  settings: Settings;
  known: DocumentSettings;
  address: References['address'];
  render: boolean;
}

interface ReadTexts {
  /** HTML. */
  footer?: string;
  /** HTML. */
  home?: string;
  assets: Asset[];
  diagnostics: Diagnostic[];
}

interface ReadText extends Pick<ReadTexts, 'assets' | 'diagnostics'> {
  /** Whether it has headings, or HTML with ids. */
  hasIds: boolean;
  rendered?: RenderedBody;
}

/** The rules for texts that are not postmortems. */
const RULES: ReadonlySet<string> = new Set(['over-limit', 'unsafe-link', 'missing-alt-text']);

/** Reads and checks the footer and the home text of a theme, and renders them if the site is built. */
export async function readThemeTexts(
  { footer, home }: Pick<ThemeSettings, 'footer' | 'home'>,
  settings: Pick<LoadedSettings, 'file' | 'placeOf'>,
  context: TextContext,
  texts: Map<string, string>,
): Promise<ReadTexts> {
  const read: ReadTexts = { assets: [], diagnostics: [] };
  if (footer !== undefined) {
    const place = settings.placeOf(['theme', 'footer']);
    const found = await readText(footer, settings.file, path.basename(settings.file), context);
    // Places within a YAML text are unknown.
    for (const { fix: _, ...each } of found.diagnostics) read.diagnostics.push({ ...each, ...place });
    // Pages may have the same ids.
    if (found.hasIds) {
      const message = 'Unexpected heading or id in `theme.footer`, expected a short text';
      const help = 'Write it as a paragraph.';
      read.diagnostics.push(diagnose(settings.file, { rule: 'invalid-settings', place, message, help }));
    } else if (found.rendered) read.footer = found.rendered.html;
    read.assets.push(...found.assets);
  }
  if (home !== undefined) await readHome(home, settings, context, texts, read);
  return read;
}

async function readHome(
  home: string,
  { file: settingsFile, placeOf }: Pick<LoadedSettings, 'file' | 'placeOf'>,
  context: TextContext,
  texts: Map<string, string>,
  read: ReadTexts,
): Promise<void> {
  const refusal = await context.files.find(home);
  if (refusal) {
    const found = { place: placeOf(['theme', 'home']), ...refusalText(home, refusal) };
    read.diagnostics.push(diagnose(settingsFile, { rule: 'invalid-settings', ...found }));
    return;
  }
  const root = path.dirname(settingsFile);
  const file = path.join(root, home);
  const source = readSource(file, root);
  if ('diagnostic' in source) {
    read.diagnostics.push(source.diagnostic);
    return;
  }
  const text = normalizedText(source.text);
  texts.set(file, text);
  if (/^---[ \t]*\n/.test(text)) {
    const message = 'Unexpected frontmatter in the text of the home page, expected only Markdown';
    const found = { place: START, message, help: 'Remove everything up to the second `---`.' };
    read.diagnostics.push(diagnose(file, { rule: 'invalid-settings', ...found }));
    return;
  }
  const found = await readText(text, file, home, context);
  for (const each of found.diagnostics) read.diagnostics.push(each);
  read.assets.push(...found.assets);
  if (found.rendered) read.home = found.rendered.html;
}

/** Reads a Markdown text as the body of a document that everybody may read; `target` is its path from the folder of archive.yml. */
async function readText(text: string, file: string, target: string, context: TextContext): Promise<ReadText> {
  const { reader, known, settings } = context;
  const input = inputOf(text, file, target);
  const references = { ...context, nearest: () => undefined };
  const result: ReadText = { hasIds: false, assets: [], diagnostics: [] };
  const parsed = await reader.parse(input, known, false);
  if ('failure' in parsed) return { ...result, diagnostics: [diagnose(file, parsed.failure)] };
  const resolved = await resolveReferences(input, parsed.references, references);
  result.hasIds = Boolean(parsed.anchors?.size);
  result.diagnostics = [
    ...parsed.diagnostics.filter(({ rule }) => RULES.has(rule)),
    ...resolved.diagnostics,
    ...brokenAnchors([{ file, linked: resolved.anchors }], context.anchors),
  ];
  if (!context.render) return result;
  const withheld =
    settings.audience === 'public'
      ? withhold(input, hiddenNames(resolved), labelsIn(settings.language).withheld)
      : input;
  const own = withheld === input ? parsed : await reader.parse(withheld, known, false);
  if ('failure' in own) return { ...result, diagnostics: [...result.diagnostics, diagnose(file, own.failure)] };
  const { targets, assets } =
    withheld === input ? resolved : await resolveReferences(input, own.references, references);
  const rendered = await reader.render(withheld, known, targets);
  if ('failure' in rendered) {
    return { ...result, diagnostics: [...result.diagnostics, diagnose(file, rendered.failure)] };
  }
  return { ...result, rendered, assets };
}

function inputOf(text: string, file: string, target: string): BodyInput {
  const lines = text.split('\n');
  const endColumn = (lines.at(-1) ?? '').length + 1;
  const end = { line: lines.length, column: endColumn, endLine: lines.length, endColumn };
  return {
    id: path.basename(target, '.md'),
    file,
    path: target,
    valid: { visibility: 'public' },
    placeOf: () => START,
    split: { body: text, bodyLine: 1, opening: START, end },
  };
}
