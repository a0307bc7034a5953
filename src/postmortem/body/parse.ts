import type { Root as HastRoot } from 'hast';
import type { RootContent } from 'mdast';
import { type Diagnostic, OPENING, type Place } from '../../diagnostics/diagnostic.ts';
import { diagnose, type Finding } from '../../diagnostics/rules.ts';
import type { DocumentSettings, Identity } from '../document.ts';
import type { SplitDocument } from '../frontmatter/split.ts';
import type { Validated } from '../frontmatter/validate.ts';
import { normalizeAddresses } from '../html/addresses.ts';
import { anchorsOf } from '../html/anchors.ts';
import { type Reference, referencesOf } from '../html/references.ts';
import type { Excess } from '../limits/limits.ts';
import { excessOfItems } from '../limits/tree.ts';
import { makePostmortem, type Postmortem } from '../postmortem.ts';
import type { RuleContext } from '../rules/context.ts';
import { DOCUMENT_RULES } from '../rules/index.ts';
import type { Timestamp } from '../time/timestamp.ts';
import type { ActionItem } from './action-items.ts';
import { parseActions } from './actions/parse-actions.ts';
import { readMarkdown } from './elements.ts';
import { placeInLine } from './lines.ts';
import { plainText } from './plain-text.ts';
import { resolutionIn } from './resolution.ts';
import type { SectionKind } from './section-names.ts';
import { contentOf as contentIn, type Section, sectionsOf } from './sections.ts';
import { secondIncident } from './timeline/incidents.ts';
import { parseTimeline } from './timeline/parse-timeline.ts';
import type { Timeline } from './timeline/timeline.ts';
import type { Unread } from './timeline/unread.ts';
import { removeUnrendered } from './unrendered.ts';

/** A document whose frontmatter is parsed, and whose body is not yet; see `parseFrontmatter`. */
export interface ParsedFrontmatter extends Identity, Validated {
  split: SplitDocument;
}

/** The part of a document that parsing its body needs. */
export interface BodyInput extends Identity, Pick<Validated, 'frontmatter' | 'valid' | 'placeOf'> {
  split: Pick<SplitDocument, 'body' | 'bodyLine' | 'opening' | 'end'>;
}

/** A fully parsed document. `elements` is the input of `renderHtml`, and not safe to show before. */
export interface ParsedBody {
  /** Absent when the frontmatter is not valid. */
  postmortem?: Postmortem;
  /** Present even when the frontmatter is not valid, with their lines in the file. */
  actions: ActionItem[];
  elements: HastRoot;
  /** Links and images; places refer to the file. */
  references: Reference[];
  /** Ids that links may name after `#`: those of headings and of raw HTML. Absent when the document exceeds a limit. */
  anchors?: ReadonlySet<string>;
  diagnostics: Diagnostic[];
}

// Lets the timeline be checked even when the start of the incident is unknown.
const FALLBACK_START: Timestamp = { precision: 'day', date: '2000-01-01' };

const EMPTY = {
  elements: { type: 'root', children: [] },
  actions: [],
  references: [],
} satisfies Partial<ParsedBody>;

/** Parses the body of a document, and runs the document rules on it and on the valid keys of its frontmatter. */
export function parseBody(input: BodyInput, settings: DocumentSettings): ParsedBody {
  const { split, id, file, path, valid } = input;
  const { body = '' } = split;
  const shift = split.bodyLine - 1;
  const inFile = (place: Place): Place => ({ ...place, line: place.line + shift, endLine: place.endLine + shift });
  const toOverLimit = ({ place, ...problem }: Excess) =>
    diagnose(file, { ...problem, rule: 'over-limit', place: inFile(place) });
  const read = readMarkdown(body, settings.sectionNames);
  if ('excess' in read) return { ...EMPTY, diagnostics: read.excess.map(toOverLimit) };
  const { tree, elements } = read;
  removeUnrendered(tree);
  normalizeAddresses(elements);
  const sections = sectionsOf(tree, settings.sectionNames);
  const contentOf = (kind: SectionKind) => contentIn(sections, kind);
  const excess = [
    ...excessOfItems(contentOf('timeline'), 'timeline entries'),
    ...excessOfItems(contentOf('actions'), 'action items'),
  ];
  if (excess.length > 0) return { ...EMPTY, diagnostics: excess.map(toOverLimit) };
  const timeline = timelineOf(sections, valid.started, settings);
  const parsedActions = parseActions(contentIn(sections, 'actions', true), settings.sectionNames);
  const {
    items: actions,
    invalidFields: invalidActionFields,
    unknown: unknownActions,
    prose: actionProse,
  } = parsedActions;
  const lines = body.split('\n');
  const lineInFile: RuleContext['lineInFile'] = (...place) => inFile(placeInLine(lines, ...place));
  const findInLine = (line: number, part: string): Place | undefined => {
    const index = lines[line - 1]?.lastIndexOf(part) ?? -1;
    if (index < 0) return undefined;
    return inFile({ line, column: index + 1, endLine: line, endColumn: index + part.length + 1 });
  };
  const references = referencesOf(elements, lines).map(({ place, addressPlace, ...reference }) => ({
    ...reference,
    ...(place && { place: inFile(place) }),
    ...(addressPlace && { addressPlace: inFile(addressPlace) }),
  }));
  const document: RuleContext = {
    ...{
      id,
      file,
      path,
      frontmatter: valid,
      settings,
      tree,
      sections,
      timeline,
      actions,
      invalidActionFields,
      unknownActions,
      actionProse,
      references,
      inFile,
      lineInFile,
      findInLine,
      end: split.end,
    },
    placeOf: input.placeOf,
  };
  const findings: Finding[] = DOCUMENT_RULES.flatMap((rule) => rule(document));
  const summary = firstParagraph(contentOf('summary'));
  const resolution = resolutionIn(sections);
  const facts = {
    timeline: timeline.entries.map((entry) => ({ ...entry, line: entry.line + shift })),
    ...(timeline.unread.length + timeline.unreadable.length > 0 && { hasUnreadTimeline: true as const }),
    actions: actions.map((action) => ({ ...action, line: action.line + shift })),
    ...(summary && { summary }),
    ...(resolution && { resolution }),
    ...(actions.length === 0 && actionProse.length > 0 && { hasUnreadActions: true as const }),
  };
  const defaults = { visibility: settings.visibility, fields: Object.keys(settings.fields ?? {}) };
  return {
    ...(input.frontmatter && { postmortem: makePostmortem({ id, path }, input.frontmatter, facts, defaults) }),
    actions: facts.actions,
    elements,
    references,
    anchors: anchorsOf(elements),
    diagnostics: findings.map((finding) => {
      return diagnose(file, { ...finding, place: finding.place === OPENING ? split.opening : finding.place });
    }),
  };
}

/** Returns the timeline of a document; none, with the reason, if it has those of several incidents. */
function timelineOf(
  sections: readonly Section[],
  started: Timestamp | undefined,
  settings: DocumentSettings,
): Timeline {
  const other = secondIncident(sections);
  if (other) {
    const [text, line] = [other.title, other.heading.position?.start.line ?? 1];
    return {
      entries: [],
      unreadable: [],
      unread: [{ text, line, count: 1, total: 1, reasons: [{ kind: 'incidents' }] }],
    };
  }
  const { timezone, zones, sectionNames: names } = settings;
  const context = { started: started ?? FALLBACK_START, timezone, zones, names };
  const timeline = parseTimeline(contentIn(sections, 'timeline', true), context);
  // Without the start, only what has no time at all is certain.
  const isCertain = ({ reasons }: Unread) => started !== undefined || reasons.every(({ kind }) => kind === 'no-time');
  return { ...timeline, unread: timeline.unread.filter(isCertain) };
}

function firstParagraph(content: readonly RootContent[]): string | undefined {
  const paragraph = content.find(({ type }) => type === 'paragraph');
  return paragraph && plainText(paragraph);
}
