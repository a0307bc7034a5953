import type { Digest, Quarter } from '../../archive/export/digest.ts';
import { jsonText } from '../../diagnostics/json-text.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { ticketAddress } from '../../postmortem/tickets.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';

/** Returns the address of a postmortem's page; `undefined` if the site's address is unknown. */
export type AddressOf = (id: string) => string | undefined;

/** Formats a digest as JSON with a final line break. Units are part of the key names; unknown values are `null`. */
export function formatDigestJson(digest: Digest, addressOf: AddressOf): string {
  const reference = ({ id, title, started }: Postmortem) => {
    return { id, title, started: localDate(started), url: addressOf(id) ?? null };
  };
  const json = {
    version: 1,
    title: digest.title,
    asOf: digest.asOf,
    incidents: digest.incidents,
    overdue: digest.overdue.map(({ action: { title, owner, due, type, ticket }, postmortem, daysLate }) => ({
      ...{ title, owner: owner ?? null, due: due ?? null, daysLate, type: type ?? null },
      ...{ ticket: ticket ?? null, url: (ticket && ticketAddress(ticket, digest.tickets)) ?? null },
      postmortem: reference(postmortem),
    })),
    recurrences: digest.recurrences.map(({ earlier, later, verdict, occurrence, actions }) => ({
      ...{ earlier: reference(earlier), later: reference(later), verdict, occurrence },
      actions: actions.map(({ action: { title, owner, due, done }, status }) => {
        return { title, owner: owner ?? null, due: due ?? null, done: done ?? null, stateThen: status };
      }),
    })),
    unknown: {
      cause: digest.unknown.cause.map(reference),
      impact: digest.unknown.impact.map(reference),
      duration: digest.unknown.duration.map(reference),
    },
    actionsWithUnknownStatus: digest.unknownActions,
    quarter: quarterJson(digest.quarter),
    previousQuarter: quarterJson(digest.before),
  };
  return jsonText(json);
}

function quarterJson({
  name,
  from,
  to,
  incidents,
  nearMisses,
  severities,
  medianMinutes,
  recurrences,
  actionItems,
  done,
}: Quarter) {
  return {
    ...{ name, from, to, incidents, nearMisses, severities, medianMinutes: medianMinutes ?? null, recurrences },
    ...{ actionsPromised: actionItems, actionsDone: done },
  };
}
