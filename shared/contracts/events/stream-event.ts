/** Records of the table's stream, as far as the consumers read them. */
import * as z from 'zod/mini';
import { findParent } from '../../domain/basics/region.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { Place } from '../../domain/basics/place.ts';
import { CorruptItemError } from '../../errors.ts';
import { instantSchema } from '../bucket/receipt.ts';

/** As `aws-lambda` types it; the values are told apart by their keys. */
export interface StreamRecord {
  readonly eventID?: string | undefined;
  readonly dynamodb?:
    | {
        readonly Keys?: unknown;
        readonly NewImage?: unknown;
        readonly OldImage?: unknown;
        readonly SequenceNumber?: string | undefined;
        readonly ApproximateCreationDateTime?: number | undefined;
      }
    | undefined;
}

const keysSchema = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const CHILD = /^(?<region>[0-9]{6})#(?<year>[0-9]{4})$/;

/** The region and year that the record lies in; `undefined` where it lies in none. */
export function tellRegionYear({
  dynamodb,
}: StreamRecord): { region: string; year: number; sk: string } | undefined {
  const keys = keysSchema.safeParse(dynamodb?.Keys);
  if (!keys.success) return undefined;
  const { region, year } = CHILD.exec(keys.data.pk.S)?.groups ?? {};
  return region === undefined || year === undefined
    ? undefined
    : { region, year: Number(year), sk: keys.data.sk.S };
}

/** A child that changed, and whose it is; `undefined` where the record is not of a region's child. */
export function changedChild(
  record: StreamRecord,
): { region: string; year: number; child: string } | undefined {
  const found = tellRegionYear(record);
  const { kind, child } = /^(?<kind>agency|region)#(?<child>.+)$/.exec(found?.sk ?? '')?.groups ?? {};
  if (!found || child === undefined) return undefined;
  if (kind === 'region' && findParent(child) !== found.region) return undefined;
  return { region: found.region, year: found.year, child };
}

const filedSchema = z.object({ M: z.object({ submissionId: z.object({ S: z.string() }) }) });
const filingsSchema = z.object({ latest: z.optional(filedSchema), inForce: z.optional(filedSchema) });
const filingsIn = (image: unknown): readonly string[] => {
  const { latest, inForce } = filingsSchema.safeParse(image).data ?? {};
  return [latest, inForce].flatMap((filed) => filed?.M.submissionId.S ?? []);
};

/** Uploads that the record's change came of, by their version ids: by these logs of all functions are one trace. */
export function tracedUploads({ dynamodb }: StreamRecord): readonly string[] {
  const before = new Set(filingsIn(dynamodb?.OldImage));
  return [...new Set(filingsIn(dynamodb?.NewImage))].filter((id) => !before.has(id));
}

const filingShape = {
  submissionId: z.object({ S: z.string() }),
  receivedAt: z.object({ S: instantSchema }),
};
const imageSchema = z.optional(
  z.object({
    agency: z.unknown(),
    opensWith: z.optional(z.unknown()),
    extension: z.optional(z.unknown()),
    inForce: z.optional(
      z.object({
        M: z.object({
          ...filingShape,
          narrative: z.optional(z.object({ S: z.string() })),
          textSince: z.optional(z.object({ M: z.object(filingShape) })),
        }),
      }),
    ),
  }),
);
/** The record will say the same at every delivery: one that does not fit can never be done with. */
function parseImage(image: unknown): z.infer<typeof imageSchema> {
  const parsed = imageSchema.safeParse(image);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new CorruptItemError(`an agency-year in the table's stream does not fit its schema at ${where}`);
}

/** What a report's comparisons depend on: itself, since when it has its text, the roster's names, the calendar, and whose cases it goes on with. */
const comparedIn = (image: unknown): string => {
  const { agency, opensWith, extension, inForce } = parseImage(image) ?? {};
  const { submissionId, textSince } = inForce?.M ?? {};
  return JSON.stringify([agency, opensWith, extension, submissionId?.S, textSince?.M.submissionId.S]);
};

/** The report in force of the record's image, and the narrative that it has. */
function reportIn(image: unknown) {
  const { submissionId, receivedAt, narrative, textSince } = parseImage(image)?.inForce?.M ?? {};
  const since = textSince?.M ?? { submissionId, receivedAt };
  const held =
    narrative && since.receivedAt ? { receivedAt: since.receivedAt.S, fingerprint: narrative.S } : undefined;
  return { submissionId: submissionId?.S, since: held && since.submissionId?.S, held };
}

/** An agency-year that must be compared again. */
export interface ChangedReport {
  readonly place: Place;
  /** The narrative that was in force before, and since when it was held, where that is so no more. */
  readonly former?: { readonly receivedAt: Instant; readonly fingerprint: string };
  /**
   * What of it changed: another report is in force, whose narrative was never entered; or one that corrects figures alone, and
   * has the narrative of the one before; or the region's total that it is compared with.
   */
  readonly what?: 'report' | 'figures' | 'total' | undefined;
}

/** The agency-year of the record, where its report in force or its facts in the roster changed. */
export function changedReport(record: StreamRecord): ChangedReport | undefined {
  const found = tellRegionYear(record);
  const { agencyId } = /^agency#(?<agencyId>.+)$/.exec(found?.sk ?? '')?.groups ?? {};
  if (!found || agencyId === undefined) return undefined;
  const { NewImage, OldImage } = record.dynamodb ?? {};
  if (comparedIn(NewImage) === comparedIn(OldImage)) return undefined;
  const place = { district: found.region, agencyId, year: found.year };
  const [before, after] = [reportIn(OldImage), reportIn(NewImage)];
  const isSameReport = before.submissionId === after.submissionId;
  if (before.since === after.since && before.held?.fingerprint === after.held?.fingerprint)
    return isSameReport ? { place } : { place, what: 'figures' };
  return {
    place,
    ...(after.submissionId !== undefined && { what: 'report' as const }),
    ...(before.held && { former: before.held }),
  };
}

const totalSchema = z.object({
  code: z.object({ S: z.string() }),
  year: z.object({ N: z.pipe(z.string(), z.transform(Number)) }),
  consolidated: z.optional(z.object({ L: z.array(z.object({ S: z.string() })) })),
});

/** The reports about a whole region whose total changed with the record. */
export function comparedWithTotal(record: StreamRecord): ChangedReport[] {
  const keys = keysSchema.safeParse(record.dynamodb?.Keys);
  // Facts of a region are no total.
  if (keys.data?.sk.S.startsWith('region#') !== true || keys.data.pk.S.startsWith('facts#')) return [];
  const total = totalSchema.safeParse(record.dynamodb?.NewImage);
  if (!total.success) return [];
  const { code, year, consolidated } = total.data;
  return (consolidated?.L ?? []).map(({ S }) => ({
    place: { district: code.S, agencyId: S, year: year.N },
    what: 'total',
  }));
}
