/** Who did something, as items keep it. */
import * as z from 'zod/mini';
import type { Actor } from '../../domain/authority/actor.ts';

export const actorSchema: z.ZodMiniType<Actor> = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('person'), mail: z.string(), name: z.string() }),
  z.looseObject({
    kind: z.literal('credential'),
    mail: z.string(),
    name: z.string(),
    credential: z.string(),
    id: z.optional(z.string()),
  }),
  z.looseObject({ kind: z.literal('operator') }),
  z.looseObject({ kind: z.literal('unknown') }),
]);
