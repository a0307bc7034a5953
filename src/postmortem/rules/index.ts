import type { Finding } from '../../diagnostics/rules.ts';
import { actionWithoutDue } from './action-without-due.ts';
import { actionWithoutOwner } from './action-without-owner.ts';
import { actionWithoutStatus } from './action-without-status.ts';
import type { RuleContext } from './context.ts';
import { invalidAliases } from './invalid-id.ts';
import { leftoverTemplateText } from './leftover-template-text.ts';
import { missingAltText } from './missing-alt-text.ts';
import { missingSection } from './missing-section.ts';
import { plainCode } from './plain-code.ts';
import { severalIncidents } from './timeline/several-incidents.ts';
import { timelineOutsideIncident } from './timeline/timeline-outside-incident.ts';
import { unreadableTime } from './timeline/unreadable-time.ts';
import { unreadableTimeline } from './timeline/unreadable-timeline.ts';
import { unknownCause } from './unknown-cause.ts';
import { unreadableAction } from './unreadable-action.ts';
import { unsafeLink } from './unsafe-link.ts';

/** The rules that check one document on any day: its body and the valid keys of its frontmatter. See also `dated.ts`. */
export const DOCUMENT_RULES: readonly ((document: RuleContext) => Finding[])[] = [
  invalidAliases,
  unknownCause,
  missingSection,
  severalIncidents,
  timelineOutsideIncident,
  unreadableTime,
  unreadableTimeline,
  unreadableAction,
  actionWithoutOwner,
  actionWithoutDue,
  actionWithoutStatus,
  missingAltText,
  unsafeLink,
  leftoverTemplateText,
  plainCode,
];
