/** Orders and compliance summaries in the bucket: which region, year and slot, in their keys. */
import { isIsoDay } from '../../domain/basics/calendar.ts';
import { isRegionCode } from '../../domain/basics/region.ts';
import type { Slot } from '../../domain/compliance/summary-slots.ts';

/** What is to be summarised. Slots are named by their day in China. */
export interface RegionOrder {
  readonly code: string;
  readonly year: number;
  readonly slot: Slot;
}

export type SummaryFormat = 'json' | 'csv' | 'html';

export const orderKey = ({ code, year, slot }: RegionOrder): string => `orders/${slot}/${year}/${code}.json`;

const ORDER_KEY = /^orders\/([^/]+)\/([0-9]{4})\/([0-9]{6})\.json$/;

/** The order that a key states, or `undefined` where the key does not fit the pattern. */
export function parseOrderKey(key: string): RegionOrder | undefined {
  const [, slot, year, code] = ORDER_KEY.exec(key) ?? [];
  if (slot === undefined || code === undefined || !isIsoDay(slot) || !isRegionCode(code)) return undefined;
  return { code, year: Number(year), slot };
}

export const makeSummaryFileKey = ({ code, year, slot }: RegionOrder, format: SummaryFormat): string =>
  `summaries/${code}/${year}/${slot}.${format}`;

/** Where every answer is kept before one of them becomes the slot's. */
export const makeKeptSummaryKey = ({ code, year, slot }: RegionOrder, sha256: string): string =>
  `summaries/${code}/${year}/${slot}/${sha256}.json`;
