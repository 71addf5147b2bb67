/** Entries of the audit trail in the table. */
import * as z from 'zod/mini';
import { nameAuditScope, type AuditedThing, type AuditEntry } from '../../domain/authority/audit-entry.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { makeAuditKey } from './keys.ts';
import { actorSchema } from './stored-actor.ts';

const thingSchema: z.ZodMiniType<AuditedThing> = z.union([
  z.looseObject({
    kind: z.literal('agency'),
    agency: z.string(),
    district: z.string(),
    year: z.optional(z.number()),
  }),
  z.looseObject({ kind: z.literal('region'), region: z.string() }),
  z.looseObject({ kind: z.literal('system') }),
]);

const auditSchema = z.looseObject({
  id: z.string(),
  at: instantSchema,
  by: actorSchema,
  act: z.string(),
  on: thingSchema,
  detail: z.string(),
});

export const auditCodec = createCodec<z.infer<typeof auditSchema>, AuditEntry>({
  schema: auditSchema,
  decode: (stored) => stored,
  encode: (entry) => ({ ...makeAuditKey(nameAuditScope(entry.on), entry), ...entry }),
});
