/**
 * One version of an object below `publication/` becomes one record of a report's publication: read, judged, recorded
 * once, answered with a receipt. It makes no new version of the figures. The same version again changes nothing; versions
 * may come in any order.
 */
import type { ListedVersion, ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { PUBLICATION_PREFIX, makeReceiptKey, parsePublicationKey } from '../contracts/bucket/object-keys.ts';
import {
  MAX_PUBLICATION_BYTES,
  parsePublication,
  tooLongPublication,
  type ParsedPublication,
} from '../contracts/bucket/publication-document.ts';
import type { PublicationReceipt } from '../contracts/bucket/publication-receipt.ts';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import { cannotBeRead } from '../domain/document/unreadable-document.ts';
import { explainMisplacement, type Misplacement } from '../domain/rules/structure/s3-place-agrees.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import { newerRecord, type PublicationRecord } from '../domain/standing/publication.ts';
import { submissionOrder } from '../domain/standing/submission-order.ts';
import { settleArrival } from './arrival.ts';
import type { Attempt } from './collect-failures.ts';
import { identifyFiler } from './identify-filer.ts';
import { placeUpload } from './place-upload.ts';
import type { Upload } from './receive-upload.ts';
import { retryRace } from './retry-race.ts';
import { listVersionsByKey, receiveInOrder, type PlacedVersion } from './uploaded-versions.ts';

export interface PublicationDeps {
  readonly bucket: Pick<ReportBucket, 'uploaded' | 'putPublicationReceipt' | 'publicationReceipt'>;
  readonly table: Pick<
    ReportTable,
    'publicationFiling' | 'recordPublication' | 'hasRoster' | 'ticket' | 'useTicket' | 'uploadSession'
  >;
  readonly now: () => Instant;
  readonly sha256: (bytes: Uint8Array) => string;
}

type ReceivedPublication =
  | { readonly kind: 'received'; readonly receipt: PublicationReceipt; readonly order: string | undefined }
  /** The version was processed before. */
  | { readonly kind: 'repeated'; readonly order: string | undefined }
  /** The version is no longer there. */
  | { readonly kind: 'gone' }
  /** No roster is loaded: reconciliation receives it once one is. */
  | { readonly kind: 'waiting' };

export async function receivePublication(
  deps: PublicationDeps,
  { key, versionId, sequencer, principalId, completedAt }: Upload,
): Promise<ReceivedPublication> {
  const stored = await deps.bucket.uploaded(key, versionId);
  if (!stored) return { kind: 'gone' };
  const recordId = stored.versionId ?? `seq-${sequencer}`;
  const receivedAt = await settleArrival(stored, completedAt, {
    byReceipt: async () => (await deps.bucket.publicationReceipt(key, recordId))?.receivedAt,
    now: deps.now,
  });
  const version = { ...stored, lastModified: receivedAt };
  const processed = { v: 1, key, recordId, receivedAt, processedAt: deps.now() } as const;
  const place = parsePublicationKey(key);
  if (!place) return answer(deps, refuse(processed, misplace({ kind: 'key', key })));

  return retryRace<ReceivedPublication>(`the agency-year of ${key}`, async () => {
    const known = await deps.table.publicationFiling(place, recordId);
    if (known.record) return answer(deps, confirm(processed, known.record), known.record.order);
    const placed = placeUpload(key, place, known.roster, known.current);
    if (placed.kind === 'misplaced') {
      if (!(await deps.table.hasRoster())) return { kind: 'waiting' };
      return answer(deps, refuse(processed, misplace(placed.why)));
    }
    const { bytes = TOO_LONG, sizeBytes, withheld } = version;
    const stated = withheld
      ? unread({ path: '', message: cannotBeRead(withheld).message })
      : sizeBytes > MAX_PUBLICATION_BYTES
        ? unread(tooLongPublication(sizeBytes))
        : parsePublication(bytes, { year: place.year, receivedAt });
    if (stated.kind === 'bad') return answer(deps, refuse(processed, stated.problems));
    const { kind: _kind, ...says } = stated;
    const order = submissionOrder('inbox', receivedAt, sequencer);
    // As of a report that is filed; who could put it may record it, and one that comes with a misfit is nobody's.
    const { by } = await identifyFiler(deps, {
      version,
      submissionId: recordId,
      place,
      sha256: deps.sha256(bytes),
      principalId,
    });
    const record: PublicationRecord = { recordId, order, receivedAt, ...says, ...(by && { by }) };
    const outcome = await deps.table.recordPublication(place, record, nextItem(placed.agencyYear, record));
    // Somebody else recorded it meanwhile, or wrote the agency-year: the next look tells which.
    return outcome === 'written' ? answer(deps, confirm(processed, record), order) : 'outdated';
  });
}

const TOO_LONG = new Uint8Array();
const unread = (why: PublicationReceipt['problems'][number]): ParsedPublication => ({
  kind: 'bad',
  problems: [why],
});

/** The agency-year with one more record; `undefined` where a newer one is there. */
function nextItem(item: AgencyYear, record: PublicationRecord): AgencyYear | undefined {
  const publication = newerRecord(item.publication, record);
  return publication === record ? { ...item, publication, revision: item.revision + 1 } : undefined;
}

type Processed = Pick<PublicationReceipt, 'v' | 'key' | 'recordId' | 'receivedAt' | 'processedAt'>;

const refuse = (processed: Processed, problems: PublicationReceipt['problems']): PublicationReceipt => ({
  ...processed,
  outcome: 'refused',
  problems,
});
const confirm = (
  processed: Processed,
  { publishedOn, sourceUrl }: PublicationRecord,
): PublicationReceipt => ({
  ...processed,
  outcome: 'recorded',
  publishedOn,
  ...(sourceUrl !== undefined && { sourceUrl }),
  problems: [],
});

function misplace(why: Misplacement): PublicationReceipt['problems'] {
  const { path, message } = explainMisplacement(why, 'publication');
  return [{ path, message }];
}

/** The receipt is written after the record: a process killed in between is made up for by the next look. */
async function answer(
  { bucket }: Pick<PublicationDeps, 'bucket'>,
  receipt: PublicationReceipt,
  order?: string,
): Promise<ReceivedPublication> {
  const said = await bucket.publicationReceipt(receipt.key, receipt.recordId);
  if (said && essence(said) === essence(receipt)) return { kind: 'repeated', order };
  await bucket.putPublicationReceipt(receipt);
  return { kind: 'received', receipt, order };
}

const essence = ({ outcome, publishedOn, sourceUrl, problems }: PublicationReceipt): string =>
  JSON.stringify([outcome, publishedOn, sourceUrl, problems]);

interface ForgottenDeps extends PublicationDeps {
  readonly bucket: PublicationDeps['bucket'] & Pick<ReportBucket, 'versions' | 'receiptKeys'>;
  readonly table: PublicationDeps['table'] & Pick<ReportTable, 'publicationsIn'>;
}

interface ForgottenOptions {
  readonly graceMs: number;
  readonly isLoaded: boolean;
  readonly within: string;
  /** With the receipts that are there: whether the versions of a key are looked at. */
  readonly meantBy: (receipts: ReadonlySet<string>) => (versions: readonly ListedVersion[]) => boolean;
}

/**
 * Every version without a record or a receipt is received. One that was refused is looked at again: the roster may know
 * its agency by now.
 */
export async function receiveForgottenPublications(
  deps: ForgottenDeps,
  { graceMs, isLoaded, within, meantBy }: ForgottenOptions,
  attempt: Attempt,
): Promise<{ readonly received: number; readonly waiting: number }> {
  const found = { received: 0, waiting: 0 };
  const now = countEpochMs(deps.now());
  const receipts = new Set(
    isLoaded ? await Array.fromAsync(deps.bucket.receiptKeys('publication', within)) : [],
  );
  const isMeant = isLoaded ? meantBy(receipts) : undefined;
  for await (const { versions, records } of listPublicationVersions(deps, { within, isMeant })) {
    if (!isLoaded) {
      found.waiting += versions.length;
      continue;
    }
    const isMissing = ({ key, versionId, lastModified }: ListedVersion): boolean =>
      now - countEpochMs(lastModified) >= graceMs &&
      !(records.has(versionId) && receipts.has(makeReceiptKey(key, versionId)));
    const receive = async ({ key, versionId, sequencer }: PlacedVersion): Promise<string | undefined> => {
      const result = await receivePublication(deps, { key, versionId, sequencer });
      if (result.kind === 'received') found.received += 1;
      return 'order' in result ? result.order : undefined;
    };
    await receiveInOrder(versions, records, isMissing, receive, attempt);
  }
  return found;
}

/** Versions of what lies below `publication/`, key by key, beside the records that came of them. */
export async function* listPublicationVersions(
  {
    bucket,
    table,
  }: {
    readonly bucket: Pick<ReportBucket, 'versions'>;
    readonly table: Pick<ReportTable, 'publicationsIn'>;
  },
  {
    within = '',
    isMeant = () => true,
  }: {
    readonly within?: string;
    readonly isMeant?: ((versions: readonly ListedVersion[]) => boolean) | undefined;
  } = {},
) {
  // The listing goes district by district: only one is kept.
  let district: string | undefined;
  let years = new Map<number, ReturnType<typeof table.publicationsIn>>();
  async function readRecords(place: Place | undefined): Promise<ReadonlyMap<string, PublicationRecord>> {
    if (!place) return new Map();
    if (place.district !== district) years = new Map();
    district = place.district;
    const read = years.get(place.year) ?? table.publicationsIn(place.district, place.year, { onDamaged });
    years.set(place.year, read);
    const records = (await read).get(place.agencyId) ?? [];
    return new Map(records.map((record) => [record.recordId, record]));
  }
  for await (const versions of listVersionsByKey(bucket, `${PUBLICATION_PREFIX}${within}`)) {
    if (!isMeant(versions)) continue;
    const key = versions[0]?.key ?? '';
    yield { key, versions, records: await readRecords(parsePublicationKey(key)) };
  }
}

/** Told where its year is proved or rebuilt. */
const onDamaged = (): void => undefined;
