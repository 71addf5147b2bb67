/**
 * A compliance summary as it is kept: the domain's own value, with `null` for what is not there. One of many agencies is kept in
 * parts of 500, which its head names: a nation's would be a document of 90 MB, held in memory several times over. The head tells
 * what a page says of all of them, and in which part each line stands, so that a page reads no more than the lines that it shows.
 */
import { datasetSchema } from '../dataset-schema.ts';
import * as z from 'zod/mini';
import { isIsoDay, AGENCY_KINDS, KINDS_BESIDE, type IsoDay } from '../../domain/basics/calendar.ts';
import {
  byUrgency,
  CHANGE_NAMES,
  LIST_NAMES,
  type ChangedLine,
  type ChangeName,
  type ComplianceSummary,
} from '../../domain/compliance/compliance.ts';
import { DATE_BASES } from '../../domain/compliance/dates-in-force.ts';
import {
  indexLines,
  makeTellingChanges,
  ORDER_KEPT,
  tellOrderKept,
  type LineIndex,
} from '../../domain/compliance/line-index.ts';
import { CHANGES_TOLD, outlineToKeep, type KeptOutline } from '../../domain/compliance/outline.ts';
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

const childrenSchema = z.array(z.object({ ...countsShape, code: z.string(), name: z.string() }));
const progressSchema = z.array(z.object({ day: daySchema, filed: z.number() }));

const indexSchema: z.ZodMiniType<LineIndex> = z.object({
  cells: z.array(
    z.object({
      kind: z.enum(AGENCY_KINDS),
      isOwnLevel: z.boolean(),
      isOverdue: z.boolean(),
      lists: z.array(z.enum(LIST_NAMES)),
      changes: z.array(z.enum(CHANGE_NAMES)),
      came: z.boolean(),
    }),
  ),
  order: z.string(),
});
const bound = { agencies: z.number(), consolidated: z.number() };
const outlineShape = {
  lines: z.number(),
  synthetic: z.number(),
  isAllSynthetic: z.boolean(),
  kinds: z.array(z.enum(AGENCY_KINDS)),
  hasInternalDates: z.boolean(),
  hasOffices: z.boolean(),
  hasNamesInYear: z.boolean(),
  deadlines: z.array(
    z.object({
      ...bound,
      day: daySchema,
      isInternal: z.boolean(),
      open: z.number(),
      openConsolidated: z.number(),
      kinds: z.array(z.enum(AGENCY_KINDS)),
    }),
  ),
  dates: z.array(
    z.object({
      ...bound,
      basis: z.enum(DATE_BASES),
      day: daySchema,
      source: z.object({ zh: z.string(), en: z.string() }),
      edition: z.optional(orNothing(daySchema)),
    }),
  ),
  /** Earlier versions kept all dates. */
  datesTotal: z.optional(orNothing(z.number())),
  ownLevel: orNothing(z.object(countsShape)),
  obliged: z.object(bound),
  beside: z.array(z.object({ kind: z.enum(KINDS_BESIDE), count: z.number() })),
  overdueMissing: z.object({ all: z.number(), byChild: z.record(z.string(), z.number()) }),
};
const namedSchema = z.object({
  count: z.number(),
  first: z.array(z.object({ id: z.string(), name: z.string(), latestAt: orNothing(instantSchema) })),
});
const outlineSchema: z.ZodMiniType<KeptOutline> = z.object({
  agencies: z.object(outlineShape),
  withConsolidated: z.object({
    ...outlineShape,
    counts: z.object(countsShape),
    children: childrenSchema,
    progress: progressSchema,
  }),
  changes: z.object({
    since: instantSchema,
    received: z.object({ own: z.number(), consolidated: z.number() }),
    lists: z.array(z.object({ name: z.enum(CHANGES_TOLD), own: namedSchema, consolidated: namedSchema })),
  }),
  byLaw: z.array(z.object({ kind: z.enum(AGENCY_KINDS), district: z.string(), deadline: daySchema })),
});
/** What spares reading the parts. */
export interface Digest {
  readonly index: LineIndex;
  readonly outline: KeptOutline;
}

const digestSchema: z.ZodMiniType<Digest> = z.object({ index: indexSchema, outline: outlineSchema });
/** The first versions named no order. */
const orderSchema = z.object({ orderKept: z._default(z.number(), 1) });

const storedSummarySchema: z.ZodMiniType<
  ComplianceSummary & {
    readonly parts?: readonly string[] | undefined;
    readonly digest?: unknown;
  }
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
  children: childrenSchema,
  progress: progressSchema,
  /** SHA-256 of each, in the order of their agencies: the summary's where there is no digest, else `tellOrderKept`. */
  parts: z.optional(z.array(z.string())),
  /** Left out where there are no parts, and in what earlier versions kept. */
  digest: z.optional(z.unknown()),
});

export type SummaryPart = readonly ChangedLine[];
const partLineSchema: z.ZodMiniType<ChangedLine> = z.object({
  line: z.object(lineShape),
  changes: z.array(z.enum(CHANGE_NAMES)),
});

/** What a part holds; a summary of no more agencies is kept whole. */
export const AGENCIES_IN_PART = 500;

const store = (value: object): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(value, (_, one: unknown) => (one === undefined ? null : one)));

/** A summary as it is kept, one object at a time: the parts of one of many agencies, then what names them. */
export interface SummaryToStore {
  readonly parts: Iterable<Uint8Array>;
  readonly head: (parts: readonly string[]) => Uint8Array;
}

export function storeSummary(summary: ComplianceSummary): SummaryToStore {
  const { agencies: lines, changes } = summary;
  if (lines.length <= AGENCIES_IN_PART) return { parts: [], head: () => store(summary) };
  const index = indexLines(summary);
  return {
    parts: storeParts(summary, tellOrderKept(index)),
    head: (parts) =>
      store({
        ...summary,
        agencies: [],
        changes: { since: changes.since, ...NO_CHANGES },
        parts,
        digest: { orderKept: ORDER_KEPT, index, outline: outlineToKeep(summary) },
      }),
  };
}

const NO_CHANGES = { newlyAccepted: [], newlyLate: [], newlyReturned: [], corrected: [], reopened: [] };

function* storeParts(
  { agencies: lines, changes }: ComplianceSummary,
  order: readonly number[],
): Generator<Uint8Array> {
  const tellChanges = makeTellingChanges(changes);
  for (let first = 0; first < order.length; first += AGENCIES_IN_PART)
    yield store(
      order.slice(first, first + AGENCIES_IN_PART).flatMap((position) => {
        const line = lines[position];
        return line ? [{ line, changes: tellChanges(line) }] : [];
      }),
    );
}

export interface StoredSummary {
  readonly summary: ComplianceSummary;
  readonly parts: readonly string[];
  readonly digest: Digest | undefined;
}

export function readStoredSummary(bytes: Uint8Array): StoredSummary {
  const { parts = [], digest, ...summary } = check(storedSummarySchema, parse(bytes));
  return { summary, parts, digest: digest === undefined ? undefined : readDigest(digest) };
}

/** Lines that a later version keeps in another order are read as those without a digest: all of them. */
const readDigest = (digest: unknown): Digest | undefined =>
  check(orderSchema, digest).orderKept === ORDER_KEPT ? check(digestSchema, digest) : undefined;

export const readStoredPart = (bytes: Uint8Array): SummaryPart => pickFromPart(bytes);

/** Those at some places of a part alone: proving that all of it fits takes many times as long as reading it. */
export function pickFromPart(bytes: Uint8Array, places?: readonly number[]): SummaryPart {
  const lines = check(z.array(z.unknown()), parse(bytes));
  return check(z.array(partLineSchema), places ? places.map((place) => lines[place]) : lines);
}

/** The summary that a head and all its parts make up. */
export function joinParts(head: ComplianceSummary, parts: readonly SummaryPart[]): ComplianceSummary {
  const all = parts.flat().sort((a, b) => byUrgency(a.line, b.line));
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

const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

function check<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const where = checked.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new CorruptItemError(`a kept compliance summary does not fit its schema at ${where}`);
}
