/** Grants, sessions and mailed links in the table. What ends by itself has the attribute that the table's TTL reads. */
import * as z from 'zod/mini';
import { countEpochMs, type Instant } from '../../domain/basics/calendar.ts';
import { nameGrant, type GrantChange, type GrantRecord } from '../../domain/authority/grant-record.ts';
import type { MailedLink } from '../../domain/authority/mailed-link.ts';
import { tellSessionEnd, type Session } from '../../domain/authority/session.ts';
import type { StepDone } from '../../domain/authority/step-done.ts';
import { TTL_ATTRIBUTE } from '../wiring.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { isoDaySchema } from './common-schemas.ts';
import {
  mailOfSessions,
  makeGrantChangeKey,
  makeGrantKey,
  makeGrantPointerKey,
  makeLastSignInKey,
  makeLinkKey,
  makeSessionKey,
} from './keys.ts';
import { actorSchema } from './stored-actor.ts';

/** Until DynamoDB has deleted an item, whoever reads it looks at the clock. */
export const expiresAt = (at: Instant): { readonly [TTL_ATTRIBUTE]: number } => ({
  [TTL_ATTRIBUTE]: Math.ceil(countEpochMs(at) / 1000),
});

const grantShape = {
  mail: z.string(),
  name: z.string(),
  from: z.optional(isoDaySchema),
  to: z.optional(isoDaySchema),
  since: instantSchema,
  by: actorSchema,
  withdrawn: z.optional(z.looseObject({ why: z.string() })),
};
const grantSchema = z.discriminatedUnion('role', [
  z.looseObject({ role: z.literal('agency'), agency: z.string(), ...grantShape }),
  z.looseObject({ role: z.literal('oversight'), region: z.string(), ...grantShape }),
  z.looseObject({ role: z.literal('operator'), ...grantShape }),
]);
export const grantCodec = createCodec<z.infer<typeof grantSchema>, GrantRecord>({
  schema: grantSchema,
  decode: (stored) => stored,
  encode: (record) => ({ ...makeGrantKey(record.mail, nameGrant(record)), ...record }),
});

const changeSchema = z.looseObject({
  id: z.string(),
  act: z.enum(['grant', 'withdraw-grant']),
  at: instantSchema,
  by: actorSchema,
  before: z.optional(grantSchema),
  after: grantSchema,
});
export const grantChangeCodec = createCodec<z.infer<typeof changeSchema>, GrantChange>({
  schema: changeSchema,
  decode: (stored) => stored,
  encode: (change) => ({ ...makeGrantChangeKey(change.after.mail, change.id), ...change }),
});

/** Where a grant is found by its place: whose it is, and which of theirs. */
export interface GrantPointer {
  /** A region's code, or the system's. */
  readonly scope: string;
  readonly mail: string;
  /** From `nameGrant`. */
  readonly granted: string;
  /** The address's: keys are seen in addresses of pages. */
  readonly mailHash: string;
}
const pointerSchema = z.looseObject({
  scope: z.string(),
  mail: z.string(),
  granted: z.string(),
  mailHash: z.string(),
});
export const grantPointerCodec = createCodec<z.infer<typeof pointerSchema>, GrantPointer>({
  schema: pointerSchema,
  decode: (stored) => stored,
  encode: (pointer) => ({ ...makeGrantPointerKey(pointer), ...pointer }),
});

const lastSignInSchema = z.looseObject({ at: instantSchema });
export const lastSignInCodec = createCodec<
  z.infer<typeof lastSignInSchema>,
  { readonly mail: string; readonly at: Instant }
>({
  schema: lastSignInSchema,
  decode: ({ at }, { pk }) => ({ mail: mailOfSessions(pk), at }),
  encode: ({ mail, at }) => ({ ...makeLastSignInKey(mail), at }),
});

const sessionSchema = z.looseObject({
  hash: z.string(),
  mail: z.string(),
  by: z.enum(['mail', 'demonstration', 'provider']),
  secondStep: z.boolean(),
  step: z.optional(
    z.discriminatedUnion('by', [
      z.looseObject({ by: z.enum(['telephone', 'demonstration']) }),
      z.looseObject({ by: z.literal('provider'), acr: z.optional(z.string()), amr: z.array(z.string()) }),
    ]),
  ),
  since: instantSchema,
  usedAt: instantSchema,
  browser: z.string(),
});
export const sessionCodec = createCodec<z.infer<typeof sessionSchema>, Session>({
  schema: sessionSchema,
  decode: ({ secondStep, ...stored }) => ({
    ...stored,
    ...(secondStep && { step: stored.step ?? tellEarlierStep(stored.by) }),
  }),
  encode: (session) => ({
    ...makeSessionKey(session.hash),
    ...session,
    secondStep: session.step !== undefined,
    ...expiresAt(tellSessionEnd(session, false)),
  }),
});

/** Sessions of releases that did not say how: a provider's step is taken for a telephone's, which counts where less is asked. */
const tellEarlierStep = (by: Session['by']): StepDone => ({
  by: by === 'demonstration' ? 'demonstration' : 'telephone',
});

const linkSchema = z.looseObject({
  hash: z.string(),
  mail: z.string(),
  browser: z.string(),
  returnTo: z.string(),
  expiresAt: instantSchema,
});
export const linkCodec = createCodec<z.infer<typeof linkSchema>, MailedLink>({
  schema: linkSchema,
  decode: (stored) => stored,
  encode: (link) => ({ ...makeLinkKey(link.hash), ...link, ...expiresAt(link.expiresAt) }),
});
