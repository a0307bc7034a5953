import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Settings } from '../settings.ts';
import type { ArchiveDocument, ArchiveRuleContext } from './context.ts';
import { duplicateId } from './duplicate-id.ts';
import { hiddenReference } from './hidden-reference.ts';
import { laterRecurrence } from './later-recurrence.ts';
import { similarIncident } from './look-alike.ts';
import { nameClash } from './name-clash.ts';
import { unknownReference } from './unknown-reference.ts';

const RULES: readonly ((context: ArchiveRuleContext) => Diagnostic[])[] = [
  duplicateId,
  unknownReference,
  hiddenReference,
  laterRecurrence,
  nameClash,
  similarIncident,
];

/** Runs the rules that look at all documents together. */
export function checkArchive(documents: readonly ArchiveDocument[], settings: Settings): Diagnostic[] {
  const byId = new Map(documents.toReversed().map((document) => [document.id, document]));
  return RULES.flatMap((rule) => rule({ documents, settings, byId }));
}
