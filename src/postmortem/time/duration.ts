const WORDS = /^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?$/i;

/**
 * Parses `2h`, `1h 35m`, `45m`, `3d 4h` or an ISO 8601 duration such as `PT2H` or `P1DT2H30M`. Returns whole minutes (a day is 24
 * hours), or `undefined` for anything else, including empty text and durations with seconds.
 */
export function parseDuration(text: string): number | undefined {
  // Runs of spaces are collapsed, because the expression would backtrack over them.
  const trimmed = text.trim().replaceAll(/\s+/g, ' ');
  const iso = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/i.exec(trimmed);
  const parts = iso ?? WORDS.exec(trimmed);
  const [days, hours, minutes] = (parts ?? []).slice(1);
  if (days === undefined && hours === undefined && minutes === undefined) return undefined;
  const total = Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return Number.isSafeInteger(total) ? total : undefined;
}

/** Formats a non-negative whole number of minutes so that `parseDuration` can parse it: `3d 4h`, `1h 35m`, `0m`. */
export function formatDuration(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'm'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return words.length > 0 ? words.join(' ') : '0m';
}
