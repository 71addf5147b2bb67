/** 信息处理费 in the table: a report's as it states it, a region's as one text, `{"notices":{"sum":12,"stated":3},…}`. */
import * as z from 'zod/mini';
import { isAnyStated, NO_FEES, type ProcessingFees } from '../../domain/form/processing-fees.ts';
import { CorruptItemError } from '../../errors.ts';

const amount = z.int().check(z.nonnegative());

export const storedFeeSchema = z.object({
  notices: z.exactOptional(amount),
  noticedFen: z.exactOptional(amount),
  collectedFen: z.exactOptional(amount),
});

export const storedFeesSchema = z.string().check(z.startsWith('{'));
const sumSchema = z.object({ sum: amount, stated: amount });
const feesSchema = z.object({ notices: sumSchema, noticedFen: sumSchema, collectedFen: sumSchema });

export const toStoredFees = (fees: ProcessingFees): string | undefined =>
  isAnyStated(fees) ? JSON.stringify(fees) : undefined;

/** Throws CorruptItemError where the text is not what `toStoredFees` writes. */
export function fromStoredFees(stored: string | undefined): ProcessingFees {
  if (stored === undefined) return NO_FEES;
  const parsed = feesSchema.safeParse(parseJson(stored));
  if (!parsed.success) throw new CorruptItemError('stored fees do not fit their schema');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CorruptItemError('stored fees are not JSON', { cause });
  }
}
