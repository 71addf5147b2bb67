/** Where something begins and ends, as it is written everywhere: years, days, places of a list. */
type End = number | string;

/** `2019–2021`; `2019` where it ends as it begins; `2019–` and `–2021` of what is open. Empty where both ends are. */
export const writeStretch = (first: End | undefined, last: End | undefined, joint = '–'): string =>
  first === last ? `${first ?? ''}` : `${first ?? ''}${joint}${last ?? ''}`;
