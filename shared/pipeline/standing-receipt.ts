/**
 * What a version's receipt says stays said. Where a version is received once more (its table was lost, or the roster did
 * not know its agency yet), the same decision is told by the receipt that is there; another one keeps what was said before.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Receipt } from '../contracts/bucket/receipt.ts';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import { CorruptItemError } from '../errors.ts';
import { isOwn } from './filed-report.ts';

export function chooseStandingReceipt(
  said: Receipt | undefined,
  decided: Receipt,
): { readonly receipt: Receipt; readonly isThere: boolean } {
  if (!said) return { receipt: decided, isThere: false };
  if (isSameDecision(said, decided)) return { receipt: said, isThere: true };
  const { processedAt, outcome, findings, by, earlier = [] } = said;
  return {
    receipt: {
      ...decided,
      // Nobody may know any more.
      ...(by && { by }),
      earlier: [...earlier, { processedAt, outcome, findings }],
    },
    isThere: false,
  };
}

/** A receipt that can't be read any more says nothing. */
export async function readSaidReceipt(
  bucket: Pick<ReportBucket, 'receipt'>,
  { key, submissionId }: Pick<Receipt, 'key' | 'submissionId'>,
): Promise<Receipt | undefined> {
  try {
    return await bucket.receipt(key, submissionId);
  } catch (error) {
    if (error instanceof CorruptItemError) return undefined;
    throw error;
  }
}

/** What a document is compared with may have come since; what was found before stays as it was found. */
function isSameDecision(said: Receipt, decided: Receipt): boolean {
  const essence = ({ sha256, receivedAt, outcome, findings }: Receipt): unknown => [
    sha256,
    receivedAt,
    outcome,
    JSON.parse(JSON.stringify(findings.filter(isOwn))),
  ];
  return isDeepStrictEqual(essence(said), essence(decided));
}
