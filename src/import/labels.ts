import type { TextLine } from './text-lines.ts';

/** What the label of a value stands for. */
export type Label =
  | 'title'
  | 'date'
  | 'started'
  | 'detected'
  | 'acknowledged'
  | 'mitigated'
  | 'resolved'
  | 'duration'
  | 'detectedAfter'
  | 'acknowledgedAfter'
  | 'mitigatedAfter'
  | 'impact'
  | 'severity'
  | 'services'
  | 'authors'
  | 'commander'
  | 'scribe'
  | 'communications'
  | 'tags'
  | 'summary'
  | 'cause';

const NAMES: Readonly<Record<Label, string>> = {
  title: 'title, incident title, incident name, postmortem title, titel',
  date: 'date, incident date, date of incident, date of the incident, outage date, event date, when, date and time, date/time, date & time, incident date and time, date of outage, incident time, time of incident, time, time of outage, occurred on, day, datum, am, zeitpunkt, datum des vorfalls',
  started:
    'start, started, started at, start time, start date, start date/time, start date and time, starttime, start datetime, incident start, incident started, incident start time, outage start, outage started, outage start time, began, began at, begin, beginning, start of incident, start of the incident, start of outage, start of impact, impact start, impact started, impact start time, time started, incident began, occurred, occurred at, from, event start, onset, incident start date, outage began, started on, beginn, anfang, beginn der störung, beginn des vorfalls, beginn des ausfalls, start der störung, ausfallbeginn, störungsbeginn',
  detected:
    'detected, detected at, detection, detection time, time detected, time of detection, discovered, discovered at, first detected, detected on, incident detected, issue detected, erkannt, entdeckt, erkannt am, bemerkt, erkennung',
  acknowledged:
    'acknowledged, acknowledged at, ack, acked, acked at, ack time, time acknowledged, incident acknowledged, angenommen, bestätigt',
  mitigated:
    'mitigated, mitigated at, mitigation, mitigation time, time mitigated, incident mitigated, impact end, impact ended, impact end time, end of impact, eingedämmt, entschärft',
  resolved:
    'end, ended, ended at, end time, end date, end date/time, end date and time, endtime, end datetime, incident end, incident ended, incident end time, outage end, outage ended, outage end time, end of incident, end of the incident, end of outage, resolved, resolved at, resolved on, time resolved, resolution time, resolution, incident resolved, restored, restored at, service restored, recovered, recovered at, recovery time, time of resolution, until, event end, incident end date, ended on, fixed at, ende, ende der störung, ende des vorfalls, ende des ausfalls, behoben, behoben am, gelöst, störungsende, ausfallende',
  duration:
    'duration, outage duration, incident duration, total duration, duration of incident, duration of the incident, duration of outage, duration of the outage, impact duration, downtime, total downtime, outage length, length of outage, time to recovery, time to recover, time to resolve, time to resolution, time to restore, ttr, duration minutes, duration in minutes, duration mins, duration hours, total time, dauer, ausfalldauer, ausfallzeit, gesamtdauer, dauer der störung, dauer des ausfalls, störungsdauer',
  detectedAfter:
    'time to detection, time to detect, ttd, time to discovery, detected after, zeit bis zur erkennung, dauer bis zur erkennung',
  acknowledgedAfter: 'time to acknowledge, time to acknowledgement, tta, acknowledged after',
  mitigatedAfter: 'time to mitigate, time to mitigation, ttm, mitigated after',
  impact:
    'impact, customer impact, user impact, incident impact, users affected, customers affected, affected users, auswirkung, auswirkungen, kundenauswirkung, betroffene nutzer, betroffene kunden',
  severity:
    'severity, sev, incident severity, severity level, priority, severity/priority, incident priority, level, schweregrad, schwere, priorität',
  services:
    'service, services, service(s), affected service, affected services, affected service(s), services affected, service(s) affected, service affected, impacted services, services impacted, affected systems, systems affected, system(s) affected, affected system(s), system, systems, affected components, components affected, components, component, affected system, products, product, affected products, affected product, product(s), betroffene dienste, betroffener dienst, betroffene systeme, betroffenes system, dienste, dienst',
  authors:
    'author, authors, author(s), written by, postmortem author, postmortem authors, report by, owner of postmortem, autor, autorin, autoren, verfasser, verfasst von',
  commander:
    'commander, incident commander, ic, incident lead, incident leader, incident manager, incident commander (ic), incident commander(s)',
  scribe: 'scribe, incident scribe, note taker',
  communications: 'communications lead, communication lead, comms lead, communications manager',
  tags: 'tags, tag, labels, categories, category, keywords, schlagwörter, stichwörter',
  summary: 'summary, zusammenfassung',
  cause: 'root cause, cause, root causes, root cause(s), ursache, grundursache, ursachen',
};

const LABELS = new Map(
  Object.entries(NAMES).flatMap(([label, names]) => names.split(', ').map((name) => [name, label as Label])),
);

/** A value with its label. */
export interface LabelledValue extends TextLine {
  label: Label;
  /** The label as written, in lowercase. */
  name: string;
  value: string;
  /** A remark in brackets behind the label: `UTC` of `Start time (UTC)`. */
  remark?: string;
}

/** Returns what a label stands for. Ignores case, emoji, underscores and punctuation. */
export function labelOf(written: string): Pick<LabelledValue, 'label' | 'name' | 'remark'> | undefined {
  if (written.length > 60) return undefined;
  const name = written
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/\p{Extended_Pictographic}|[\uFE0F]|[*_-]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s\d.)]+/, '')
    .replace(/[\s:]+$/, '');
  const whole = LABELS.get(name);
  if (whole) return { label: whole, name };
  const [, bare = '', remark = ''] = /^([^(]*[^(\s])\s*[([]([^)\]]*)[)\]]$/.exec(name) ?? [];
  const label = LABELS.get(bare);
  // The remark may be a zone, whose case counts.
  return (
    label && {
      label,
      name: bare,
      remark: written.slice(written.toLowerCase().lastIndexOf(remark)).slice(0, remark.length),
    }
  );
}

const PAIR = /^(.{1,60}?)\s*(?::|=|\s[–—-]|\s\|)\s+(\S.*)$/u;
const TIGHT = /^([\p{L}_ ]{1,40}):(\S.*)$/u;

/**
 * Returns the values with a label: on one line, `Start time: 10:00`, or with the value on the next one. Skips timelines and action
 * items, whose lines start with other labels.
 */
export function labelledValues(lines: readonly TextLine[]): LabelledValue[] {
  return lines.flatMap((line, index): LabelledValue[] => {
    if (!line.isHeading && line.kinds.some((kind) => kind === 'timeline' || kind === 'actions')) return [];
    const [, written = '', value = ''] = PAIR.exec(line.text) ?? TIGHT.exec(line.text) ?? [];
    const found = labelOf(written);
    if (found) return [{ ...line, ...found, value }];
    const alone = line.isHeading || /:\s*$/.test(line.text) ? labelOf(line.text) : undefined;
    const next = lines[index + 1];
    if (!alone || !next || next.isHeading || labelOf(PAIR.exec(next.text)?.[1] ?? '')) return [];
    return [{ ...line, ...alone, value: next.text, line: next.line }];
  });
}
