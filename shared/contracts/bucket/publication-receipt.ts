/** The receipt of one version of an object that records a publication. */
import * as z from 'zod/mini';
import { isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { instantSchema } from './receipt.ts';

const daySchema = z.custom<IsoDay>((value) => typeof value === 'string' && isIsoDay(value));

export const publicationReceiptSchema = z.object({
  v: z.literal(1),
  /** Key and version of the object. */
  key: z.string(),
  recordId: z.string(),
  receivedAt: instantSchema,
  processedAt: instantSchema,
  outcome: z.enum(['recorded', 'refused']),
  publishedOn: z.exactOptional(daySchema),
  sourceUrl: z.exactOptional(z.string()),
  /** Why it was refused, and what to do. */
  problems: z.readonly(
    z.array(z.object({ path: z.string(), message: z.object({ zh: z.string(), en: z.string() }) })),
  ),
});
export type PublicationReceipt = z.infer<typeof publicationReceiptSchema>;
