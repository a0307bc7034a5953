/** What a result shows of a postmortem. */
export interface ResultDocument extends ResultFact {
  title: string;
  /** What else it is found by: names and other spellings, as one text. */
  names: string;
  /** Its text by headings, for excerpts. */
  sections: { anchor: string; title: string; text: string }[];
}

/** What is written into the index beside a document's text. */
export interface ResultFact {
  id: string;
  /** Day of its start as its author wrote it, `YYYY-MM-DD`. */
  date: string;
  /** Title of the cause. */
  cause: string;
  /** Absent where unknown. */
  severity?: string;
  /** Minutes; absent where unknown. */
  duration?: number;
  /** Percent; absent where unknown. */
  impact?: number;
  /** Percent of what. */
  of?: string;
}

/** A document as Pagefind stores it. */
export interface Fragment {
  /** Words, with a space between them; a heading's stand among them. */
  content: string;
  meta: { title?: string; names?: string; aliases?: string };
  /** `fact` is a `ResultFact` as JSON. */
  filters: { fact?: string[] };
  /** Headings with an id; `location` is the place of the first word. */
  anchors: { element: string; id: string; text: string; location: number }[];
}

/** Reads what Pagefind stores; its text is cut at its headings. */
export function readFragment({ content, meta, filters, anchors }: Fragment): ResultDocument {
  const fact = JSON.parse(filters.fact?.[0] ?? '{}') as ResultFact;
  const title = meta.title ?? '';
  const words = content.split(' ');
  const headings = anchors.filter(({ element }) => /^h[2-6]$/.test(element));
  const opening = { id: '', text: title, location: 0 };
  const sections = [opening, ...headings].map(({ id, text, location }, at) => {
    const own = words.slice(location, headings[at]?.location).join(' ');
    // The index ends a heading with a full stop where it has none.
    const rest = own.startsWith(text) ? own.slice(text.length).replace(/^\.?\s*/, '') : own;
    return { anchor: id, title: id === '' ? '' : text, text: rest };
  });
  return { ...fact, title, names: `${meta.names ?? ''} ${meta.aliases ?? ''}`, sections };
}
