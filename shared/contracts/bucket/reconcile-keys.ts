/** Orders of the nightly reconciliation: which night, year and region, in their keys. */
import { isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { isRegionCode } from '../../domain/basics/region.ts';

/** What is to be looked through. Nights are named by their day in China. */
export interface ReconcileOrder {
  readonly night: IsoDay;
  readonly year: number;
  readonly code: string;
}

export const makeReconcileKey = ({ night, year, code }: ReconcileOrder): string =>
  `reconcile/${night}/${year}/${code}.json`;

const RECONCILE_KEY = /^reconcile\/([^/]+)\/([0-9]{4})\/([0-9]{6})\.json$/;

/** The order that a key states, or `undefined` where the key does not fit the pattern. */
export function parseReconcileKey(key: string): ReconcileOrder | undefined {
  const [, night, year, code] = RECONCILE_KEY.exec(key) ?? [];
  if (night === undefined || code === undefined || !isIsoDay(night) || !isRegionCode(code)) return undefined;
  return { night, year: Number(year), code };
}
