/**
 * Orders the summaries of a slot: one of each region on record, of the last ended year; with the first of a month, of the years
 * before for nation and provinces, some of which have too many agencies to be read when they are asked for. One region's failure is then
 * its own, and a nation's regions are summarised side by side. Summarising them shows which have a roster: totals would
 * tell, too, but may be stale, and no region may be forgotten for that.
 */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { SummaryBucket } from '../adapters/bucket/summary-bucket.ts';
import type { RegionOrder } from '../contracts/bucket/summary-keys.ts';
import { lastEndedYear } from '../domain/basics/calendar.ts';
import { isAbovePrefecture } from '../domain/basics/region.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';
import { findSlotBefore, slotInstant, type Slot } from '../domain/compliance/summary-slots.ts';

export interface OrderDeps {
  readonly table: Pick<ReportTable, 'regions'>;
  readonly bucket: Pick<SummaryBucket, 'order'>;
}
export interface Ordered {
  readonly slot: Slot;
  readonly year: number;
  readonly regions: number;
  /** Orders for closed years. */
  readonly closed: number;
}

const CONCURRENCY = 32;

/** The same orders again lead to nothing new. */
export async function orderSummaries({ table, bucket }: OrderDeps, slot: Slot): Promise<Ordered> {
  const year = lastEndedYear(slotInstant(slot));
  const loaded = await table.regions();
  const orders = loaded.map(({ code }): RegionOrder => ({ code, year, slot }));
  const closed = isFirstOfMonth(slot)
    ? loaded
        .filter(({ code }) => isAbovePrefecture(code))
        .flatMap(({ code }) => listYearsBefore(year).map((one): RegionOrder => ({ code, year: one, slot })))
    : [];
  await pMap([...orders, ...closed], (order) => bucket.order(order), { concurrency: CONCURRENCY });
  return { slot, year, regions: orders.length, closed: closed.length };
}

const listYearsBefore = (year: number): number[] =>
  Array.from({ length: year - FIRST_REPORT_YEAR }, (_, i) => FIRST_REPORT_YEAR + i);

const isFirstOfMonth = (slot: Slot): boolean =>
  findSlotBefore(slotInstant(slot)).slice(0, 7) !== slot.slice(0, 7);
