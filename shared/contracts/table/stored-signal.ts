/** A region's signal as its item keeps it: one JSON text, `{"department.Y1":[fired,corrected,explained],…}`. */
import * as z from 'zod/mini';
import type { Signal } from '../../domain/standing/signal.ts';
import { CorruptItemError } from '../../errors.ts';

export const storedSignalSchema = z.string().check(z.startsWith('{'));
const talliesSchema = z.record(z.string(), z.tuple([z.number(), z.number(), z.number()]));

export function toStoredSignal(signal: Signal): string | undefined {
  if (signal.size === 0) return undefined;
  return JSON.stringify(
    Object.fromEntries(
      [...signal].map(([key, { fired, corrected, explained }]) => [key, [fired, corrected, explained]]),
    ),
  );
}

/** Throws CorruptItemError where the text is not what `toStoredSignal` writes. */
export function fromStoredSignal(stored: string | undefined): Signal {
  if (stored === undefined) return new Map();
  const parsed = talliesSchema.safeParse(parsedJson(stored));
  if (!parsed.success) throw new CorruptItemError('a stored signal does not fit its schema');
  return new Map(
    Object.entries(parsed.data).map(([key, [fired, corrected, explained]]) => [
      key,
      { fired, corrected, explained },
    ]),
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CorruptItemError('a stored signal is not JSON', { cause });
  }
}
