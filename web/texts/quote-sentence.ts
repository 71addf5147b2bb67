/** Somebody's own words at a sentence's end: where they end one themselves, no second full stop follows. */
export const quoteSentence = (words: string, stop: string): string =>
  `“${words}”${/[.!?…。！？]$/.test(words) ? '' : stop}`;
