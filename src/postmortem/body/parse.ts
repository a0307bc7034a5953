import type { Root as HastRoot } from 'hast';
import type { RootContent } from 'mdast';
import { type Diagnostic, OPENING, type Place } from '../../diagnostics/diagnostic.ts';
import { diagnose, type Finding } from '../../diagnostics/rules.ts';
import type { DocumentSettings, Identity } from '../document.ts';
import type { SplitDocument } from '../frontmatter/split.ts';
import type { Validated } from '../frontmatter/validate.ts';
import { anchorsOf, normalizeAddresses, type Reference, referencesOf } from '../html/references.ts';
import type { Excess } from '../limits/limits.ts';
import { excessOfItems } from '../limits/tree.ts';
import { makePostmortem, type Postmortem } from '../postmortem.ts';
import type { RuleContext } from '../rules/context.ts';
import { DOCUMENT_RULES } from '../rules/index.ts';
import type { Timestamp } from '../time/time.ts';
import { parseActions } from './action-items.ts';
import { readMarkdown } from './elements.ts';
import { plainText } from './plain-text.ts';
import { type Section, sectionsOf } from './sections.ts';
import { timelineOf } from './timeline.ts';
import { dropUnread } from './unrendered.ts';

/** A document whose frontmatter is read and whose body is not yet; see `parseHead`. */
export interface ParsedFrontmatter extends Identity, Validated {
  split: SplitDocument;
}

/** What reading the body has to know of a document. */
export interface BodyInput extends Identity, Pick<Validated, 'frontmatter' | 'known' | 'placeOf'> {
  split: Pick<SplitDocument, 'body' | 'bodyLine' | 'opening' | 'end'>;
}

/** A document read whole. `elements` is what `renderHtml` takes; not safe to show before. */
export interface ParsedBody {
  /** Absent where the frontmatter is not valid. */
  postmortem?: Postmortem;
  elements: HastRoot;
  /** Links and images, with places in the file. */
  references: Reference[];
  /** What `#…` may name: the ids of the headings and those that raw HTML gives. Absent of what is over a limit. */
  anchors?: ReadonlySet<string>;
  diagnostics: Diagnostic[];
}

// Where nobody knows the day of an incident, its timeline is still read, for what is wrong with it.
const ANY_DAY: Timestamp = { precision: 'day', date: '2000-01-01' };

const EMPTY = {
  elements: { type: 'root', children: [] },
  references: [],
} satisfies Partial<ParsedBody>;

/** Reads the body of a document and runs the rules of one document over it and what is valid of its frontmatter. */
export function parseBody(head: BodyInput, settings: DocumentSettings): ParsedBody {
  const { split, id, file, path, known } = head;
  const { body = '' } = split;
  const shift = split.bodyLine - 1;
  const inFile = (place: Place): Place => ({ ...place, line: place.line + shift, endLine: place.endLine + shift });
  const overLimit = ({ place, ...found }: Excess) =>
    diagnose(file, { ...found, rule: 'over-limit', place: inFile(place) });
  const read = readMarkdown(body);
  if ('excess' in read) return { ...EMPTY, diagnostics: read.excess.map(overLimit) };
  const { tree, elements } = read;
  dropUnread(tree);
  normalizeAddresses(elements);
  const sections = sectionsOf(tree);
  const contentOf = (kind: Section['kind']): RootContent[] =>
    sections.filter((section) => section.kind === kind).flatMap(({ content }) => content);
  const excess = [
    ...excessOfItems(contentOf('timeline'), 'entries of the timeline'),
    ...excessOfItems(contentOf('actions'), 'action items'),
  ];
  if (excess.length > 0) return { ...EMPTY, diagnostics: excess.map(overLimit) };
  const timeline = timelineOf(contentOf('timeline'), known.started ?? ANY_DAY, settings.timezone);
  const { items: actions, unread: unreadMarks } = parseActions(contentOf('actions'));
  const lines = body.split('\n');
  const lineInFile = (line: number, part?: string, column = 1): Place => {
    const text = lines[line - 1] ?? '';
    const found = part ? text.indexOf(part, column - 1) : -1;
    const [from, to] =
      part && found >= 0 ? [found, found + part.length] : [text.length - text.trimStart().length, text.length];
    return inFile({ line, column: from + 1, endLine: line, endColumn: to + 1 });
  };
  const findInLine = (line: number, part: string): Place | undefined => {
    const found = lines[line - 1]?.lastIndexOf(part) ?? -1;
    if (found < 0) return undefined;
    return inFile({ line, column: found + 1, endLine: line, endColumn: found + part.length + 1 });
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
      frontmatter: known,
      settings,
      tree,
      sections,
      timeline,
      actions,
      unreadMarks,
      references,
      inFile,
      lineInFile,
      findInLine,
      end: split.end,
    },
    placeOf: head.placeOf,
  };
  const findings: Finding[] = DOCUMENT_RULES.flatMap((rule) => rule(document));
  const summary = firstParagraph(contentOf('summary'));
  const facts = {
    timeline: timeline.entries.map((entry) => ({ ...entry, line: entry.line + shift })),
    actions: actions.map((action) => ({ ...action, line: action.line + shift })),
    ...(summary && { summary }),
  };
  const defaults = { visibility: settings.visibility, fields: Object.keys(settings.fields ?? {}) };
  return {
    ...(head.frontmatter && { postmortem: makePostmortem({ id, path }, head.frontmatter, facts, defaults) }),
    elements,
    references,
    anchors: anchorsOf(elements),
    diagnostics: findings.map((finding) => {
      return diagnose(file, { ...finding, place: finding.place === OPENING ? split.opening : finding.place });
    }),
  };
}

function firstParagraph(content: readonly RootContent[]): string | undefined {
  const paragraph = content.find(({ type }) => type === 'paragraph');
  return paragraph && plainText(paragraph);
}
