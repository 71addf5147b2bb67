/** An act as it is stored, in the table and in its copy: also one that this release doesn't know. */
import type { Place } from '../../basics/place.ts';
import type { Act } from './act.ts';

export interface StoredAct {
  readonly on: Place;
  readonly id: string;
  /** `undefined`: only a newer release knows its kind. */
  readonly act: Act | undefined;
  /** All that is said of it, as it is stored. */
  readonly stored: Readonly<Record<string, unknown>>;
}

export const storeAct = ({ on, ...stored }: Act): StoredAct => ({
  on,
  id: stored.id,
  act: { on, ...stored },
  stored,
});

/** Whether two records say the same, in whatever order; what is left out and what is `undefined` are one. */
export const isSameRecord = (a: StoredAct, b: StoredAct): boolean => print(a) === print(b);

const print = ({ on, stored }: StoredAct): string =>
  JSON.stringify([on.district, on.agencyId, on.year, stored], (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
