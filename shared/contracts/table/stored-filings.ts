/** A region's filings by day as its item keeps them: one JSON text, `{"2025-01-17":12,…}`. */
import * as z from 'zod/mini';
import { isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { NO_FILINGS, type Filings } from '../../domain/standing/filings.ts';
import { CorruptItemError } from '../../errors.ts';

export const storedFilingsSchema = z.string().check(z.startsWith('{'));
const daySchema = z.custom<IsoDay>((value) => typeof value === 'string' && isIsoDay(value));
const countsSchema = z.array(z.tuple([daySchema, z.number()]));

export function toStoredFilings(filings: Filings): string | undefined {
  if (filings.size === 0) return undefined;
  return JSON.stringify(Object.fromEntries([...filings].sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Throws CorruptItemError where the text is not what `toStoredFilings` writes. */
export function fromStoredFilings(stored: string | undefined): Filings {
  if (stored === undefined) return NO_FILINGS;
  const parsed = countsSchema.safeParse(entriesOf(stored));
  if (!parsed.success) throw new CorruptItemError('stored filings do not fit their schema');
  return new Map(parsed.data);
}

function entriesOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Object.entries(z.record(z.string(), z.unknown()).parse(value));
  } catch (cause) {
    throw new CorruptItemError('stored filings are not a JSON object', { cause });
  }
}
