/**
 * Summaries that were kept: what was told at a slot, and the newest one, of regions too large to be read anew each time.
 * They quote no text of a report, also those that an earlier version kept: it may be kept back by now, and nobody asks.
 */
import type { SummaryBucket } from '../adapters/bucket/summary-bucket.ts';
import type { SummaryLedger } from '../adapters/table/summary-ledger.ts';
import { fromStoredSummary } from '../contracts/bucket/stored-summary.ts';
import type { RegionOrder } from '../contracts/bucket/summary-keys.ts';
import type { ComplianceSummary, Mark } from '../domain/compliance/compliance.ts';
import { quoteNothing } from '../domain/compliance/quote-nothing.ts';
import { PermanentError } from '../errors.ts';

interface KeptSummaryDeps {
  readonly ledger: Pick<SummaryLedger, 'summary' | 'newestSummary'>;
  readonly bucket: Pick<SummaryBucket, 'kept'>;
}

export type KeptSummaries = ReturnType<typeof createKeptSummaries>;

export function createKeptSummaries({ ledger, bucket }: KeptSummaryDeps) {
  async function read(order: RegionOrder, sha256: string): Promise<ComplianceSummary> {
    const bytes = await bucket.kept(order, sha256);
    if (!bytes) throw new PermanentError(`the kept summary of ${order.code} for ${order.slot} is gone`);
    return quoteNothing(fromStoredSummary(bytes));
  }
  async function at(order: RegionOrder): Promise<ComplianceSummary | undefined> {
    const item = await ledger.summary(order);
    return item && read(order, item.sha256);
  }
  return {
    read,
    /** What was told at the slot. */
    at,
    /** How every agency stood then; `undefined` where nothing was kept. */
    async marks(order: RegionOrder): Promise<ReadonlyMap<string, Mark> | undefined> {
      const told = await at(order);
      return told && new Map(told.agencies.map((agency) => [agency.id, agency]));
    },
    async newest(code: string, year: number): Promise<ComplianceSummary | undefined> {
      const found = await ledger.newestSummary(code, year);
      return found && read(found.order, found.sha256);
    },
  };
}
