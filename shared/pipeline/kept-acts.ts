/**
 * Acts of the office lie in the bucket and in the table. What only one of them has is given to the other: an act that was
 * broken off before the table had it is finished, a lost table gets its acts back, and those that an earlier release wrote
 * into the table alone get their copies. A letter that was never ordered is.
 */
import pMap from 'p-map';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { makeActCopyKey } from '../contracts/bucket/act-copy.ts';
import type { NamedAct } from '../contracts/bucket/letter-keys.ts';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import { mayTell, type Act } from '../domain/standing/acts/act.ts';
import type { StoredAct } from '../domain/standing/acts/stored-act.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { Attempt } from './collect-failures.ts';
import { completeAct, type CompletingTable } from './complete-act.ts';

export interface KeptActsDeps {
  readonly table: CompletingTable & Pick<ReportTable, 'storedActsIn'>;
  readonly bucket: Pick<ReportBucket, 'keptActs' | 'keptAct'>;
  readonly now: () => Instant;
}

export interface ActsCareDeps extends KeptActsDeps {
  readonly bucket: KeptActsDeps['bucket'] &
    Pick<ReportBucket, 'keepStoredAct' | 'orderedLetters' | 'orderLetter'>;
}

const CONCURRENCY = 8;
/** Nobody is written to about an act longer ago: shorter than orders are kept. */
const TOLD_WITHIN_MS = 7 * 24 * 60 * 60_000;

/** Without a grace, whatever the clocks say. */
const isAged = (at: Instant, now: Instant, ms: number): boolean =>
  ms === 0 || countEpochMs(now) - countEpochMs(at) >= ms;

/** An act that has a copy. */
type KeptAct = NamedAct & { readonly keptAt: Instant };

export const groupByYear = <Named extends NamedAct>(acts: readonly Named[]): ReadonlyMap<string, Named[]> =>
  Map.groupBy(acts, ({ on }) => nameYear(on.district, on.year));
export const nameYear = (district: string, year: number): string => `${district} ${year}`;

/**
 * The table gets every act that only the bucket has; those kept within `graceMs` are left to whoever is at them. Answers
 * how many it got.
 */
export async function completeKeptActs(
  { table, bucket, now }: KeptActsDeps,
  acts: readonly KeptAct[],
  { graceMs }: { readonly graceMs: number },
  attempt: Attempt,
): Promise<number> {
  let completed = 0;
  await pMap(
    groupByYear(acts).values(),
    async (named) => {
      const [first] = named;
      if (!first) return;
      const { district, year } = first.on;
      const known = new Set<string>();
      const stored = await table.storedActsIn(district, year, ({ what }) => {
        // Whoever mends them does.
        if (what.kind === 'act') known.add(makeActCopyKey({ on: what.place, id: what.id }));
      });
      for (const one of stored) known.add(makeActCopyKey(one));
      for (const one of named) {
        const key = makeActCopyKey(one);
        if (known.has(key) || !isAged(one.keptAt, now(), graceMs)) continue;
        await attempt(key, async () => {
          const kept = await bucket.keptAct(one);
          if (kept && (await complete(table, kept)) === 'written') completed += 1;
        });
      }
    },
    { concurrency: CONCURRENCY },
  );
  return completed;
}

/** What only a newer release knows is put back as it is: that release makes of the agency-year what follows from it. */
const complete = (table: CompletingTable, { act, ...kept }: StoredAct): Promise<unknown> =>
  act ? completeAct(table, act) : table.restoreAct({ act, ...kept });

/** Looks after the acts of a district's year, as the table has them: each gets its copy, and its letter. */
interface ActsCare {
  /** `agencies`: the district's. */
  readonly careFor: (district: string, year: number, agencies: readonly AgencyYear[]) => Promise<void>;
  readonly done: { copied: number; told: number };
}

/** `district`: where only its acts are looked after. */
export async function createActsCare(
  { table, bucket, now }: ActsCareDeps,
  acts: readonly KeptAct[],
  { graceMs, district }: { readonly graceMs: number; readonly district?: string | undefined },
  attempt: Attempt,
): Promise<ActsCare> {
  const kept = new Set(acts.map(makeActCopyKey));
  const told = new Set((await Array.fromAsync(bucket.orderedLetters(district))).map(makeActCopyKey));
  const done = { copied: 0, told: 0 };
  const waitsForLetter = (act: Act): boolean =>
    mayTell(act) &&
    !told.has(makeActCopyKey(act)) &&
    isAged(act.at, now(), graceMs) &&
    !isAged(act.at, now(), TOLD_WITHIN_MS);
  return {
    done,
    async careFor(district, year, agencies) {
      // Addresses of a demonstration are examples.
      const examples = new Set(agencies.flatMap(({ agency }) => (agency.dataset ? [agency.id] : [])));
      const damaged: string[] = [];
      const recorded = await table.storedActsIn(district, year, ({ message }) => void damaged.push(message));
      for (const one of recorded) {
        const key = makeActCopyKey(one);
        await attempt(key, async () => {
          if (!kept.has(key)) {
            await bucket.keepStoredAct(one);
            done.copied += 1;
          }
          if (one.act && waitsForLetter(one.act) && !examples.has(one.on.agencyId)) {
            await bucket.orderLetter({ on: one.on, id: one.id });
            done.told += 1;
          }
        });
      }
      for (const message of damaged)
        await attempt(`acts of ${district} ${year}`, () =>
          Promise.reject(new Error(`${message}: run gouji rebuild`)),
        );
    },
  };
}
