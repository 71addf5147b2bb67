/** docs/costs.md says what its script says, and the script counts what it names. */
import { readFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { expect, it } from 'vitest';
import { MONTHS, computeCosts, describeCosts } from '../../bench/costs/cost-model.ts';
import measured from '../../bench/costs/measured.json' with { type: 'json' };
import prices from '../../bench/costs/prices.json' with { type: 'json' };

const PAGE = new URL('../../docs/costs.md', import.meta.url);

it('the page is the script’s output: run `node bench/costs/write.ts`', async () => {
  const [, kept = ''] = readFileSync(PAGE, 'utf8').split(/<!-- costs(?: end)? -->/);
  const options = await prettier.resolveConfig(PAGE.pathname);
  const drawn = await prettier.format(describeCosts(), { ...options, parser: 'markdown' });
  expect(kept.trim()).toBe(drawn.trim());
});

it('says of each unit how it is known, and of prices when they held', () => {
  for (const { value, from, says } of Object.values(measured)) {
    expect(value).toBeGreaterThan(0);
    expect(['measured', 'assumed', 'by design']).toContain(from);
    expect(says).not.toBe('');
  }
  expect(prices.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
});

it('counts in every month what there is of it: by hand for writes and stored items', () => {
  const costs = new Map(computeCosts().map(({ what, usd }) => [what, usd]));
  const nation = MONTHS.findIndex(({ name }) => name === 'nation, January');
  // 240 000 uploads of 25 write units at 0.625 dollars a million.
  expect(costs.get('DynamoDB: writes')?.[nation]).toBeCloseTo(3.75, 5);
  // 1.26 million agency-years of 12 kB: 15.12 GB, stored and kept restorable.
  expect(costs.get('DynamoDB: stored, with restore to any second')?.[nation]).toBeCloseTo(15.12 * 0.45, 5);
  for (const usd of costs.values())
    for (const one of usd) expect(Number.isFinite(one) && one >= 0).toBe(true);
});
