/** A region's filings by day as its item keeps them: one JSON text, `{"2025-01-17":12,…}`. */
import * as z from 'zod/mini';
import { isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { NO_FILINGS, type Filings } from '../../domain/standing/filings.ts';
import { CorruptItemError } from '../../errors.ts';

export const storedFilingsSchema = z.string().check(z.startsWith('{'));
export function toStoredFilings(filings: Filings): string | undefined {
  if (filings.size === 0) return undefined;
  return JSON.stringify(Object.fromEntries([...filings].sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Throws CorruptItemError where the text is not what `toStoredFilings` writes. By hand: a sum reads dozens of them. */
export function fromStoredFilings(stored: string | undefined): Filings {
  if (stored === undefined) return NO_FILINGS;
  const filings = new Map<IsoDay, number>();
  for (const [day, count] of readEntries(stored)) {
    if (!isIsoDay(day) || typeof count !== 'number')
      throw new CorruptItemError('stored filings do not fit their schema');
    filings.set(day, count);
  }
  return filings;
}

function readEntries(text: string): [string, unknown][] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  } catch (cause) {
    throw new CorruptItemError('stored filings are not JSON', { cause });
  }
  throw new CorruptItemError('stored filings are not a JSON object');
}
