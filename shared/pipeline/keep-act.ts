/** An act is done once its copy lies in the bucket; only then is it written into the table. */
import { ActTakenError } from '../contracts/bucket/act-copy.ts';
import type { Act } from '../domain/standing/acts/act.ts';

/** Makes an act last; throws an `ActTakenError` where another has its id. */
export type KeepAct = (act: Act) => Promise<void>;

/** The act as it is kept: as it was before, where the same was broken off, or is being done just now. */
export async function keepOnce(
  keep: KeepAct,
  act: Act,
  isSame: (kept: Act) => boolean,
): Promise<Act | undefined> {
  try {
    await keep(act);
    return act;
  } catch (error) {
    if (!(error instanceof ActTakenError)) throw error;
    const { kept } = error;
    return kept.act && isSame(kept.act) ? kept.act : undefined;
  }
}
