/**
 * Whether a report was published, when and where: told from what the document in force states and from what was recorded
 * later, whichever of the two was received later. Nothing but the day counts for the state; the law has one deadline for
 * filing and publishing.
 */
import type { Actor } from '../authority/actor.ts';
import { countDays, type Instant, type IsoDay } from '../basics/calendar.ts';

/** What a document or a record says of a report's publication. */
interface Published {
  readonly publishedOn?: IsoDay | undefined;
  readonly sourceUrl?: string | undefined;
}

/** A publication that was recorded after the report was filed: written once, and never changed. */
export interface PublicationRecord extends Published {
  readonly publishedOn: IsoDay;
  /** The version of the object that says it. */
  readonly recordId: string;
  /** From `submissionOrder`: tells the newest of several. */
  readonly order: string;
  readonly receivedAt: Instant;
  /** Left out where nobody knows. */
  readonly by?: Actor | undefined;
}

/** `on-time` 已按时公布, `late` 逾期公布, `not-stated` 未填公布情况. */
export const PUBLICATION_STATES = ['on-time', 'late', 'not-stated'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

export interface PublicationStanding extends Published {
  readonly state: PublicationState;
  /** After the deadline; 0 where it was on time or nothing is stated. */
  readonly lateDays: number;
}

/** What the newest of an agency-year's records and its report in force say; each may be lacking. */
interface Sources {
  readonly inForce?:
    | {
        readonly publishedOn?: IsoDay | undefined;
        readonly sourceUrl?: string | null | undefined;
        readonly receivedAt: Instant;
      }
    | undefined;
  readonly publication?: (Published & { readonly receivedAt: Instant }) | undefined;
}

/** A statement about a publication, and since when it stands. */
export interface StatedPublication extends Published {
  readonly receivedAt: Instant;
}

/** What a document or a record leaves out takes nothing back of what was stated before. */
export function findPublication({ inForce, publication }: Sources): StatedPublication | undefined {
  const isDated = inForce?.publishedOn !== undefined;
  const isNewer = isDated && publication && inForce.receivedAt > publication.receivedAt;
  const [stated, other] = isNewer ? [inForce, publication] : [publication ?? inForce, inForce];
  const { publishedOn, receivedAt } = stated ?? {};
  const sourceUrl = stated?.sourceUrl ?? other?.sourceUrl ?? undefined;
  if (receivedAt === undefined || (publishedOn ?? sourceUrl) === undefined) return undefined;
  return { publishedOn, sourceUrl, receivedAt };
}

/** `undefined` where no report is in force and nothing was recorded: there is nothing to publish. */
export function tellPublication(sources: Sources, deadline: IsoDay): PublicationStanding | undefined {
  if (!sources.inForce && !sources.publication) return undefined;
  const { publishedOn, sourceUrl } = findPublication(sources) ?? {};
  if (publishedOn === undefined) return { state: 'not-stated', lateDays: 0, sourceUrl };
  const lateDays = Math.max(0, countDays(deadline, publishedOn));
  return { state: lateDays > 0 ? 'late' : 'on-time', lateDays, publishedOn, sourceUrl };
}

/** The newer of two records; each version of an object was recorded once, so that equal orders are one record. */
export const newerRecord = (
  a: PublicationRecord | undefined,
  b: PublicationRecord | undefined,
): PublicationRecord | undefined => (a && b ? (b.order > a.order ? b : a) : (a ?? b));

/** The newest of records in any order. */
export const newestRecord = (records: readonly PublicationRecord[]): PublicationRecord | undefined =>
  records.reduce<PublicationRecord | undefined>(newerRecord, undefined);
