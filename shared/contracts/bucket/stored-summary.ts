/** A compliance summary as it is kept: the domain's own value, with `null` for what is not there. */
import { datasetSchema } from '../dataset-schema.ts';
import * as z from 'zod/mini';
import { isIsoDay, AGENCY_KINDS, type IsoDay } from '../../domain/basics/calendar.ts';
import type { ComplianceSummary } from '../../domain/compliance/compliance.ts';
import { MARK_KINDS } from '../../domain/standing/acts/office-standing.ts';
import { PUBLICATION_STATES } from '../../domain/standing/publication.ts';
import { SOURCE_STATES } from '../../domain/standing/source-check.ts';
import { CorruptItemError } from '../../errors.ts';
import { findingSchema, instantSchema } from './receipt.ts';

const daySchema = z.custom<IsoDay>((value) => typeof value === 'string' && isIsoDay(value));
const orNothing = <T>(schema: z.ZodMiniType<T>) =>
  z.pipe(
    z.nullable(schema),
    z.transform((value) => value ?? undefined),
  );

const countsShape = {
  expected: z.number(),
  accepted: z.number(),
  flagged: z.number(),
  returned: z.number(),
  missing: z.number(),
  notObliged: z.number(),
  late: z.number(),
  /** Summaries that were kept before there were internal dates have none. */
  afterInternal: z._default(z.number(), 0),
  overdue: z.number(),
  corrected: z.number(),
  zeroConfirmed: z.number(),
  zeroUnconfirmed: z.number(),
};
const officeSaid = {
  at: instantSchema,
  until: daySchema,
  reason: z.string(),
  paths: z.optional(orNothing(z.array(z.string()))),
};
const agencyShape = {
  id: z.string(),
  name: z.string(),
  nameInYear: z.optional(z.string()),
  kind: z.enum(AGENCY_KINDS),
  dataset: orNothing(datasetSchema),
  district: z.string(),
  districtName: orNothing(z.string()),
  state: z.enum(['not-obliged', 'missing', 'returned', 'flagged', 'accepted']),
  zero: orNothing(z.enum(['confirmed', 'unconfirmed'])),
  deadline: daySchema,
  extension: orNothing(z.string()),
  internal: z.optional(orNothing(z.object({ until: daySchema, reason: z.string() }))),
  afterInternalDays: z._default(z.number(), 0),
  lateDays: z.number(),
  overdueDays: z.number(),
  firstAcceptedAt: orNothing(instantSchema),
  correctedAt: orNothing(instantSchema),
  latestAt: orNothing(instantSchema),
  errors: z.number(),
  openWarnings: z.number(),
  submissionId: orNothing(z.string()),
  publication: z.optional(
    z.object({
      state: z.enum(PUBLICATION_STATES),
      lateDays: z.number(),
      publishedOn: orNothing(daySchema),
      source: orNothing(z.enum(SOURCE_STATES)),
    }),
  ),
  office: z.optional(
    z.object({
      returned: z.optional(orNothing(z.object({ ...officeSaid, submissionId: z.string() }))),
      unchanged: z.optional(orNothing(z.object({ ...officeSaid, submissionId: z.string() }))),
      marks: z.optional(
        orNothing(
          z.array(
            z.object({
              kind: z.enum(MARK_KINDS),
              at: instantSchema,
              reason: z.optional(orNothing(z.string())),
              until: z.optional(orNothing(daySchema)),
              paths: z.optional(orNothing(z.array(z.string()))),
            }),
          ),
        ),
      ),
    }),
  ),
};
const agencies = z.array(z.object(agencyShape));

const storedSummarySchema: z.ZodMiniType<ComplianceSummary> = z.object({
  region: z.object({ code: z.string(), name: z.string() }),
  year: z.number(),
  at: instantSchema,
  deadlines: z.array(
    z.object({ day: daySchema, agencies: z.number(), consolidated: z.optional(z.number()) }),
  ),
  counts: z.object(countsShape),
  byKind: z.array(z.object({ ...countsShape, kind: z.enum(AGENCY_KINDS) })),
  agencies: z.array(
    z.object({
      ...agencyShape,
      open: z.object({ findings: z.array(findingSchema), count: z.number() }),
    }),
  ),
  changes: z.object({
    since: instantSchema,
    newlyAccepted: agencies,
    newlyLate: agencies,
    newlyReturned: agencies,
    corrected: agencies,
    reopened: agencies,
  }),
  children: z.array(z.object({ ...countsShape, code: z.string(), name: z.string() })),
  progress: z.array(z.object({ day: daySchema, filed: z.number() })),
});

export function toStoredSummary(summary: ComplianceSummary): Uint8Array {
  const text = JSON.stringify(summary, (_, value: unknown) => (value === undefined ? null : value));
  return new TextEncoder().encode(text);
}

export function fromStoredSummary(bytes: Uint8Array): ComplianceSummary {
  const parsed = storedSummarySchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new CorruptItemError(`a kept compliance summary does not fit its schema at ${where}`);
}
