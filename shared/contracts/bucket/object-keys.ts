/** Keys in the one S3 bucket. */
import { MAX_DOCUMENT_BYTES } from '../../domain/findings/document-limits.ts';
import { AGENCY_ID, type Place } from '../../domain/basics/place.ts';
import { isRegionCode } from '../../domain/basics/region.ts';
import type { Lane } from '../../domain/standing/submission-order.ts';

export { AGENCY_ID, MAX_DOCUMENT_BYTES };
export type { Lane, Place };
export const LANES: readonly Lane[] = ['inbox', 'backfill'];
/** Object metadata of a backfilled report: when it was originally received (RFC 3339). */
export const RECEIVED_AT_METADATA = 'received-at';
/** Object metadata of what was filed from a page: the ticket that let it. */
export const TICKET_METADATA = 'ticket';
/** Object metadata of an archived document whose texts were taken away: the SHA-256 of what stands there now. */
export const REDACTED_METADATA = 'redacted-as';
export const DOCUMENT_TYPE = 'application/json';

export function makeDocumentKey(lane: Lane, { district, agencyId, year }: Place): string {
  return `${lane}/${district}/${agencyId}/${year}.json`;
}

const PLACED_KEY = /^(inbox|backfill|publication)\/([0-9]{6})\/([^/]+)\/([0-9]{4})\.json$/;

export const PUBLICATION_PREFIX = 'publication/';

/** Where a publication is recorded after the report was filed. */
export const makePublicationKey = ({ district, agencyId, year }: Place): string =>
  `${PUBLICATION_PREFIX}${district}/${agencyId}/${year}.json`;

/** The place that a key names, or `undefined` where the key does not fit the pattern. */
export function parseDocumentKey(key: string): { lane: Lane; place: Place } | undefined {
  const { folder, place } = parsePlacedKey(key) ?? {};
  const lane = LANES.find((one) => one === folder);
  return lane && place && { lane, place };
}

/** The place whose publication an object records. */
export function parsePublicationKey(key: string): Place | undefined {
  const { folder, place } = parsePlacedKey(key) ?? {};
  return folder === 'publication' ? place : undefined;
}

function parsePlacedKey(key: string): { folder: string; place: Place } | undefined {
  const [, folder, district, agencyId, year] = PLACED_KEY.exec(key) ?? [];
  if (
    folder === undefined ||
    district === undefined ||
    agencyId === undefined ||
    !isRegionCode(district) ||
    !AGENCY_ID.test(agencyId)
  )
    return undefined;
  return { folder, place: { district, agencyId, year: Number(year) } };
}

export function makeArchiveKey(sha256: string): string {
  return `archive/${sha256}`;
}

export const REDACTIONS_PREFIX = 'redactions/';

export function makeRedactionKey(sha256: string): string {
  return `${REDACTIONS_PREFIX}${sha256}.json`;
}

const REDACTED_CONTENT_PREFIX = `${REDACTIONS_PREFIX}content/`;

/** The same record by what the document says, however it is written. */
export function makeRedactedContentKey(content: string): string {
  return `${REDACTED_CONTENT_PREFIX}${content}.json`;
}

export const isRedactionKey = (key: string): boolean =>
  key.startsWith(REDACTIONS_PREFIX) && !key.startsWith(REDACTED_CONTENT_PREFIX);

/** The hash that a record is found by: the document's, or that of what it says. */
export const parseRedactionKey = (key: string): string =>
  key.slice(key.lastIndexOf('/') + 1, -'.json'.length);

/** What a function was asked to do and never can: the same thing asked again lies in the same place. */
export function makeRejectedKey(functionName: string, id: string): string {
  return `rejected/${functionName}/${id.replaceAll(/[^A-Za-z0-9-]/g, '_')}.json`;
}

/** Leaves room within S3's 1 024 bytes for what is put around a key, at three bytes a character. */
const MAX_MIRRORED_KEY = 250;

/**
 * The receipt of one uploaded version: `receipts/inbox/450205/450205-zwfwj/2024.json/<versionId>.json`. A key that ends in
 * `/`, `/.` or `/..` would give the receipt's key a segment that S3's clients and servers read as a path: it gets a `~`.
 */
export function makeReceiptKey(documentKey: string, submissionId: string): string {
  const mirrored = documentKey.slice(0, MAX_MIRRORED_KEY).toWellFormed();
  const isPathLike = /(?:^|\/)\.{0,2}$/.test(mirrored);
  return `receipts/${mirrored}${isPathLike ? '~' : ''}/${submissionId}.json`;
}
