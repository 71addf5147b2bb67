/** Maps that no record has room for are told before anything is written. */
import { expect, it } from 'vitest';
import { RECORD_SIZES } from '../../shared/adapters/table/record-sizes.ts';
import { parseMap } from '../../shared/contracts/files/map-file.ts';
import { findTooLarge, planMaps } from '../../shared/pipeline/load-map.ts';
import { aFeature, aMap } from '../support/a-map.ts';

it.each([
  [200, []],
  // Islets, each a feature of its own.
  [15_000, ['450000']],
])('%i areas beside a region', async (count, expected) => {
  const islets = Array.from({ length: count }, (_, i) =>
    aFeature({ code: '', at: [(i % 200) / 100, i / 15_000] }),
  );
  const text = aMap([aFeature({ code: '450200', at: [0, 0] }), ...islets], {
    approvalNumber: '桂S(2024)1号',
  });
  const parsed = parseMap(text, { regions: new Set(), approvalNumber: undefined });
  if (parsed.kind === 'bad') throw new Error(JSON.stringify(parsed.complaints));
  const table = { map: () => Promise.resolve(undefined), allMaps: () => Promise.resolve([]) };
  const plan = await planMaps(table, parsed.maps, parsed.approvalNumber);
  expect(findTooLarge(RECORD_SIZES, plan)).toEqual(expected);
});
