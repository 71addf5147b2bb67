/** Uploads whose event was lost: whatever has no submission, or record, or no receipt is received. */
import type { ReportBucket, ListedVersion } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { LANES, makeReceiptKey } from '../contracts/bucket/object-keys.ts';
import { countEpochMs } from '../domain/basics/calendar.ts';
import type { Attempt } from './collect-failures.ts';
import { receiveForgottenPublications, type PublicationDeps } from './receive-publication.ts';
import { isPlaceableNow, receiveUpload, type ReceiveDeps } from './receive-upload.ts';
import { restoreRedacted } from './restore-redacted.ts';
import {
  listUploadedVersions,
  receiveInOrder,
  waitsForRoster,
  type PlacedVersion,
} from './uploaded-versions.ts';

export interface ForgottenDeps extends ReceiveDeps {
  readonly bucket: ReceiveDeps['bucket'] &
    PublicationDeps['bucket'] &
    Pick<ReportBucket, 'versions' | 'receiptKeys' | 'redactions'>;
  readonly table: ReceiveDeps['table'] &
    PublicationDeps['table'] &
    Pick<ReportTable, 'submissionsIn' | 'publicationsIn'>;
}

/** How an upload is looked at: `receipt`: it is received where it has none, and nothing else is asked. */
export type Look = 'whole' | 'receipt' | 'none';

/** Which uploads are looked at. */
interface UploadScope {
  /** A folder below `inbox/`, `backfill/` and `publication/`, with its slash, or an object right below them. */
  readonly within: string;
  readonly lookAt: (key: string) => Look;
}
const EVERYTHING: UploadScope = { within: '', lookAt: () => 'whole' };

interface Received {
  readonly received: number;
  /** Uploads that nobody can place: no roster is loaded. */
  readonly waiting: number;
}

/**
 * Also every upload that the roster did not know when it came, and does now. Answers how many were; where no roster is
 * loaded, how many wait for one.
 */
export async function receiveForgotten(
  deps: ForgottenDeps,
  { graceMs }: { readonly graceMs: number },
  attempt: Attempt,
): Promise<Received> {
  const found = await receiveForgottenIn(deps, EVERYTHING, { graceMs }, attempt);
  if (!(await deps.table.hasRoster())) return found;
  return { ...found, received: found.received + (await restoreForgotten(deps, attempt)) };
}

/** Submissions of redacted documents that the history has lost. Answers how many there were. */
export async function restoreForgotten(deps: ForgottenDeps, attempt: Attempt): Promise<number> {
  let restored = 0;
  await attempt('redactions', async () => {
    restored = (await restoreRedacted(deps, attempt)).restored;
  });
  return restored;
}

/** Those in a scope alone. */
export async function receiveForgottenIn(
  deps: ForgottenDeps,
  scope: UploadScope,
  { graceMs }: { readonly graceMs: number },
  attempt: Attempt,
): Promise<Received> {
  const found = { received: 0, waiting: 0 };
  const isLoaded = await deps.table.hasRoster();
  const now = countEpochMs(deps.now());
  for (const lane of LANES)
    await attempt(lane, async () => {
      if (!isLoaded) {
        for await (const _version of deps.bucket.versions(`${lane}/${scope.within}`)) found.waiting += 1;
        return;
      }
      const receipts = new Set(await Array.fromAsync(deps.bucket.receiptKeys(lane, scope.within)));
      const isMeant = meantBy(scope, receipts);
      const listed = listUploadedVersions(deps, lane, { within: scope.within, isMeant, onDamaged: ignore });
      for await (const { versions, submissions } of listed) {
        const isAged = ({ lastModified }: ListedVersion): boolean =>
          now - countEpochMs(lastModified) >= graceMs;
        const receive = async ({ key, versionId, sequencer }: PlacedVersion): Promise<string | undefined> => {
          const known = submissions.get(versionId);
          // One that was received, but left without its receipt, is given that.
          const isDone = known !== undefined && receipts.has(makeReceiptKey(key, versionId));
          if (isDone && !(waitsForRoster(known) && (await isPlaceableNow(deps.table, known))))
            return undefined;
          const result = await receiveUpload(deps, { key, versionId, sequencer });
          if (result.kind === 'received') found.received += 1;
          return 'order' in result ? result.order : undefined;
        };
        await receiveInOrder(versions, submissions, isAged, receive, attempt);
      }
    });
  await attempt('publication', async () => {
    const { within } = scope;
    const isMeant = (receipts: ReadonlySet<string>) => meantBy(scope, receipts);
    const options = { graceMs, isLoaded, within, meantBy: isMeant };
    const { received, waiting } = await receiveForgottenPublications(deps, options, attempt);
    found.received += received;
    found.waiting += waiting;
  });
  return found;
}

/** Whether the versions of a key are looked at. */
const meantBy =
  ({ lookAt }: UploadScope, receipts: ReadonlySet<string>) =>
  (versions: readonly ListedVersion[]): boolean => {
    const look = lookAt(versions[0]?.key ?? '');
    if (look !== 'receipt') return look === 'whole';
    return versions.some(({ key, versionId }) => !receipts.has(makeReceiptKey(key, versionId)));
  };

/** Who needs a damaged item says so. */
const ignore = (): void => undefined;
