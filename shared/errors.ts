/** The three families of failure; anything else that is thrown is a bug. */

/** The input or a stored item is wrong: retrying cannot help. */
export class PermanentError extends Error {
  override readonly name: string = 'PermanentError';
}

/** A stored item does not fit its schema. Names the key, never the content. */
export class CorruptItemError extends PermanentError {
  override readonly name = 'CorruptItemError';
}

/** It may work later: a lost race, a throttled table, a store that does not answer. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}
