/** A clock time as written. */
export interface ClockTime {
  hour: number;
  /** Minutes, with seconds if written: `45:00`. */
  minutes: string;
  /** `a` or `p`, as in `3:45 PM`. */
  half?: string;
  length: number;
  /** Whether only a zone after it makes it a time: `1545`. */
  needsZone?: true;
}

const COLON = /^(\d{1,2}):([0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?)(?:\s*([ap])\.?m\b\.?|\s?Uhr\b)?/i;
const HOUR_LETTER = /^(\d{1,2})h([0-5]\d)(?![\p{L}\d])/iu;
// `15 Uhr 45` is not 15:00.
const HOUR = /^(\d{1,2})()\s?(?:([ap])\.?m\b\.?|Uhr\b(?!\s?\d))/i;
const DOT = /^(\d{1,2})\.([0-5]\d)(?:\s*([ap])\.?m\b\.?|\s?(Uhr)\b)?(?![\d.%])/i;
const COMPACT = /^([01]\d|2[0-3])([0-5]\d)(?![\d.:,%])/;
const HOURS = /^\s?(?:h|hrs?|hours)\b(?!\s+of)/i;

/**
 * Parses the clock time at the start of a text: `15:45`, `15:45:30`, `3:45 PM`, `3pm`, `15:45 Uhr`, `15h45`, `1545 UTC`, and
 * `15.45` if `isDotted` says that the timeline is written so, or `AM`, `PM` or the German `Uhr` follows.
 */
export function clockAt(text: string, isDotted: boolean): ClockTime | undefined {
  const match = COLON.exec(text) ?? HOUR_LETTER.exec(text) ?? HOUR.exec(text) ?? dotted(text, isDotted);
  if (match) {
    const [{ length }, hour, minutes = '', half] = match;
    return { hour: Number(hour), minutes: minutes || '00', ...(half && { half: half.toLowerCase() }), length };
  }
  const compact = COMPACT.exec(text);
  if (!compact) return undefined;
  const [written, hour, minutes = ''] = compact;
  const unit = HOURS.exec(text.slice(written.length))?.[0].length ?? 0;
  const time = { hour: Number(hour), minutes, length: written.length + unit };
  return unit > 0 ? time : { ...time, needsZone: true };
}

function dotted(text: string, isDotted: boolean): RegExpExecArray | null {
  const match = DOT.exec(text);
  return match && (isDotted || match[3] || match[4]) ? match : null;
}

/** Whether a text starts with a time such as `15.45`, which may also be a number. */
export function startsDotted(text: string): boolean {
  return /^\d{2}\.[0-5]\d(?![\d.%])/.test(text);
}

/**
 * Converts a time to 24-hour form, such as `15:45:00`; `half` makes it a 12-hour time. From 13 on, hours are those of 24 also
 * with `AM` or `PM`. Returns `undefined` for invalid hours.
 */
export function toClock({ hour, minutes }: ClockTime, half?: string): string | undefined {
  if (hour > 23 || (half && hour < 1)) return undefined;
  const hours = half && hour <= 12 ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  return `${String(hours).padStart(2, '0')}:${minutes.length > 2 ? minutes : `${minutes}:00`}`;
}
