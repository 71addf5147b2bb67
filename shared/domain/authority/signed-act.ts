/** By which act of an office something was set, and whose that was. */
import type { Actor } from './actor.ts';

export interface SignedAct {
  /** Made up by whoever acts, another for each act. */
  readonly id: string;
  readonly by: Actor;
}
