/**
 * The one DynamoDB table: keys, attribute names and item shapes. Every item read is parsed by these schemas.
 *
 * | partition key          | sort key                        | item |
 * | ---------------------- | ------------------------------- | ---- |
 * | `<district>#<year>`    | `agency#<id>`                   | `AgencyYearItem`: an agency's year, a child of its district (a consolidated report adds nothing) |
 * | `<parent>#<year>`      | `region#<code>`                 | `RegionYearItem`: a region's sum, a child of its parent; the nation's parent is `root` |
 * | `<district>#<year>`    | `submission#<id>#<submission>`  | `SubmissionItem`: history, immutable |
 * | `unplaced`             | `submission#<key>#<submission>` | the same for what no agency of the roster can be told from |
 * | `agency#<id>`          | `roster`                        | `RosterItem` |
 * | `agency#<id>`          | `roster#<since>`                | `RosterVersionItem`: what the roster said before, from that instant on; immutable |
 * | `regions`              | `<code>`                        | `RegionItem`; in one partition, so that all are found without a scan |
 * | `names`                 | `regions`, or `<district>`      | `NamesItem` (`stored-names.ts`): by what all regions, or a district's agencies, are found; longer ones go on at `#1`, `#2` … |
 * | `<code>#<year>`        | `summary#<slot>`                | `SummaryItem`: the region's compliance summary of a slot, immutable |
 * | `<code>#<year>`        | `told#<slot>#<recipient>`       | `MailItem`: one mail about it, so that it is sent once |
 * | `load#<what>`          | `head`, `entry#<load>#<id>`     | the last load of a file, and what stood before it (`load-record.ts`) |
 * | `calendar`             | `<year>#<scope>#<kind or *>`    | `CalendarItem`: an extension of deadlines; withdrawn ones stay, without a day |
 * | `narrative#<year>#<band>` | `<receivedAt>#<agency>`      | `NarrativeItem`: whose narrative meets others in the band, the earliest first; three of each (rule Q3) |
 */
import * as z from 'zod/mini';
import { AGENCY_KINDS, isIsoDay, type IsoDay } from '../domain/basics/calendar.ts';
import type { ExtensionScope } from '../domain/standing/extension.ts';
import { parentOf } from '../domain/basics/region.ts';
import { findingSchema, instantSchema, sameAsSchema } from './receipt.ts';
import { storedFilingsSchema } from './stored-filings.ts';
import { storedFiguresSchema } from './stored-figures.ts';
import { storedSignalSchema } from './stored-signal.ts';
import type { Place } from './object-keys.ts';
import type { RegionOrder } from './summary-keys.ts';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export const childrenPartition = (region: string, year: number): string => `${region}#${year}`;
/** What an item's key names: an agency's id, a region's code, or the key itself. */
export const idIn = ({ pk, sk }: ItemKey): string =>
  /^(?:agency|region|submission)#([^#]+)/.exec(sk)?.[1] ?? `${pk} ${sk}`;
/** Sort keys of a region's children lie in this range; submissions and summaries behind it. */
export const CHILDREN_FROM = 'agency#';
export const CHILDREN_TO = 'region$';
/** The submissions of a region's agencies lie behind its children, up to this. */
export const HISTORY_TO = 'submission$';

export const agencyYearKey = ({ district, agencyId, year }: Place): ItemKey => ({
  pk: childrenPartition(district, year),
  sk: `agency#${agencyId}`,
});
export const regionYearKey = (code: string, year: number): ItemKey => ({
  pk: childrenPartition(parentOf(code) ?? 'root', year),
  sk: `region#${code}`,
});
export const submissionKey = ({ district, agencyId, year }: Place, submissionId: string): ItemKey => ({
  pk: childrenPartition(district, year),
  sk: `submission#${agencyId}#${submissionId}`,
});
export const UNPLACED_PARTITION = 'unplaced';
export const isUnplaced = ({ pk }: Pick<ItemKey, 'pk'>): boolean => pk === UNPLACED_PARTITION;
export const unplacedKey = (documentKey: string, submissionId: string): ItemKey => ({
  pk: UNPLACED_PARTITION,
  // A key may be as long as a sort key may be; the submission's id alone tells one from the other.
  sk: `submission#${documentKey.slice(0, 200).toWellFormed()}#${submissionId}`,
});
export const rosterKey = (agencyId: string): ItemKey => ({ pk: `agency#${agencyId}`, sk: 'roster' });
export const rosterVersionKey = (agencyId: string, since: string): ItemKey => ({
  pk: `agency#${agencyId}`,
  sk: `roster#${since}`,
});
export const CALENDAR_PARTITION = 'calendar';
export const calendarKey = ({ year, scope, kind }: ExtensionScope): ItemKey => ({
  pk: CALENDAR_PARTITION,
  sk: `${year}#${scope}#${kind ?? '*'}`,
});
export const narrativePartition = (year: number, band: string): string => `narrative#${year}#${band}`;
export const narrativeKey = (
  { year, receivedAt, agencyId }: Pick<NarrativeEntry, 'year' | 'receivedAt' | 'agencyId'>,
  band: string,
): ItemKey => ({ pk: narrativePartition(year, band), sk: `${receivedAt}#${agencyId}` });
export const summaryKey = ({ code, year, slot }: RegionOrder): ItemKey => ({
  pk: childrenPartition(code, year),
  sk: `summary#${slot}`,
});
/** What the sort keys of a region's summaries of a year begin with; the slot follows. */
export const summaryRange = (code: string, year: number): ItemKey => ({
  pk: childrenPartition(code, year),
  sk: 'summary#',
});
/** `recipient`: `office`, or `agency#<id>`. */
/** Behind the submissions, so that who reads a region's history reads none of them. */
export const mailKey = ({ code, year, slot }: RegionOrder, recipient: string): ItemKey => ({
  pk: childrenPartition(code, year),
  sk: `told#${slot}#${recipient}`,
});
export const REGIONS_PARTITION = 'regions';
export const regionKey = (code: string): ItemKey => ({ pk: REGIONS_PARTITION, sk: code });

/** Where a report comes from: a published one, or the generator's (演示数据). Absent: a report filed in earnest. */
export const datasetSchema = z.enum(['published', 'synthetic']);
export type Dataset = z.infer<typeof datasetSchema>;

const isoDaySchema = z.custom<IsoDay>((value) => typeof value === 'string' && isIsoDay(value));

const agencyFacts = {
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  /** The oldest first; see `former-names.ts` of the domain. */
  formerNames: z.optional(z.readonly(z.array(z.object({ name: z.string(), until: z.number() })))),
  kind: z.enum(AGENCY_KINDS),
  dataset: z.optional(datasetSchema),
  /** 信息公开工作机构 of the agency, as its information guide publishes it (Decree 711 article 12). */
  mail: z.optional(z.string()),
  /** `false`: it is not reminded by mail. */
  reminders: z.optional(z.literal(false)),
};
const agencySchema = z.object(agencyFacts);

/** Why, and until which day, an agency-year's report is on time; see `extension.ts` of the domain. */
const extensionSchema = z.object({ until: isoDaySchema, reason: z.string() });

/** A warning with what it read; see `explanations.ts` of the domain. */
const warningSchema = z.object({ rule: z.string(), path: z.string(), basis: z.string() });
const keptExplanationSchema = z.object({
  rule: z.string(),
  path: z.string(),
  words: z.string(),
  sha256: z.string(),
  since: z.string(),
  receivedAt: instantSchema,
  order: z.string(),
  basis: z.optional(z.string()),
});

const originalSchema = z.object({
  agencyId: z.string(),
  name: z.string(),
  year: z.number(),
  sha256: z.string(),
  similarity: z.number(),
});

export type Original = z.infer<typeof originalSchema>;

/** What is kept of a report that could be read; an agency-year keeps that of an acceptable one. */
const acceptedSchema = z.object({
  nil: z.boolean(),
  /** 机关名称 as the document states it. */
  name: z.string(),
  /** As the document states it. */
  publishedOn: z.optional(isoDaySchema),
  figures: storedFiguresSchema,
  /** Of a narrative long enough to be told from others; see `narrative-fingerprint.ts` of the domain. */
  narrative: z.optional(z.string()),
  /** Of the document itself, explained or not. */
  warnings: z.array(warningSchema),
  /** Another agency's report with the same text, received earlier: when this one was received or, of one in force, as of the last recheck. */
  copiedFrom: z.optional(originalSchema),
});
export type Accepted = z.infer<typeof acceptedSchema>;

const filedSchema = z.object({ submissionId: z.string(), order: z.string(), receivedAt: instantSchema });

/** The report in force: the newest that is acceptable, as it was received first. */
const inForceSchema = z.extend(acceptedSchema, {
  ...filedSchema.shape,
  sha256: z.string(),
  content: z.optional(z.string()),
  /** The newest submission that says the same once more. */
  repeated: z.optional(filedSchema),
  /** Unexplained warnings, those of contextual rules included, as of the last recheck. */
  openWarnings: z.number(),
});
export type InForce = z.infer<typeof inForceSchema>;

const latestSchema = z.object({
  ...filedSchema.shape,
  outcome: z.enum(['accepted', 'returned']),
  errors: z.number(),
  /** Rules that found something in it. */
  rules: z.readonly(z.array(z.string())),
});

const neighbourSchema = z.object({ district: z.string(), agencyId: z.string() });
export type Neighbour = z.infer<typeof neighbourSchema>;

/** What the roster and the calendar say of an agency-year. */
const enrolmentFacts = {
  agency: agencySchema,
  /** Whether the roster obliges the agency to report for the year. */
  obliged: z.boolean(),
  /** The calendar's, as it binds this agency-year. */
  extension: z.optional(extensionSchema),
  /** Where others were merged into the agency as the year began: these, and itself where it reported before. */
  opensWith: z.optional(z.array(neighbourSchema)),
  /** The load that made them say so. */
  since: instantSchema,
};
const enrolmentSchema = z.object(enrolmentFacts);
export type Enrolment = z.infer<typeof enrolmentSchema>;

export const agencyYearItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  /** Goes up by one with every write; a writer states the one that it has read. */
  revision: z.number(),
  district: z.string(),
  year: z.number(),
  ...enrolmentFacts,
  /** What they said earlier, the oldest first. */
  before: z.optional(z.array(enrolmentSchema)),
  /** Agencies that go on with this one's cases in the year after. */
  handsTo: z.optional(z.array(neighbourSchema)),
  inForce: z.optional(inForceSchema),
  /** The newest submission, acceptable or not. */
  latest: z.optional(latestSchema),
  /** The first acceptable submission fixes lateness for ever. */
  firstAccepted: z.optional(z.object({ order: z.string(), receivedAt: instantSchema })),
  /** The newest explanation of each warning, from whichever acceptable document. */
  explanations: z.optional(z.array(keptExplanationSchema)),
  /** Rules that ever found something here, and those of them that are open or explained now. */
  rules: z.optional(
    z.object({ fired: z.array(z.string()), open: z.array(z.string()), explained: z.array(z.string()) }),
  ),
});
export type AgencyYearItem = z.infer<typeof agencyYearItemSchema>;

/** What a damaged agency-year still says that nothing else knows: each attribute that is as it should be. */
export function legibleIn(raw: Readonly<Record<string, unknown>>): Pick<
  Partial<AgencyYearItem>,
  'before' | 'explanations' | 'rules'
> & {
  readonly enrolment?: Enrolment;
} {
  const { before, explanations, rules } = agencyYearItemSchema.shape;
  const read = <Value>(schema: z.ZodMiniType<Value>, name: string): Value | undefined => {
    const parsed = schema.safeParse(raw[name]);
    return parsed.success ? parsed.data : undefined;
  };
  const enrolment = enrolmentSchema.safeParse(raw);
  return {
    ...(enrolment.success && { enrolment: enrolment.data }),
    before: read(before, 'before'),
    explanations: read(explanations, 'explanations'),
    rules: read(rules, 'rules'),
  };
}

export const regionYearItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  revision: z.number(),
  code: z.string(),
  name: z.string(),
  year: z.number(),
  reports: z.object({
    expected: z.number(),
    /** Reports in force, flagged ones included. */
    accepted: z.number(),
    flagged: z.number(),
    returned: z.number(),
    late: z.number(),
    /** Agencies among the expected whose reports are the generator's. */
    synthetic: z.number(),
  }),
  figures: storedFiguresSchema,
  signal: z.optional(storedSignalSchema),
  filings: z.optional(storedFilingsSchema),
  /** Agencies whose reports are about the whole region: they are compared with it when it changes. */
  consolidated: z.optional(z.array(z.string())),
});
export type RegionYearItem = z.infer<typeof regionYearItemSchema>;

export const submissionItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  key: z.string(),
  submissionId: z.string(),
  /** Sorts the submissions of one agency-year; see `submission-order.ts`. */
  order: z.string(),
  sha256: z.nullable(z.string()),
  /** Of what the document says, however it is written; see `same-document.ts` of the domain. */
  content: z.optional(z.string()),
  sizeBytes: z.number(),
  receivedAt: instantSchema,
  processedAt: instantSchema,
  outcome: z.enum(['accepted', 'returned']),
  /** The first `MAX_STORED_FINDINGS` of the document's own; the receipt has all. */
  findings: z.array(findingSchema),
  /** What contextual rules found when it was received. */
  contextualFindings: z.array(findingSchema),
  findingCount: z.number(),
  errorCount: z.number(),
  /** Every rule that found something in the document itself. */
  rules: z.array(z.string()),
  /** How many warnings the document explains. */
  explanationCount: z.number(),
  /** Of an acceptable one: what any instant's figures can be told from, without the archive. */
  accepted: z.optional(acceptedSchema),
  /** Of a returned one that could be read: what it is compared by. */
  stated: z.optional(acceptedSchema),
  /** Those that an acceptable document gives. */
  explanations: z.optional(z.array(keptExplanationSchema)),
  /** What said the same when it was received. */
  sameAs: z.optional(sameAsSchema),
});
export type SubmissionItem = z.infer<typeof submissionItemSchema>;
export const MAX_STORED_FINDINGS = 200;

/** What tells a submission from the others: where there are hundreds, they are not all read. */
const headSchema = z.pick(submissionItemSchema, {
  submissionId: true,
  order: true,
  receivedAt: true,
  outcome: true,
  sha256: true,
  content: true,
});
export const submissionHeadSchema: z.ZodMiniType<SubmissionHead> = headSchema;
export const HEAD_ATTRIBUTES: readonly string[] = Object.keys(headSchema.shape);
export type SubmissionHead = z.infer<typeof headSchema>;

/** The submissions of an agency-year. */
export interface FiledSubmissions {
  /** The newest first. */
  readonly heads: readonly SubmissionHead[];
  /** All of them whole, where one answer of the table holds them; else none. */
  readonly items: readonly SubmissionItem[];
}

const rosterEntrySchema = z.object({
  ...agencyFacts,
  district: z.string(),
  from: z.number(),
  to: z.optional(z.number()),
  predecessors: z.array(z.string()),
  /** Agencies on the roster that name this one as a predecessor. */
  successors: z.optional(z.array(z.string())),
});
export type RosterEntry = z.infer<typeof rosterEntrySchema>;
/** The entry alone, of an item too. */
export const rosterEntryOf = (entry: RosterEntry): RosterEntry => rosterEntrySchema.parse(entry);

export const rosterItemSchema = z.object({
  pk: z.string(),
  sk: z.literal('roster'),
  v: z.literal(1),
  ...rosterEntrySchema.shape,
  /** The load that made it say so. */
  since: instantSchema,
});
export type RosterItem = z.infer<typeof rosterItemSchema>;

export const rosterVersionItemSchema = z.object({
  ...rosterItemSchema.shape,
  sk: z.string(),
  /** When the load that put the agency on the roster was taken back: nothing was said of it from then on. */
  until: z.optional(instantSchema),
});
export type RosterVersionItem = z.infer<typeof rosterVersionItemSchema>;

/** The report years of a region's code; see `region-span.ts` of the domain. */
const yearsOfRegion = { from: z.optional(z.number()), to: z.optional(z.number()) };
const regionNameSchema = z.object({ code: z.string(), name: z.string(), ...yearsOfRegion });
export type RegionName = Readonly<z.infer<typeof regionNameSchema>>;

export const regionItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  code: z.string(),
  name: z.string(),
  /** 政务公开主管部门: its office's mail address. */
  mail: z.optional(z.string()),
  ...yearsOfRegion,
  predecessors: z.optional(z.readonly(z.array(z.string()))),
  /** The loaded regions that name it as a predecessor. */
  successors: z.optional(z.readonly(z.array(z.string()))),
  /** The loaded regions right below it, by code: who reads the item knows them without another request. */
  below: z.optional(z.readonly(z.array(regionNameSchema))),
});
export type RegionItem = z.infer<typeof regionItemSchema>;
export type RegionEntry = Pick<RegionItem, 'code' | 'name' | 'mail' | 'from' | 'to' | 'predecessors'>;

const calendarSaysSchema = z.object({
  /** Left out where the extension is withdrawn. */
  until: z.optional(isoDaySchema),
  reason: z.string(),
  /** The load that made it say so. */
  since: instantSchema,
});
export const calendarItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  year: z.number(),
  scope: z.string(),
  kind: z.optional(z.enum(AGENCY_KINDS)),
  ...calendarSaysSchema.shape,
  /** What it said earlier, the oldest first. */
  before: z.optional(z.array(calendarSaysSchema)),
});
export type CalendarItem = z.infer<typeof calendarItemSchema>;

export const narrativeItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  agencyId: z.string(),
  district: z.string(),
  year: z.number(),
  /** 机关名称, where it is known. */
  name: z.optional(z.string()),
  fingerprint: z.string(),
  submissionId: z.string(),
  sha256: z.string(),
  order: z.string(),
  receivedAt: instantSchema,
});
type NarrativeItem = z.infer<typeof narrativeItemSchema>;
export type NarrativeEntry = Omit<NarrativeItem, 'pk' | 'sk' | 'v'>;

export const summaryItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  /** Of the kept summary's bytes: which of several answers is the slot's. */
  sha256: z.string(),
  madeAt: instantSchema,
  /** Of the JSON file in the bucket; CSV and HTML lie beside it. */
  key: z.string(),
  counts: z.object({
    expected: z.number(),
    accepted: z.number(),
    flagged: z.number(),
    returned: z.number(),
    missing: z.number(),
    late: z.number(),
    overdue: z.number(),
  }),
});
export type SummaryItem = z.infer<typeof summaryItemSchema>;

const mailFacts = {
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  to: z.string(),
  messageId: z.string(),
  /** Of the run that claimed it last; only that one may say what became of it. */
  claim: z.string(),
  since: instantSchema,
};
export const mailItemSchema = z.discriminatedUnion('state', [
  /** On its way; after `leaseUntil` its run is taken for dead, and another sends it. */
  z.object({ ...mailFacts, state: z.literal('claimed'), leaseUntil: instantSchema }),
  /** Not taken for now; the next run sends it. */
  z.object({ ...mailFacts, state: z.literal('waiting'), reason: z.string() }),
  z.object({ ...mailFacts, state: z.literal('sent') }),
  z.object({ ...mailFacts, state: z.literal('refused'), reason: z.string() }),
]);
export type MailItem = z.infer<typeof mailItemSchema>;
