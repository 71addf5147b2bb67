/** Orders of letters with a receipt: their keys say whose. */
import { AGENCY_ID } from '../../domain/basics/place.ts';
import { isRegionCode } from '../../domain/basics/region.ts';
import type { SubmissionName } from '../../domain/standing/submission.ts';

export const makeReceiptLetterKey = ({
  place: { district, agencyId, year },
  submissionId,
}: SubmissionName): string =>
  `orders/receipts/${district}/${agencyId}/${year}/${encodeURIComponent(submissionId)}.json`;

const RECEIPT_LETTER_KEY = /^orders\/receipts\/([0-9]{6})\/([^/]+)\/([0-9]{4})\/([^/]+)\.json$/;

/** The submission that a key names, or `undefined` where the key does not fit the pattern. */
export function parseReceiptLetterKey(key: string): SubmissionName | undefined {
  const [, district = '', agencyId = '', year, id] = RECEIPT_LETTER_KEY.exec(key) ?? [];
  if (id === undefined || !isRegionCode(district) || !AGENCY_ID.test(agencyId)) return undefined;
  return { place: { district, agencyId, year: Number(year) }, submissionId: decodeURIComponent(id) };
}
