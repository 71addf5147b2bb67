/** Uploaded versions beside what the history knows of them, key by key; nothing of the bucket is held but one key's. */
import { isUnplaced, type Submission } from '../domain/standing/submission.ts';
import { sequencerAfter, sequencerIn } from '../domain/standing/submission-order.ts';
import { parseDocumentKey, type Lane } from '../contracts/bucket/object-keys.ts';
import type { ListedVersion, ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReadOptions, ReportTable } from '../adapters/table/report-table.ts';
import { PermanentError } from '../errors.ts';
import type { Attempt } from './collect-failures.ts';

/** `sequencer`: its place among the versions of its key. */
export type PlacedVersion = ListedVersion & { readonly sequencer: string };

interface KeyVersions {
  /** Newest first. */
  readonly versions: readonly ListedVersion[];
  /** By version. */
  readonly submissions: ReadonlyMap<string, Submission>;
}

export async function* listUploadedVersions(
  {
    table,
    bucket,
  }: {
    readonly table: Pick<ReportTable, 'submissionsIn'>;
    readonly bucket: Pick<ReportBucket, 'versions'>;
  },
  lane: Lane,
  {
    within = '',
    isMeant = () => true,
    ...options
  }: Pick<ReadOptions, 'onDamaged'> & {
    /** A folder of the lane with its slash, or an object right below it; else the whole lane. */
    readonly within?: string;
    /** Nothing is read for others. */
    readonly isMeant?: (versions: readonly ListedVersion[]) => boolean;
  } = {},
): AsyncGenerator<KeyVersions> {
  const submissionsOf = knownSubmissions(table, `${lane}/${within}`, options);
  for await (const versions of listVersionsByKey(bucket, `${lane}/${within}`))
    if (isMeant(versions)) yield { versions, submissions: await submissionsOf(versions[0]?.key ?? '') };
}

/** The submissions known for a key, by version. The listing goes district by district: only one is kept. */
function knownSubmissions(
  table: Pick<ReportTable, 'submissionsIn'>,
  below: string,
  options: Pick<ReadOptions, 'onDamaged'>,
) {
  let district: string | undefined;
  let partitions = new Map<number, Promise<Map<string, Submission[]>>>();
  const read = async (where: Parameters<typeof table.submissionsIn>[0]): Promise<Map<string, Submission[]>> =>
    Map.groupBy(await table.submissionsIn(where, options), ({ key }) => key);
  let unplaced: Promise<Map<string, Submission[]>> | undefined;
  return async (key: string): Promise<ReadonlyMap<string, Submission>> => {
    const place = parseDocumentKey(key)?.place;
    if (place?.district !== district) {
      district = place?.district;
      partitions = new Map();
    }
    unplaced ??= read({ unplacedBelow: below });
    const found = (await unplaced).get(key) ?? [];
    if (!place) return bySubmission(found);
    const partition = partitions.get(place.year) ?? read(place);
    partitions.set(place.year, partition);
    // A submission that was placed later comes last, and hides that it once was not.
    return bySubmission([...found, ...((await partition).get(key) ?? [])]);
  };
}

const bySubmission = (submissions: readonly Submission[]): Map<string, Submission> =>
  new Map(submissions.map((submission) => [submission.submissionId, submission]));

/** Each key's versions, the newest first. */
export async function* listVersionsByKey(
  bucket: Pick<ReportBucket, 'versions'>,
  prefix: string,
): AsyncGenerator<ListedVersion[]> {
  let group: ListedVersion[] = [];
  for await (const version of bucket.versions(prefix)) {
    if (group[0] && group[0].key !== version.key) {
      yield group;
      group = [];
    }
    group.push(version);
  }
  if (group.length > 0) yield group;
}

/**
 * Versions of one key, the oldest first, each with its place among them: a forgotten one is placed behind the nearest
 * older one whose place is known, and one that has a place keeps it. A place that is learned while one is looked at counts
 * for those behind it: its event may have come meanwhile, and placed it.
 */
function* placeVersions(
  newestFirst: readonly ListedVersion[],
  orderOf: (versionId: string) => string | undefined,
): Generator<PlacedVersion> {
  let predecessor: string | undefined;
  let since = 0;
  for (const version of newestFirst.toReversed()) {
    const order = orderOf(version.versionId);
    const sequencer = order === undefined ? sequencerAfter(predecessor, since + 1) : sequencerIn(order);
    yield { ...version, sequencer };
    const placed = orderOf(version.versionId);
    since = placed === undefined ? since + 1 : 0;
    predecessor = placed ?? predecessor;
  }
}

/**
 * Receives the versions of a key one after the other, the oldest first. Behind one without a place that failed, and may
 * succeed when its event comes, nothing is placed: it would be put before it for good.
 */
export async function receiveInOrder(
  newestFirst: readonly ListedVersion[],
  known: ReadonlyMap<string, { readonly order: string }>,
  isMeant: (version: ListedVersion) => boolean,
  receive: (version: PlacedVersion) => Promise<string | undefined>,
  attempt: Attempt,
): Promise<void> {
  const left: string[] = [];
  const orders = new Map([...known].map(([versionId, { order }]) => [versionId, order]));
  for (const version of placeVersions(newestFirst, (versionId) => orders.get(versionId))) {
    const { key, versionId } = version;
    if (!isMeant(version)) {
      // Its event may be under way, and S3 dates what came in parts by when it was begun: the next one may be older.
      if (!orders.has(versionId)) return;
      continue;
    }
    await attempt(`${key} ${versionId}`, async () => {
      try {
        const order = await receive(version);
        if (order !== undefined) orders.set(versionId, order);
      } catch (error) {
        if (!orders.has(versionId) && !(error instanceof PermanentError)) left.push(versionId);
        throw error;
      }
    });
    if (left.length > 0) return;
  }
}

/** Whether it could not be placed when it came, though its key names a place: the roster may know that by now. */
export const waitsForRoster = (submission: Submission): boolean =>
  isUnplaced(submission) && parseDocumentKey(submission.key) !== undefined;
