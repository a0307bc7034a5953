const listed = (words: string) => new Set(words.split(/\s+/).filter(Boolean));

/** Words that are in every text. They are not looked up, and similarity ignores them. */
export const STOP_WORDS: ReadonlySet<string> = listed(
  `a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my no not
  of on or our so than that the their them then there these they this to was we were what when where which while who why
  will with would you your`,
);

/**
 * Further words, by key, that are in any account of an incident. Queries may contain them, as `night` or `root` can be
 * what distinguishes an incident, but similarity ignores them.
 */
export const ACCOUNT_WORDS: ReadonlySet<string> = listed(
  `being should cannot may might must shall here those due all any some
  such only over under down out about also because very much many
  dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt cant couldnt wont wouldnt shouldnt thats theres
  more most other another same each few both between within without until since via per yes back again later still
  however like well just even now too able around against during before after once
  one two three four five first second third new old next last
  january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday utc cet cest today yesterday morning afternoon evening night
  time times day days week weeks hour hours minute minutes
  get got see seen saw say said use used using make made need needed happen happened find found start started take took
  come came going want keep kept put set
  nobody everybody somebody anybody nothing everything something anything none unknown
  issue issues incident incidents problem problems cause caused causes causing root team teams`,
);
