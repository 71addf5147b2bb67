/**
 * What was read, told apart from what is there now without reading all of it: every item has attributes that change with
 * any write of it. Of one that is written once, its key says enough; one that is small says what it holds.
 */
import type { ItemKey } from './items.ts';

export type KeyRange = { readonly from: string; readonly to: string } | { readonly prefix: string };

/** A request for items, as it can be made again. */
export type ItemRead =
  | { readonly kind: 'query'; readonly pk: string; readonly range: KeyRange; readonly consistent: boolean }
  | { readonly kind: 'get'; readonly keys: readonly ItemKey[]; readonly consistent: boolean };

export interface RecordedRead {
  readonly read: ItemRead;
  /** Of the items that were there; what was not there is not among them. */
  readonly versions: readonly string[];
}

/**
 * Agency-years and totals count their revisions; roster and calendar name the load that made them; a submission, when it
 * was processed; a region has nothing but its name, its years, those around it, and its mail address.
 */
export const VERSION_ATTRIBUTES = [
  'pk',
  'sk',
  'revision',
  'since',
  'processedAt',
  'until',
  'name',
  'mail',
  'below',
  'from',
  'to',
  'predecessors',
  'successors',
];

export const versionOf = (item: Readonly<Record<string, unknown>>): string =>
  // Maps come with their keys in any order.
  JSON.stringify(
    VERSION_ATTRIBUTES.map((attribute) => item[attribute] ?? null),
    (_, value: unknown) =>
      isMap(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value,
  );

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Which read it is, for putting several in order: those made side by side end in any. */
export const nameOfRead = (read: ItemRead): string =>
  read.kind === 'query'
    ? JSON.stringify([read.pk, read.range])
    : JSON.stringify(read.keys.map(({ pk, sk }) => [pk, sk]));
