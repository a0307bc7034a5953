/** A file as lines that keep their line ends, so that changing one leaves all others as they are. */
export interface SourceLines {
  /** The byte order mark, or an empty text. */
  mark: string;
  lines: { text: string; end: string }[];
}

/** Splits the text of a file; `joinLines` reverses it. */
export function splitLines(source: string): SourceLines {
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = source
    .slice(mark.length)
    .split(/(?<=\n)/)
    .map((line) => {
      const [end = ''] = /\r?\n$/.exec(line) ?? [];
      return { text: line.slice(0, line.length - end.length), end };
    });
  return { mark, lines };
}

export function joinLines({ mark, lines }: SourceLines): string {
  return mark + lines.map(({ text, end }) => text + end).join('');
}
