/** The archive of all years in the bucket: its parts, their files, and the orders that make them. */
import { isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { isRegionCode } from '../../domain/basics/region.ts';

/** `whole`: a region with all below it; `own`: the agencies right below it, where the regions below have parts of their own. */
export interface BulkPart {
  readonly code: string;
  readonly scope: 'whole' | 'own';
}

/** `450200`, `450000-own`: as keys and addresses have it. */
export const nameBulkPart = ({ code, scope }: BulkPart): string => (scope === 'own' ? `${code}-own` : code);

const PART = /^([0-9]{6})(-own)?$/;

/** `undefined` where it names no part. */
export function parseBulkPart(name: string): BulkPart | undefined {
  const [, code = '', own] = PART.exec(name) ?? [];
  return isRegionCode(code) ? { code, scope: own === undefined ? 'whole' : 'own' } : undefined;
}

export const BULK_FILES = ['tidy.csv', 'wide.csv', 'tidy.parquet', 'figures.sqlite'] as const;
export type BulkFile = (typeof BULK_FILES)[number];

const BULK_PREFIX = 'bulk/';
/** Whether it is made of all the rest, and can be made anew. */
export const isBulkKey = (key: string): boolean => key.startsWith(BULK_PREFIX);
/** Which parts there are. */
export const BULK_INDEX_KEY = `${BULK_PREFIX}parts.json`;
/** What a part has; written when its files are there. */
export const makeBulkManifestKey = (part: BulkPart): string =>
  `${BULK_PREFIX}${nameBulkPart(part)}/manifest.json`;
/** CSV is kept packed, year by year. */
export const makeBulkFileKey = (part: BulkPart, file: BulkFile): string =>
  `${BULK_PREFIX}${nameBulkPart(part)}/${file}${file.endsWith('.csv') ? '.gz' : ''}`;

/** Sums by function of the regions right below a province or the nation, and of its own agencies; of all years. */
export const makeSumsBelowKey = (code: string): string => `${BULK_PREFIX}departments/${code}-below.json`;
/** Sums by function of a province with all below it. */
export const makeSumsKey = (code: string): string => `${BULK_PREFIX}departments/${code}.json`;

/** Neither part nor sums: both are to be found and ordered. Nights are named by their day in China. */
export interface BulkOrder {
  readonly night: IsoDay;
  readonly part?: BulkPart | undefined;
  /** The province, or the nation, whose sums by function are to be made. */
  readonly sums?: string | undefined;
  /** The newest year that another order has left to this one; left out, it begins with the newest there is. */
  readonly upTo?: number | undefined;
}

const ALL_PARTS = 'parts';
const SUMS = 'departments-';
const SUMS_NAME = /^departments-(\d{6})(?:-(\d{4}))?$/;

/** Beside the orders of reconciliation, in the same queue. */
export const makeBulkOrderKey = ({ night, part, sums, upTo }: BulkOrder): string => {
  const rest = upTo === undefined ? '' : `-${upTo}`;
  const name = part ? nameBulkPart(part) : sums === undefined ? ALL_PARTS : `${SUMS}${sums}${rest}`;
  return `reconcile/bulk/${night}/${name}.json`;
};

const ORDER_KEY = /^reconcile\/bulk\/([^/]+)\/([^/]+)\.json$/;

/** The order that a key states, or `undefined` where the key does not fit the pattern. */
export function parseBulkOrderKey(key: string): BulkOrder | undefined {
  const [, night, name] = ORDER_KEY.exec(key) ?? [];
  if (night === undefined || name === undefined || !isIsoDay(night)) return undefined;
  if (name === ALL_PARTS) return { night };
  const [, sums = '', upTo] = SUMS_NAME.exec(name) ?? [];
  if (isRegionCode(sums)) return { night, sums, ...(upTo !== undefined && { upTo: Number(upTo) }) };
  const part = parseBulkPart(name);
  return part && { night, part };
}
