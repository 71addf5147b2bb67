/**
 * How one state of an item is told from another: every item has attributes that change with any write of it. The key of
 * an item that is written once says enough; a small item says what it holds.
 */
import type { RawItem } from './codec.ts';

/**
 * Agency-years and totals count their revisions; roster and calendar name the load that made them; a submission, when it
 * was processed, and its redaction; a region has nothing but its name, its years, those around it, and its mail address.
 */
export const VERSION_ATTRIBUTES = [
  'pk',
  'sk',
  'revision',
  'since',
  'processedAt',
  'redacted',
  'until',
  'name',
  'mail',
  'below',
  'from',
  'to',
  'predecessors',
  'successors',
  // Attributes of facts: whether the child itself can't be read any more; when something last came of any of them.
  'damaged',
  // What a total of an earlier day was made from.
  'stamp',
  'filed',
  'changed',
  'first',
  'said',
];

export function nameVersion(item: RawItem): string {
  const values = VERSION_ATTRIBUTES.map((attribute) => item[attribute] ?? null);
  return values.every(isPlain) ? JSON.stringify(values) : JSON.stringify(values, withKeysSorted);
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Maps come with their keys in any order. */
const withKeysSorted = (_: string, value: unknown): unknown =>
  isMap(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
