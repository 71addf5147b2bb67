/**
 * The durable record of a redaction: `redactions/<sha256>.json`, written before anything is taken away. Whoever receives,
 * proves or makes anew asks it; what it says stays said, and what was broken off is finished by it.
 */
import * as z from 'zod/mini';
import type { Redaction, Submission } from '../../domain/standing/submission.ts';
import { CorruptItemError } from '../../errors.ts';
import { submissionCodec } from '../table/submission-codec.ts';
import { instantSchema } from './receipt.ts';

const storedSchema = z.object({
  v: z.literal(1),
  /** The document's own hash, and that of what stands in the archive instead. */
  sha256: z.string(),
  redactedSha256: z.string(),
  /** What it said, by the hash of `canonicalText`, where a report could be read. */
  content: z.optional(z.string()),
  at: instantSchema,
  by: z.string(),
  reason: z.string(),
  submissions: z.array(z.object({ key: z.string(), submissionId: z.string() })),
  /** Items of the table; an earlier version kept none. */
  kept: z._default(z.array(z.record(z.string(), z.unknown())), []),
});

export interface RedactionRecord extends Omit<z.infer<typeof storedSchema>, 'v' | 'kept'> {
  /** Those of `submissions` without their texts: their uploads are gone, and a table may be lost. */
  readonly kept: readonly Submission[];
}

export const encodeRedaction = ({ kept, ...record }: RedactionRecord): string =>
  JSON.stringify({ v: 1, ...record, kept: kept.map(submissionCodec.encode) });

/** `key`: the object's, to be named where it is no record. */
export function decodeRedaction(key: string, stored: unknown): RedactionRecord {
  const parsed = storedSchema.safeParse(stored);
  if (!parsed.success) throw new CorruptItemError(`${key} does not fit its schema`);
  const { v: _v, kept, ...record } = parsed.data;
  return { ...record, kept: kept.map(submissionCodec.decode) };
}

export const takeRedaction = ({ at, by, reason, redactedSha256 }: RedactionRecord): Redaction => ({
  at,
  by,
  reason,
  sha256: redactedSha256,
});
