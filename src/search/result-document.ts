/** A postmortem as shown in results. */
export interface ResultDocument extends ResultFact {
  title: string;
  /** Names and other spellings it is found by, as one text. */
  names: string;
  /** The text by headings, for excerpts. */
  sections: { anchor: string; title: string; text: string }[];
}

/** Data stored in the index with the text of a document. */
export interface ResultFact {
  id: string;
  /** Day of the start in the author's own zone, `YYYY-MM-DD`. */
  date: string;
  /** Set for a near miss, which has neither a duration nor an impact. */
  isNearMiss?: true;
  /** Title of the cause. */
  cause: string;
  /** Absent where unknown. */
  severity?: string;
  /** Minutes; absent where unknown. */
  duration?: number;
  /** Percent; absent where unknown. */
  impact?: number;
  /** What `impact` is a percentage of. */
  of?: string;
  /** Sign of an estimate or a bound, such as `~`. */
  qualifier?: string;
  /** What fixed it, and the id of the heading of the section about it; absent where unknown. */
  resolution?: { text: string; anchor?: string };
  /** Impact in another unit, where the percentage is unknown. */
  amount?: { amount: number; unit: string; qualifier?: string };
}
