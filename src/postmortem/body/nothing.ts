const PLACEHOLDER =
  /^(?:[-–—?.]+|n\/?a|none|nothing|no|tb[adc]|todo|no (?:further |open |other )?(?:actions?(?: items?)?|follow[- ]?ups?|timeline))/i;
// `None of the alerts fire` is an action item.
const END =
  /^(?:$|[.,;:!–—]|\s+(?:yet|so far|needed|required|necessary|at th|planned|for now|found|identified|were|was|have|has|is)(?!\p{L}))/u;
const UNKNOWN = /^(?:unknown|not (?:yet )?(?:known|recorded|applicable))(?!\p{L})/iu;

/** Whether a text says that there is nothing to write: `None`, `N/A`, `TBD`, `No actions so far`, `Not known by the minute.`. */
export function saysNothing(text: string): boolean {
  const [placeholder] = PLACEHOLDER.exec(text) ?? [];
  return UNKNOWN.test(text) || (placeholder !== undefined && END.test(text.slice(placeholder.length)));
}
