/**
 * The three families of failure; anything else that is thrown is a bug. Adapters translate into them, handlers act on
 * them: what is permanent is kept as evidence and never tried again, what is unavailable is tried again later.
 */

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
  override readonly name: string = 'UnavailableError';
}

/** The store gave no answer at all, or not in time. */
export class UnansweredError extends UnavailableError {
  override readonly name = 'UnansweredError';
}
