const NOTHING =
  /^(?:[-–—?.]*|n\/?a|none|nothing|no|tb[adc]|todo|unknown|not (?:yet )?(?:known|recorded|applicable)|no (?:further |open |other )?(?:action|follow|timeline|entr))(?![\p{L}\d])[^\n]{0,60}$/iu;

/** Whether a text says that there is nothing to write: `None`, `N/A`, `TBD`, `Not known by the minute.`. */
export function saysNothing(text: string): boolean {
  return text.length < 100 && NOTHING.test(text);
}
