/**
 * Generates an archive for benchmarks, always the same for the same seed. One incident in fifteen repeats an earlier
 * one and declares it. To run it by hand: `node bench/corpus.ts FOLDER [COUNT] [SEED]`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { slug } from 'github-slugger';
import { Dice } from './dice.ts';
import { EVENTS, FAULTS, type Fault, PARTS, PEOPLE, REGIONS, SENTENCES, SERVICES, TAGS } from './words.ts';

/** An incident to be written as a document. */
export interface Incident {
  id: string;
  title: string;
  topic: Topic;
  /** Milliseconds since 1970, at a whole minute. */
  started: number;
  /** Minutes from start to end. */
  minutes: number;
  /** The earlier incident that it repeats, on the same topic. */
  repeats?: Incident;
}

/** What an incident and its recurrences have in common. */
interface Topic {
  fault: Fault;
  service: string;
  other: string;
  class: string;
  setting: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FIRST = Date.UTC(2016, 0, 1);

/** Writes the first `count` documents of a seed's archive into a folder, with a subfolder for each year. */
export function writeCorpus(folder: string, count: number, seed = 1): void {
  for (let index = 0; index < count; index++) {
    const incident = incidentAt(index, seed);
    const year = path.join(folder, incident.id.slice(0, 4));
    mkdirSync(year, { recursive: true });
    writeFileSync(path.join(year, `${incident.id}.md`), textOf(incident));
  }
}

/** Returns one incident of a seed's archive, which does not depend on the size of the archive. */
export function incidentAt(index: number, seed = 1): Incident {
  const dice = new Dice(seed, index);
  const repeats = index > 20 && dice.chance(1 / 15) ? incidentAt(dice.int(0, index - 1), seed) : undefined;
  const topic = repeats?.topic ?? topicFrom(dice);
  const started = (repeats?.started ?? FIRST) + dice.int(20, repeats ? 200 : 3200) * DAY + dice.int(0, 1439) * MINUTE;
  const title = fill(topic.fault.title, topic, dice);
  const id = `${time(started).slice(0, 10)}-${slug(title)}-${index}`;
  return { id, title, topic, started, minutes: dice.size(12, 600), ...(repeats && { repeats }) };
}

function topicFrom(dice: Dice): Topic {
  return {
    fault: dice.one(FAULTS),
    service: dice.one(SERVICES),
    other: dice.one(SERVICES),
    class: className(dice),
    setting: settingName(dice),
  };
}

/** Returns the document of an incident. */
export function textOf({ id, title, topic, started, minutes, repeats }: Incident): string {
  const dice = new Dice(id);
  const { fault } = topic;
  const say = (template: string) => fill(template, topic, dice);
  const sentences = (count: number) => Array.from({ length: count }, () => say(dice.one(SENTENCES))).join(' ');
  const list = (count: number, item: () => string) => Array.from({ length: count }, item).join('\n');
  const resolved = started + minutes * MINUTE;
  const detected = started + dice.int(0, Math.floor(minutes / 5)) * MINUTE;
  const mitigated = detected + Math.floor(((resolved - detected) / MINUTE) * dice.next()) * MINUTE;
  const percent = dice.int(1, 100);

  const events = Array.from({ length: dice.int(3, 9) }, () => ({
    at: detected + dice.int(1, Math.max(1, (mitigated - detected) / MINUTE)) * MINUTE,
    text: say(dice.one(EVENTS)),
  })).filter(({ at }) => at < mitigated);
  const timeline = [
    { at: started, text: say(dice.one(SENTENCES)) },
    { at: detected, text: 'The alert goes off (detected)' },
    ...events.sort((a, b) => a.at - b.at),
    { at: mitigated, text: `${say(fault.fix)} (mitigated)` },
    { at: resolved, text: 'All is back to normal (resolved)' },
  ];
  const log = list(dice.int(2, 7), () => {
    const at = new Date(detected + dice.int(0, 59_999)).toISOString();
    return `${at} ${say(fault.error)}`;
  });
  const action = (what: string) => {
    const due = time(resolved + dice.int(10, 120) * DAY).slice(0, 10);
    const end = dice.chance(0.7) ? ` done:${due}` : '';
    return `- [${end ? 'x' : ' '}] ${say(what)} ${dice.one(PEOPLE)} due:${due} type:${dice.one(['prevent', 'detect', 'mitigate'])}${end}`;
  };
  const regions = REGIONS.slice(0, dice.int(2, 5));

  return `---
title: ${title}
severity: sev${Math.min(4, 1 + Math.floor((100 - percent) / 30))}
started: ${time(started)}
detected: ${time(detected)}
mitigated: ${time(mitigated)}
resolved: ${time(resolved)}
impact: ${dice.chance(0.05) ? 'unknown' : `{ percent: ${percent}, of: requests }`}
cause: ${fault.cause}
trigger: ${fault.trigger}
detection: ${dice.one(['alert', 'customer', 'employee', 'third-party'])}
services: [${[...new Set([topic.service, topic.other])].join(', ')}]
tags: [${[...new Set([dice.one(TAGS), dice.one(TAGS)])].join(', ')}]
${repeats ? `recurs: [${repeats.id}]\n` : ''}---

## Summary

${title}. ${sentences(2)}

## Impact

${sentences(2)}
${dice.chance(0.4) ? `\n| Region | Failed requests |\n| --- | ---: |\n${regions.map((region) => `| ${region} | ${dice.size(10, 90_000)} |`).join('\n')}\n` : ''}
## Timeline

${timeline.map(({ at, text }) => `- ${time(at).slice(11, 16)} ${text}`).join('\n')}

## Root cause

${fault.root.map(say).join(' ')} ${sentences(dice.int(1, 3))}

\`\`\`
${log}
\`\`\`

${sentences(dice.int(2, 4))}

${dice.chance(0.4) ? `\`\`\`yaml\n${topic.service}:\n  ${topic.setting}: ${dice.size(2, 5000)}\n  ${settingName(dice)}: ${dice.size(2, 5000)}s\n\`\`\`\n\n` : ''}## Resolution

${say(fault.fix)} ${sentences(2)}

## Lessons learned

${list(dice.int(2, 4), () => `- ${say(dice.one(SENTENCES))}`)}

## Action items

${[fault, ...Array.from({ length: dice.int(1, 3) }, () => dice.one(FAULTS))].map((it) => action(it.action)).join('\n')}
`;
}

/** Fills in the braces of a template, mostly with values from the incident's topic. */
function fill(template: string, topic: Topic, dice: Dice): string {
  const draw: Record<string, () => string> = {
    service: () => topic.service,
    other: () => topic.other,
    class: () => (dice.chance(0.6) ? topic.class : className(dice)),
    setting: () => (dice.chance(0.6) ? topic.setting : settingName(dice)),
    host: () => `${topic.service}-${dice.int(1, 40)}.${dice.one(REGIONS)}`,
    region: () => dice.one(REGIONS),
    person: () => dice.one(PEOPLE),
    ip: () => `10.${dice.int(0, 255)}.${dice.int(0, 255)}.${dice.int(1, 254)}`,
    hex: () => dice.hex(8),
    ms: () => String(dice.size(100, 90_000)),
    count: () => String(dice.size(10, 2000)),
    small: () => String(dice.int(2, 9)),
    percent: () => String(dice.int(1, 98)),
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const word = draw[name.toLowerCase()]?.() ?? name;
    return name === name.toLowerCase() ? word : capital(word);
  });
}

const className = (dice: Dice) => [dice.one(PARTS), dice.one(PARTS), dice.one(PARTS)].map(capital).join('');
const settingName = (dice: Dice) =>
  [dice.one(PARTS), dice.one(PARTS), dice.one(['max', 'ttl', 'limit', 'size'])].join('_');
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Formats a time in RFC 3339, to the minute. */
const time = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;

if (import.meta.main) {
  const [folder, count = '1000', seed = '1'] = process.argv.slice(2);
  if (!folder) throw new Error('Usage: node bench/corpus.ts FOLDER [COUNT] [SEED]');
  writeCorpus(folder, Number(count), Number(seed));
}
