/**
 * A compliance summary as it is kept: the domain's own value, with `null` for what is not there. One of many agencies is kept in
 * parts of 500, which its head names: a nation's would be a document of 90 MB, held in memory several times over.
 */
import { datasetSchema } from '../dataset-schema.ts';
import * as z from 'zod/mini';
import { isIsoDay, AGENCY_KINDS, type IsoDay } from '../../domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  type ChangeName,
  type ComplianceLine,
  type ComplianceSummary,
} from '../../domain/compliance/compliance.ts';
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
const lineShape = { ...agencyShape, open: z.object({ findings: z.array(findingSchema), count: z.number() }) };

const storedSummarySchema: z.ZodMiniType<
  ComplianceSummary & { readonly parts?: readonly string[] | undefined }
> = z.object({
  region: z.object({ code: z.string(), name: z.string() }),
  year: z.number(),
  at: instantSchema,
  deadlines: z.array(
    z.object({ day: daySchema, agencies: z.number(), consolidated: z.optional(z.number()) }),
  ),
  counts: z.object(countsShape),
  byKind: z.array(z.object({ ...countsShape, kind: z.enum(AGENCY_KINDS) })),
  /** None where there are parts: each of these has its own, and what changed of them. */
  agencies: z.array(z.object(lineShape)),
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
  /** SHA-256 of each, in the order of their agencies. */
  parts: z.optional(z.array(z.string())),
});

interface PartLine {
  readonly line: ComplianceLine;
  readonly changes: readonly ChangeName[];
}
export type SummaryPart = readonly PartLine[];
const storedPartSchema: z.ZodMiniType<SummaryPart> = z.array(
  z.object({ line: z.object(lineShape), changes: z.array(z.enum(CHANGE_NAMES)) }),
);

/** What a part holds; a summary of no more agencies is kept whole. */
export const AGENCIES_IN_PART = 500;

const store = (value: object): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(value, (_, one: unknown) => (one === undefined ? null : one)));

/** The parts, one at a time. */
export function* storeParts({ agencies: lines, changes }: ComplianceSummary): Generator<Uint8Array> {
  if (lines.length <= AGENCIES_IN_PART) return;
  const changed = CHANGE_NAMES.map((name) => ({ name, ids: new Set(changes[name].map(({ id }) => id)) }));
  for (let first = 0; first < lines.length; first += AGENCIES_IN_PART)
    yield store(
      lines.slice(first, first + AGENCIES_IN_PART).map((line) => ({
        line,
        changes: changed.filter(({ ids }) => ids.has(line.id)).map(({ name }) => name),
      })),
    );
}

/** The whole of a summary that has no parts, the head of one that has. */
export const storeSummary = (summary: ComplianceSummary, parts: readonly string[]): Uint8Array =>
  store(
    parts.length === 0
      ? summary
      : { ...summary, agencies: [], changes: { since: summary.changes.since, ...NO_CHANGES }, parts },
  );

const NO_CHANGES = { newlyAccepted: [], newlyLate: [], newlyReturned: [], corrected: [], reopened: [] };

export interface StoredSummary {
  readonly summary: ComplianceSummary;
  readonly parts: readonly string[];
}

export function readStoredSummary(bytes: Uint8Array): StoredSummary {
  const { parts = [], ...summary } = parse(storedSummarySchema, bytes);
  return { summary, parts };
}

export const readStoredPart = (bytes: Uint8Array): SummaryPart => parse(storedPartSchema, bytes);

/** The summary that a head and all its parts make up. */
export function joinParts(head: ComplianceSummary, parts: readonly SummaryPart[]): ComplianceSummary {
  const all = parts.flat();
  const byId = all.toSorted((a, b) => (a.line.id < b.line.id ? -1 : 1));
  const changed = (name: ChangeName) =>
    byId
      .filter(({ changes }) => changes.includes(name))
      .map(({ line: { open: _open, ...agency } }) => agency);
  return {
    ...head,
    agencies: all.map(({ line }) => line),
    changes: {
      since: head.changes.since,
      newlyAccepted: changed('newlyAccepted'),
      newlyLate: changed('newlyLate'),
      newlyReturned: changed('newlyReturned'),
      corrected: changed('corrected'),
      reopened: changed('reopened'),
    },
  };
}

function parse<T>(schema: z.ZodMiniType<T>, bytes: Uint8Array): T {
  const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new CorruptItemError(`a kept compliance summary does not fit its schema at ${where}`);
}
