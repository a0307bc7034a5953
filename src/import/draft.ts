import { parseActions } from '../postmortem/body/actions/parse-actions.ts';
import { readMarkdown } from '../postmortem/body/elements.ts';
import { contentOf, type Section, sectionsOf } from '../postmortem/body/sections.ts';
import { secondIncident } from '../postmortem/body/timeline/incidents.ts';
import { parseTimeline } from '../postmortem/body/timeline/parse-timeline.ts';
import type { Timeline } from '../postmortem/body/timeline/timeline.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { type SplitDocument, splitDocument } from '../postmortem/frontmatter/split.ts';
import { anchorsOf } from '../postmortem/html/anchors.ts';
import { textSections } from '../postmortem/html/text.ts';
import { isBefore, localDate, minutesBetween, type Timestamp } from '../postmortem/time/timestamp.ts';
import { findAmounts } from './facts/amounts.ts';
import { TIME_FIELDS, type TimeEvidence, type TimeField } from './facts/evidence.ts';
import { findImpact } from './facts/impact.ts';
import { milestonesOf } from './facts/milestones.ts';
import type { TimeFacts } from './facts/time-facts.ts';
import { timelineLines } from './facts/timeline-lines.ts';
import { findTimes } from './facts/times.ts';
import { findTitle } from './facts/title.ts';
import { type Facts, fieldsOf } from './fields.ts';
import { readFrontmatter } from './frontmatter.ts';
import { labelledValues } from './labels.ts';
import type { Draft, ImportedText, ImportSettings } from './model.ts';
import { excerpt, FILE_NAME, type Note } from './note.ts';
import { sentencesOf, type TextLine, textLines } from './text-lines.ts';
import { orderOf, type TimeClues } from './times/resolve.ts';
import { writtenMoments } from './times/written-moments.ts';

/** Makes a draft from a document, or returns why it cannot be one. Never throws because of its content. */
export function makeDraft({ name, text }: ImportedText, importing: ImportSettings): Draft | { reason: string } {
  if (text.trim() === '') return { reason: 'it is empty' };
  const { settings, order } = importing;
  const split = splitSource(text, name);
  const { body = '', bodyLine } = split;
  const read = readMarkdown(body, settings.sectionNames);
  if ('excess' in read)
    return { reason: read.excess[0]?.message.replace(/^Unexpected/, 'it has') ?? 'it is too large' };
  const names = settings.sectionNames;
  const shift = bodyLine - 1;
  const inFile = <Place extends { line: number }>(place: Place): Place => ({ ...place, line: place.line + shift });
  const sections = sectionsOf(read.tree, names);
  const lines = textLines(read.tree, names).map(inFile);
  const foreign = readFrontmatter(split, settings);
  const values = [...foreign.values, ...labelledValues(lines)];
  const found = timelineLines(contentOf(sections, 'timeline', true), lines, settings.zones);
  const timed = found.timed.map(inFile);
  const given = foreign.valid.find(({ key }) => key === 'title');
  const title = given ? { value: String(given.value), line: given.line } : findTitle(values, lines, name);
  const evidence: TimeEvidence = {
    values,
    timeline: { ...found, timed, unreadable: found.unreadable.map(inFile) },
    titles: [title, ...headings(lines), { value: dateOfName(name), line: FILE_NAME }].map(({ value, line }) => ({
      text: value,
      line,
    })),
    prose: sentences(lines),
  };
  const written = [...values.map(({ value }) => value), ...evidence.titles.map((each) => each.text)].flatMap((each) =>
    writtenMoments(each, order, settings.zones).flatMap(({ day }) => (day ? [day] : [])),
  );
  const dayOrder = orderOf([...written, ...timed.flatMap(({ moment }) => (moment.day ? [moment.day] : []))], order);
  const clues: TimeClues = {
    timezone: settings.timezone,
    zones: settings.zones,
    order,
    dayOrder,
    stated: found.stated,
  };
  const times = findTimes(evidence, clues);
  const notes: Note[] = [...times.notes];
  const timeline = timelineOf(sections, times, settings);
  if (timeline) {
    addMilestones(times, timeline, shift);
    notes.push(...timelineNotes(timeline, shift));
  }
  const other = secondIncident(sections);
  if (other) {
    const line = (other.heading.position?.start.line ?? 1) + shift;
    const message = `${excerpt(other.title)}: a second incident in the same document`;
    notes.push({ line, field: 'started', message, option: 'make one file for each incident' });
    times.times = {};
  }
  const impact = findImpact(lines);
  const amounts = findAmounts(lines);
  notes.push(...impact.notes, ...amounts.notes);
  const facts: Facts = { title, times, impact: impact.impact, amounts: amounts.amounts, values, lines, foreign };
  const fields = fieldsOf(facts, importing, notes);
  const started = times.times.started?.value;
  const day = started ? localDate(started) : importing.undated;
  return {
    ...fields,
    body,
    bodyLine,
    anchors: anchorsOf(read.elements),
    title: title.value,
    notes: notes.sort((a, b) => a.line - b.line),
    ...(day && { day }),
    timeline: timeline?.entries.length ?? 0,
    actions: parseActions(contentOf(sections, 'actions', true), names).items.map(inFile),
    sections: textSections(read.elements),
  };
}

/** Splits the frontmatter of a document from its body. What is not valid frontmatter is part of the body. */
function splitSource(text: string, name: string): Pick<SplitDocument, 'body' | 'bodyLine' | 'data' | 'placeOf'> {
  const split = /^---[ \t]*\n/.test(text) ? splitDocument(text, name) : undefined;
  if (split?.data && split.diagnostics.length === 0) return split;
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { body: text, bodyLine: 1, placeOf: () => place };
}

// Dates of the document itself.
const WRITTEN = /\b(?:updated|written|created|published|posted|authors?|by|reviewed|meeting|modified)\b/i;
const LABELLED = /^(?!post-?\s?mortem|incident|outage)[^:]{1,40}:\s/i;

/** Returns the headings that name no section, and the first lines, which may be a title with a date. */
function headings(lines: readonly TextLine[]): { value: string; line: number }[] {
  return lines.flatMap(({ text, line, isHeading, kinds }, index) => {
    const isTitle = kinds.length === 0 && (isHeading || (index < 10 && text.length <= 150));
    return isTitle && !WRITTEN.test(text) && !LABELLED.test(text) ? [{ value: text, line }] : [];
  });
}

/** Returns the name of a file so that its date can be read: `2024_04_15`, `20240415`. */
function dateOfName(name: string): string {
  return name
    .replace(/(?<!\d)((?:19|20)\d{2})[_.]?(\d{2})[_.]?(\d{2})(?!\d)/, '$1-$2-$3 ')
    .replace(/(\d{4}-\d{2}-\d{2})[-_]/, '$1 ');
}

/** Returns the sentences that may say how long an incident lasted: those of the summary, the impact, and text without a section. */
function sentences(lines: readonly TextLine[]): { text: string; line: number }[] {
  return lines
    .filter(({ kinds, isHeading }) => !isHeading && kinds.every((kind) => kind === 'summary' || kind === 'impact'))
    .flatMap(({ text, line }) =>
      sentencesOf(text.slice(0, 5000))
        .filter((sentence) => !WRITTEN.test(sentence))
        .map((sentence) => ({ text: sentence, line })),
    );
}

function timelineOf(
  sections: readonly Section[],
  { times }: TimeFacts,
  settings: DocumentSettings,
): Timeline | undefined {
  if (!times.started || secondIncident(sections)) return undefined;
  const { timezone, zones, sectionNames: names } = settings;
  return parseTimeline(contentOf(sections, 'timeline', true), { started: times.started.value, timezone, zones, names });
}

/** Adds the milestones of the timeline that no label gives. Those that are out of order are left out. */
function addMilestones(facts: TimeFacts, { entries }: Timeline, shift: number): void {
  const found = milestonesOf(entries);
  let previous: Timestamp | undefined = facts.times.started?.value;
  for (const field of TIME_FIELDS) {
    const fromTimeline = found[field];
    if (field === 'started') continue;
    if (!facts.times[field] && fromTimeline && !contradicts(facts, field, fromTimeline.value))
      facts.times[field] = { ...fromTimeline, line: fromTimeline.line + shift };
    const time = facts.times[field]?.value;
    if (time && previous && isBefore(time, previous)) delete facts.times[field];
    else previous = time ?? previous;
  }
}

/** Whether an end is far from what the document says about how long the incident lasted. */
function contradicts({ times, duration }: TimeFacts, field: TimeField, at: Timestamp): boolean {
  const lasted = field === 'resolved' && times.started ? minutesBetween(times.started.value, at) : undefined;
  if (lasted === undefined || !duration) return false;
  return Math.abs(lasted - duration.value) > Math.max(10, duration.value / 4);
}

function timelineNotes({ unreadable, unread }: Timeline, shift: number): Note[] {
  const option = 'correct the time in the text';
  return [
    ...unreadable.map(({ text, line }) => ({
      line: line + shift,
      field: 'timeline',
      message: `${excerpt(text)}: not a time that can be read, kept as text`,
      option,
    })),
    ...unread.map(({ text, line, count, total, reasons }): Note => {
      const kinds = reasons.map(({ kind }) => kind);
      const settles = kinds.includes('date') ? '--date-order' : kinds.includes('zone') ? '--timezone' : option;
      const message = `${excerpt(text)}: ${count} of ${total} lines of the timeline are not read as entries`;
      return { line: line + shift, field: 'timeline', message, option: settles };
    }),
  ];
}
