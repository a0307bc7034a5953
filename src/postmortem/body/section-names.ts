import { GERMAN_NAMES } from './german-names.ts';

/** The kinds of sections in docs/format.md. */
export const SECTION_KINDS = [
  'summary',
  'impact',
  'timeline',
  'detection',
  'root-cause',
  'resolution',
  'lessons',
  'actions',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** Names of sections in addition to the usual ones, as `normalizeHeading` returns them. */
export type SectionNames = Readonly<Partial<Record<SectionKind, readonly string[]>>>;

const NAMES: Record<SectionKind, readonly string[]> = {
  summary: [
    ...['summary', 'issue summary', 'incident summary', 'executive summary', 'overview', 'tl;dr', 'tldr'],
    ...['what happened', 'description', 'incident description', 'background', 'abstract', 'synopsis'],
  ],
  impact: [
    ...['impact', 'customer impact', 'user impact', 'business impact', 'incident impact', 'impact assessment'],
    ...['severity', 'who was affected', 'what was affected', 'effects', 'effect'],
  ],
  timeline: [
    ...['timeline', 'incident timeline', 'detailed timeline', 'timeline of events', 'timeline of the incident'],
    ...['chronology', 'sequence of events', 'events', 'incident log', 'event log', 'event timeline', 'time line'],
  ],
  detection: ['detection', 'discovery', 'how we found out', 'how did we find out', 'how was it detected'],
  'root-cause': [
    ...['root cause', 'root causes', 'root cause(s)', 'cause', 'causes', 'contributing factors', 'contributing causes'],
    ...['root cause analysis', 'root cause explanation', 'rca', 'analysis', 'why did it happen', 'why it happened'],
    ...['five whys', 'whys', 'the five whys', 'technical details', 'trigger', 'triggers'],
  ],
  resolution: [
    ...['resolution', 'recovery', 'mitigation', 'response', 'incident response', 'fix', 'the fix', 'how we fixed it'],
    ...['how was it fixed', 'how was it resolved', 'remediation steps taken', 'mitigation steps'],
  ],
  lessons: [
    ...['lessons learned', 'lessons', 'lesson learned', 'learnings', 'key learnings', 'what we learned'],
    ...['what have we learned', 'what did we learn', 'retrospective', 'what went well', 'what went wrong'],
    ...["what didn't go well", 'what did not go well', 'what went poorly', 'what could have gone better'],
    ...['where we got lucky', 'takeaways', 'key takeaways'],
  ],
  actions: [
    ...['action items', 'action item', 'actions', 'action points', 'action plan', 'immediate actions', 'tasks'],
    ...['corrective actions', 'corrective action', 'preventative actions', 'preventive actions', 'preventative action'],
    ...['corrective measures', 'preventative measures', 'preventive measures', 'preventative measure'],
    ...['corrective and preventative measures', 'corrective and preventive measures'],
    ...['corrective and preventative measure(s)', 'corrective and preventive measure(s)'],
    ...['follow-ups', 'follow ups', 'followups', 'follow-up', 'follow up', 'followup', 'follow-up actions'],
    ...['follow up actions', 'follow-up items', 'follow-up tasks', 'next steps', 'prevention', 'preventing recurrence'],
    ...['how are we preventing it from happening again', 'how do we prevent it from happening again'],
    ...['how will we prevent it from happening again', 'remediation', 'remediation items', 'remediation plan'],
    ...['what we are changing', "what we're changing", 'what will change', 'what we will change'],
    ...['improvements', 'future improvements', 'improvements/fixes', "what we're doing about it"],
    ...[
      'what are we doing about it',
      'what we are doing about it',
      'tasks to address the issue',
      'to do',
      'todo',
      'todos',
    ],
    ...[
      "what's next",
      'what is next',
      'what comes next',
      'what happens next',
      'where do we go from here',
      'remediations',
    ],
    ...['moving forward', 'going forward', 'the way forward', 'the path forward', 'future work', 'our commitments'],
  ],
};

const GERMAN: typeof NAMES = GERMAN_NAMES;
const KINDS = new Map([...entriesOf(GERMAN, spellings), ...entriesOf(NAMES)]);

function entriesOf(names: typeof NAMES, spell = (name: string) => [name]): [name: string, kind: SectionKind][] {
  return SECTION_KINDS.flatMap((kind) => names[kind].flatMap(spell).map((name): [string, SectionKind] => [name, kind]));
}

/** Returns a German name as written, and in the spelling of Switzerland and of capitals, such as `MASSNAHMEN`. */
function spellings(name: string): string[] {
  return [name, name.replaceAll('ß', 'ss')];
}

const MAX_LENGTH = 200;

/** Returns the kind of section that a heading names, the first one if it names several; `undefined` for other names. */
export function kindOf(title: string, own?: SectionNames): SectionKind | undefined {
  return kindsOf(title, own)[0];
}

/**
 * Returns the kinds of section that a heading names: usually one, two for `Impact and timeline`, none for other names. Ignores
 * case, emoji, numbering, a final colon or question mark, and a remark in brackets or after a dash: `3. 🕑 Timeline (UTC):`.
 * `own` are the names that the archive adds.
 */
export function kindsOf(title: string, own: SectionNames = {}): SectionKind[] {
  const name = normalizeHeading(title);
  const kind = lookUp(name, own);
  if (kind) return [kind];
  const { name: bare, remark } = splitRemark(title);
  if (remark !== undefined) return kindsOf(bare, own);
  const parts = name.split(/\s*[&/,+]\s*|\s+(?:and|und)\s+/).filter((part) => part !== '');
  const kinds = parts.map((part) => lookUp(part, own));
  return kinds.every((each) => each !== undefined) ? [...new Set(kinds)] : [];
}

// The `(s)` of `Root cause(s)` is no remark.
const BRACKETED = /^([^([]*[^([\s])\s*[([](?!s\b)([^)\]]*)[)\]][\s:.]*$/;
const DASHED = /^(.*?\S)(?:\s+[-–—|]\s+|:\s+)(\S.*)$/;

/** Splits a heading from its remark: `Timeline (UTC)`, `Timeline [all times PST]`, `Timeline - UTC`, `Timeline: UTC`. */
export function splitRemark(title: string): { name: string; remark?: string } {
  if (title.length > MAX_LENGTH) return { name: title };
  const [, name, remark] = BRACKETED.exec(title) ?? DASHED.exec(title) ?? [];
  return name !== undefined && remark !== undefined ? { name, remark } : { name: title };
}

function lookUp(name: string, own: SectionNames): SectionKind | undefined {
  const ownKind = SECTION_KINDS.find((kind) => own[kind]?.includes(name));
  return ownKind ?? KINDS.get(name) ?? qualifiedKind(name);
}

const OF_TIMELINE =
  /^(?:(?:chronological|detailed|full|complete|high-level|rough|abbreviated|incident|outage|event|response|the|our|follow-?up)\s+)+(?:timeline|chronology)$/;
const OF_ACTIONS =
  /^(?:(?:immediate|short[- ]term|medium[- ]term|mid[- ]term|long[- ]term|near[- ]term|follow[- ]?up|post[- ]incident|preventive|preventative|corrective|remedial|remediation|recommended|proposed|planned|open|outstanding|required|completed|additional|further|future|key|our|the)\s+)*(?:action items?|actions|action points|tasks|measures|steps|improvements|recommendations)(?:\s+(?:applied|taken|implemented|completed|planned|agreed))?$/;
// What was done during the incident, rather than what was promised.
const TAKEN = /^(?:actions|steps|measures|tasks)(?:\s|$)/;

// `What we're doing now`, `What will we do differently`, `What are we doing to make sure that it stays up`.
const PLANS =
  /^what (?:(?:are|will|do) we|we're|we'll|we (?:are|will|plan))\s+(?:(?:plan|going)\s+)?(?:to\s+)?(?:doing|do|chang(?:e|ing)|improv(?:e|ing))\b/;
// `How do we prevent this from happening again`, `Preventing it in the future`; not `What could have prevented it`.
const PREVENTION =
  /^(?:(?:how|what)\s+(?!could|would|should|might)(?:[\w']+\s+){0,6}?)?(?:to\s+)?(?:prevent|avoid)(?:ing)?\s+(?:this|it|that|these|such|similar|future|recurrences?|a (?:repeat|recurrence))\b/;

/** Returns the kind of a name with adjectives, or of a phrase: `Chronological incident timeline`, `What we're doing now`. */
function qualifiedKind(name: string): SectionKind | undefined {
  if (OF_TIMELINE.test(name)) return 'timeline';
  if (PLANS.test(name) || PREVENTION.test(name)) return 'actions';
  return OF_ACTIONS.test(name) && !TAKEN.test(name) ? 'actions' : undefined;
}

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u200D|\uFE0F|\u20E3|:[a-z\d_+-]+:/gu;
const NUMBERING = /^(?:[\d.)\s]+|[ivx]{1,4}[.)]\s+|[a-z][.)]\s+)+/;

/** Returns a heading in lowercase without emoji, numbering and final punctuation; empty for long ones, which name no section. */
export function normalizeHeading(title: string): string {
  if (title.length > MAX_LENGTH) return '';
  return title
    .toLowerCase()
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(EMOJI, ' ')
    .trim()
    .replace(NUMBERING, '')
    .replace(/[:.?!\s]+$/, '')
    .replaceAll(/\s+/g, ' ');
}
