/** Files reports with a store as an agency would, and delivers their events. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import type { Lane } from '../../shared/domain/standing/submission-order.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { aBalancedReport } from './a-balanced-report.ts';
import type { Store } from './a-store.ts';

export const anAgency = (id: string, district: string, facts: Partial<RosterEntry> = {}): RosterEntry => ({
  id,
  name: `机关${id}`,
  aliases: [],
  district,
  kind: 'department',
  from: 2019,
  predecessors: [],
  ...facts,
});

interface Numbers {
  readonly received: number;
  readonly carriedIn?: number;
  readonly carriedOut?: number;
  /** A wrong sum: the report is returned. */
  readonly spoiled?: boolean;
  /** Its overview, instead of a short one. */
  readonly narrative?: string;
  readonly processingFee?: {
    readonly notices?: number;
    readonly noticedCny?: number;
    readonly collectedCny?: number;
  };
  readonly published?: { readonly publishedOn?: string; readonly sourceUrl?: string };
}

/** Puts a report into the bucket; its event is the caller's to deliver. */
export async function put(
  { bucket }: Store,
  place: Place,
  { spoiled = false, narrative, processingFee, published, ...numbers }: Numbers,
  { lane = 'inbox', receivedAt }: { lane?: Lane; receivedAt?: Instant } = {},
): Promise<Upload> {
  const document = aBalancedReport({ ...place, ...numbers });
  if (spoiled) document.applications.received.total += 1;
  if (narrative !== undefined) document['narrative'] = { overview: narrative, problems: '', other: '' };
  if (processingFee !== undefined) document['processingFee'] = processingFee;
  Object.assign(document, published);
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { versionId } = await bucket.upload(lane, place, bytes, receivedAt);
  return { key: makeDocumentKey(lane, place), versionId, sequencer: String(versionId) };
}

export async function file(
  store: Store,
  place: Place,
  numbers: Numbers,
  how: { lane?: Lane; receivedAt?: Instant } = {},
): Promise<Upload> {
  const upload = await put(store, place, numbers, how);
  await receiveUpload(store, upload);
  return upload;
}
