/** What came back from an address, in the table. */
import * as z from 'zod/mini';
import { RETURNED_KINDS, type ReturnedMail } from '../../domain/roster/returned-mail.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { makeReturnedMailKey } from './keys.ts';

const returnedMailSchema = z.looseObject({
  to: z.string(),
  kind: z.enum(RETURNED_KINDS),
  at: instantSchema,
  reason: z.string(),
});

export const returnedMailCodec = createCodec<z.infer<typeof returnedMailSchema>, ReturnedMail>({
  schema: returnedMailSchema,
  decode: (stored) => stored,
  encode: ({ to, kind, at, reason }) => ({ ...makeReturnedMailKey(to), to, kind, at, reason }),
});
