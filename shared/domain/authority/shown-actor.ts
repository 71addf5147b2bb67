import type { Actor } from './actor.ts';

/** What a receipt says of who filed: never the address. */
export interface ShownActor {
  readonly kind: Actor['kind'];
  readonly name?: string;
  /** What the person calls the credential of the program that filed. */
  readonly credential?: string;
}

export const showActor = (actor: Actor): ShownActor => ({
  kind: actor.kind,
  ...('name' in actor && { name: actor.name }),
  ...('credential' in actor && { credential: actor.credential }),
});
