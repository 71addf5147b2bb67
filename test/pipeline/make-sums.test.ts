/** The orders of a province's sums: an order that does not reach every year leaves the others to one more, and no more than that. */
import { expect, it } from 'vitest';
import {
  makeBulkOrderKey,
  parseBulkOrderKey,
  type BulkOrder,
} from '../../shared/contracts/bucket/bulk-keys.ts';
import { parseInstant, tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { makeSums, type MakeSumsDeps } from '../../shared/pipeline/bulk/make-sums.ts';

const CODE = '450000';
const NOW = parseInstant('2026-06-01T20:00:00Z')!;
const NIGHT = tellChinaDay(NOW);
const DAMAGED = {
  what: { kind: 'other' },
  id: 'gx-jiaoyu',
  key: 'x',
  revision: undefined,
  legible: {},
  message: '',
} as const;

/** A province of one agency that can't be read, in any year. */
function aDamagedProvince(ordered: BulkOrder[]): MakeSumsDeps {
  let kept: Awaited<ReturnType<MakeSumsDeps['bulk']['bucket']['sumsBelow']>>;
  return {
    now: () => NOW,
    sha256: () => 'the same',
    table: {
      functions: () => Promise.resolve(undefined),
      regionsWithin: () => Promise.resolve([{ code: CODE, name: '广西壮族自治区', below: [] }]),
      regionYears: () =>
        Promise.resolve({ years: new Map(), names: new Map(), below: new Map(), spans: new Map() }),
      childFacts: () => Promise.resolve({ agencies: [], regions: [], beside: [] }),
      children: (_region, _year, options) => {
        options?.onDamaged?.(DAMAGED);
        return Promise.resolve({ agencies: [], regions: [], beside: [] });
      },
    },
    bulk: {
      bucket: {
        sumsBelow: () => Promise.resolve(kept),
        putSumsBelow: (_code, years) => Promise.resolve(void (kept = years)),
        putSums: () => Promise.resolve(),
        order: (order) => Promise.resolve(void ordered.push(order)),
      },
    },
  };
}

it('make each year once, though what cannot be read has all of them made anew every night', async () => {
  const ordered: BulkOrder[] = [{ night: NIGHT, sums: CODE }];
  const deps = aDamagedProvince(ordered);
  const made: number[] = [];
  for (let order = ordered.shift(); order && made.length < 50; order = ordered.shift()) {
    // As the queue hands them on.
    const read = parseBulkOrderKey(makeBulkOrderKey(order));
    const asked = { night: NIGHT, code: read?.sums ?? '', upTo: read?.upTo };
    made.push(...(await makeSums(deps, asked, 0)).made);
  }
  expect(made).toEqual([2025, 2024, 2023, 2022, 2021, 2020, 2019]);
});
