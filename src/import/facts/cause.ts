import type { LabelledValue } from '../labels.ts';
import { excerpt } from '../note.ts';
import { sentencesOf, type TextLine } from '../text-lines.ts';

/** A cause that the document seems to name. Only a person can decide, so it is proposed in a comment. */
export interface ProposedCause {
  /** Absent when no cause of the archive is named. */
  id?: string;
  evidence: string;
  line: number;
}

/** Words that speak for one of the default causes. */
const WORDS: Readonly<Record<string, RegExp>> = {
  'config-change':
    /\b(?:mis-?configur\w*|incorrect(?:ly)? (?:setting|config\w*)|wrong (?:setting|value|config\w*)|config\w*|settings?|feature flag)\b/gi,
  'code-defect':
    /\b(?:bugs?|defects?|regressions?|null pointers?|exceptions?|race conditions?|memory leaks?|connection leaks?|unoptimi[sz]ed quer\w+|code)\b/gi,
  deployment: /\b(?:deploy\w*|rollouts?|rollbacks?|releases?)\b/gi,
  'data-store': /\b(?:databases?|migrations?|replicat\w+|schemas?|storage|corrupt\w+|index)\b/gi,
  capacity:
    /\b(?:capacity|overload\w*|exhaust\w*|traffic (?:spike|surge)|surge|out of memory|oom|disk (?:space|full)|starvation|limits?|too many)\b/gi,
  network: /\b(?:network\w*|dns|routing|load balanc\w+|packet loss|bgp|firewall)\b/gi,
  infrastructure: /\b(?:hardware|power|host failure|node failure|availability zone|disk failure|nodes?)\b/gi,
  'third-party': /\b(?:third[- ]party|vendor|provider|upstream|external service)\b/gi,
  'credential-expiry': /\b(?:certificates?|expired?|expiry|tokens?|secrets?|credentials?|tls|ssl)\b/gi,
  security: /\b(?:attack\w*|ddos|breach\w*|vulnerabilit\w+|malicious|compromis\w+)\b/gi,
  automation: /\b(?:pipelines?|controllers?|autoscal\w+|automat\w+|cron)\b/gi,
  'manual-operation': /\b(?:manual\w*|human error|accidental\w*|by mistake|operator)\b/gi,
  cascade: /\b(?:cascad\w+|retry storms?|thundering herd|feedback loops?)\b/gi,
};

/** Proposes a cause from what stands behind a label `Root cause:`, or else in the section of that name. */
export function proposeCause(
  values: readonly LabelledValue[],
  lines: readonly TextLine[],
  causes: readonly { id: string; title: string }[],
): ProposedCause | undefined {
  const labelled = values.filter(({ label, value }) => label === 'cause' && value.length > 10);
  const section = lines.filter(({ kinds, isHeading }) => kinds.includes('root-cause') && !isHeading);
  const [said] = [...labelled.map(({ value, line }) => ({ text: value, line })), ...section];
  if (!said) return undefined;
  const sentences = sentencesOf(said.text);
  // Such as `Why?` in five whys.
  const evidence = sentences.find((sentence) => !sentence.endsWith('?')) ?? said.text;
  const scores = causes.flatMap(({ id, title }) => {
    const words = WORDS[id] ?? new RegExp(`\\b${title.replaceAll(/[^\p{L}\p{N} ]/gu, '')}\\b`, 'gi');
    const found = [...evidence.matchAll(words)];
    return found.length > 0 ? [{ id, score: found.length, at: found[0]?.index ?? 0 }] : [];
  });
  const [best] = scores.sort((a, b) => b.score - a.score || a.at - b.at);
  return { ...(best && { id: best.id }), evidence: excerpt(evidence), line: said.line };
}
