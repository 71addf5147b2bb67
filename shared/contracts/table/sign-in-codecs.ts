/** What signing in keeps in the table beside sessions and links: sign-ins under way at a provider, and second steps. */
import * as z from 'zod/mini';
import { countEpochMs, type Instant } from '../../domain/basics/calendar.ts';
import type { PendingSignIn } from '../../domain/authority/pending-sign-in.ts';
import type { SecondStep } from '../../domain/authority/second-step.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { makePendingSignInKey, makeSecondStepKey } from './keys.ts';

/** DynamoDB removes an item some time after this second; until then whoever reads looks at the clock. */
const endsWith = (until: Instant) => ({ expiresAtEpochS: Math.ceil(countEpochMs(until) / 1000) });

const pendingSignInSchema = z.looseObject({
  stateHash: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  redirectUri: z.string(),
  returnTo: z.string(),
  isStepUp: z.boolean(),
  until: instantSchema,
});
export const pendingSignInCodec = createCodec<
  z.infer<typeof pendingSignInSchema>,
  PendingSignIn & { readonly stateHash: string }
>({
  schema: pendingSignInSchema,
  decode: (stored) => stored,
  encode: (pending) => ({
    ...makePendingSignInKey(pending.stateHash),
    ...pending,
    ...endsWith(pending.until),
  }),
});

const secondStepSchema = z.looseObject({
  mail: z.string(),
  sealedSecret: z.string(),
  enrolledAt: z.optional(instantSchema),
  begun: z.optional(z.looseObject({ session: z.string(), at: instantSchema })),
  lastStep: z.number(),
  recovery: z.array(z.string()),
  wrong: z.number(),
  lockedUntil: z.optional(instantSchema),
  revision: z.number(),
});
export const secondStepCodec = createCodec<z.infer<typeof secondStepSchema>, SecondStep>({
  schema: secondStepSchema,
  decode: (stored) => stored,
  encode: (step) => ({ ...makeSecondStepKey(step.mail), ...step }),
});
