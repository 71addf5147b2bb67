/** Whether a section says nothing: what one rule tells, others do not tell again. */

/** 无, with or without a full stop, or nothing at all; spaces around it are trimmed. */
const SAYS_NOTHING = /^[\s\p{P}]*无?[\s\p{P}]*$/u;
/** Longer texts say something, or are a row of punctuation that nobody writes. */
const MAX_NOTHING = 12;

export function saysNothing(text: string): boolean {
  const said = text.trim();
  return said.length <= MAX_NOTHING && SAYS_NOTHING.test(said);
}
