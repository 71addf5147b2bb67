/** An item of the table that does not fit its schema, as it is: whoever mends or proves goes on past it. */
import type { CorruptItemError } from '../errors.ts';
import type { ItemKey } from './items.ts';

export interface DamagedItem {
  readonly key: ItemKey;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly error: CorruptItemError;
}

/** From which an item in its place counts on. */
export const revisionOfDamaged = (raw: DamagedItem['raw'] | undefined): number =>
  typeof raw?.['revision'] === 'number' ? raw['revision'] : 0;
