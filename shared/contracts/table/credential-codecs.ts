/** Credentials for programs, and codes to log in with, in the table. */
import * as z from 'zod/mini';
import type {
  CredentialScope,
  LoginCode,
  ProgramCredential,
} from '../../domain/authority/program-credential.ts';
import { countEpochMs, makeInstant, type Instant } from '../../domain/basics/calendar.ts';
import { TTL_ATTRIBUTE } from '../wiring.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { expiresAt } from './account-codecs.ts';
import { createCodec, ITEM_VERSION, type Item } from './codec.ts';
import {
  makeCredentialKey,
  makeLoginCodeKey,
  makePersonCredentialKey,
  makeScopeCredentialKey,
  type ItemKey,
} from './keys.ts';

/** One that has ended is shown for a while; afterwards the audit trail alone tells of it. */
const KEPT_DAYS = 90;
const forgetAfter = (until: Instant): Instant => makeInstant(countEpochMs(until) + KEPT_DAYS * 86_400_000);

const scopeSchema: z.ZodMiniType<CredentialScope> = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('agency'), agency: z.string(), district: z.string() }),
  z.looseObject({ kind: z.literal('region'), region: z.string() }),
]);
const personSchema = z.looseObject({ mail: z.string(), name: z.string() });
const credentialSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  scope: scopeSchema,
  madeBy: personSchema,
  madeAt: instantSchema,
  until: instantSchema,
  tokenHash: z.optional(z.string()),
  usedAt: z.optional(instantSchema),
  revoked: z.optional(z.looseObject({ at: instantSchema, by: personSchema })),
  [TTL_ATTRIBUTE]: z.optional(z.number()),
});
export const credentialCodec = createCodec<z.infer<typeof credentialSchema>, ProgramCredential>({
  schema: credentialSchema,
  decode: ({ [TTL_ATTRIBUTE]: _, ...stored }) => stored,
  encode: (credential) => ({
    ...makeCredentialKey(credential.id),
    ...credential,
    ...expiresAt(forgetAfter(credential.until)),
  }),
});

const pointer = (key: ItemKey, { until }: Pick<ProgramCredential, 'until'>): Item => ({
  ...key,
  ...expiresAt(forgetAfter(until)),
  v: ITEM_VERSION,
});
/** By which it is found by whoever is in charge of what it is for. */
export const scopePointer = (credential: ProgramCredential): Item =>
  pointer(makeScopeCredentialKey(credential.scope, credential.id), credential);
/** And by its maker. */
export const credentialPointers = (credential: ProgramCredential): Item[] => [
  pointer(makePersonCredentialKey(credential.madeBy.mail, credential.id), credential),
  scopePointer(credential),
];

const codeSchema = z.looseObject({ hash: z.string(), credential: z.string(), until: instantSchema });
export const loginCodeCodec = createCodec<z.infer<typeof codeSchema>, LoginCode>({
  schema: codeSchema,
  decode: (stored) => stored,
  encode: (code) => ({ ...makeLoginCodeKey(code.hash), ...code, ...expiresAt(code.until) }),
});
