/** The receipt of one uploaded version: every finding, as S3 keeps it, and the web app and the CLI show it. */
import * as z from 'zod/mini';
import { isRuleId, SEVERITIES, type Finding, type RuleId } from '../../domain/findings/finding.ts';
import type { ShownActor } from '../../domain/authority/shown-actor.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { SameAs } from '../../domain/document/same-document.ts';
import { DECIDED_BY, SLIPS } from '../../domain/findings/suspect.ts';

const textSchema = z.object({ zh: z.string(), en: z.string() });
const changeSchema = z.object({ path: z.string(), found: z.number(), value: z.number() });
const repairSchema = z.object({
  ...changeSchema.shape,
  slip: z.enum(SLIPS),
  clears: z.number(),
  decidedBy: z.exactOptional(z.enum(DECIDED_BY)),
  changes: z.array(changeSchema),
});
const suspectSchema = z.union([
  repairSchema,
  z.object({ candidates: z.array(repairSchema), more: z.exactOptional(z.number()) }),
]);

export const findingSchema: z.ZodMiniType<Finding> = z.object({
  rule: z.custom<RuleId>(isRuleId),
  severity: z.enum(SEVERITIES),
  path: z.string(),
  found: z.union([z.number(), z.string(), z.null()]),
  expected: z.union([z.number(), z.string(), z.null()]),
  message: textSchema,
  suspect: z.exactOptional(suspectSchema),
  passage: z.exactOptional(z.object({ path: z.string(), start: z.number(), end: z.number() })),
  about: z.exactOptional(z.array(z.string())),
});

export const instantSchema = z.custom<Instant>(
  (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
);

export const sameAsSchema: z.ZodMiniType<SameAs> = z.object({
  submissionId: z.string(),
  receivedAt: instantSchema,
  outcome: z.enum(['accepted', 'returned']),
  message: textSchema,
});

const shownActorSchema: z.ZodMiniType<ShownActor> = z.object({
  kind: z.enum(['person', 'credential', 'operator', 'unknown']),
  name: z.exactOptional(z.string()),
  credential: z.exactOptional(z.string()),
});

const decisionSchema = z.object({
  outcome: z.enum(['accepted', 'returned']),
  findings: z.array(findingSchema),
});

export const receiptSchema = z.object({
  v: z.literal(1),
  /** Key and version of the uploaded object. */
  key: z.string(),
  submissionId: z.string(),
  /** The hash of the exact bytes, in hex; null for an object too large to be read. */
  sha256: z.nullable(z.string()),
  sizeBytes: z.number(),
  receivedAt: instantSchema,
  processedAt: instantSchema,
  ...decisionSchema.shape,
  /** The earlier document that says the same, however this one is written: nothing is corrected. */
  sameAs: z.exactOptional(sameAsSchema),
  /** Who filed it, where that is known; no receipt bears an address. */
  by: z.exactOptional(shownActorSchema),
  /** Says that the S rules kept the document from being compared with last year's report. */
  notCompared: z.exactOptional(textSchema),
  /** What earlier receipts of the same version said, the oldest first; `processedAt` tells them apart. */
  earlier: z.optional(z.array(z.object({ processedAt: instantSchema, ...decisionSchema.shape }))),
});
export type Receipt = z.infer<typeof receiptSchema>;
