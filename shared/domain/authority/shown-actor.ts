import type { Actor } from './actor.ts';

/** What a receipt says of who filed: never the address. */
export interface ShownActor {
  readonly kind: Actor['kind'];
  readonly name?: string;
}

export const showActor = (actor: Actor): ShownActor => ({
  kind: actor.kind,
  ...('name' in actor && { name: actor.name }),
});
