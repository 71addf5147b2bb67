/**
 * What a version's receipt says stays said. Where a version is received once more (its table was lost, or the roster did
 * not know its agency yet), the same decision is told by the receipt that is there; another one keeps what was said before.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Receipt } from '../contracts/bucket/receipt.ts';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import { CorruptItemError } from '../errors.ts';
import { isOwn } from './filed-report.ts';

interface StandingReceipt {
  readonly receipt: Receipt;
  readonly isThere: boolean;
}

export function chooseStandingReceipt(said: Receipt | undefined, decided: Receipt): StandingReceipt {
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

const ARRIVES_WITHIN_MS = 5 * 60_000;

/**
 * Whether a version comes for the first time for certain, so that nobody can have given it a receipt. Whoever takes up what an
 * event left behind tells of no deliveries.
 */
export function isNewlyArrived(
  { deliveries }: { readonly deliveries?: number | undefined },
  arrivedAt: Instant,
  now: Instant,
): boolean {
  return deliveries === 1 && Math.abs(countEpochMs(now) - countEpochMs(arrivedAt)) <= ARRIVES_WITHIN_MS;
}

/** Writes it where it is not there. `isNew`: nobody looked for one; what one says that is there all the same stays said. */
export async function giveReceipt(
  bucket: Pick<ReportBucket, 'putNewReceipt' | 'putReceipt' | 'receipt'>,
  { receipt, isThere }: StandingReceipt,
  { isNew }: { readonly isNew: boolean },
): Promise<Receipt> {
  if (isThere) return receipt;
  if (isNew) {
    if ((await bucket.putNewReceipt(receipt)) === 'written') return receipt;
    const said = await readSaidReceipt(bucket, receipt);
    return giveReceipt(bucket, chooseStandingReceipt(said, receipt), { isNew: false });
  }
  await bucket.putReceipt(receipt);
  return receipt;
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
