/** A piece of a timeline that may be an entry: a list item, a table row, a line of a paragraph, or a heading. */
export interface Line {
  /**
   * `section` is the heading of the timeline, or the remark in it; `header` a column that has the times; `details` are the
   * paragraphs of a list item after the first; `html` is a table or list in HTML, which should be entries, `code` may be.
   */
  form: 'section' | 'heading' | 'header' | 'item' | 'row' | 'text' | 'details' | 'html' | 'code';
  text: string;
  /** Line in the parsed Markdown, counted from 1. */
  line: number;
  /** The lines of nested lists, which are details if this line is an entry. */
  nested?: Line[];
}
