/** The region that a system is told to begin with. */
import { expect, it } from 'vitest';
import { homeIn, tellUnloadedHome } from '../../cli/home-region.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { webEnv } from '../../web/env.ts';

const table = {
  regionYears: (_code: string, _years: readonly number[], named: readonly string[]) =>
    Promise.resolve({
      years: new Map(),
      names: new Map(named.filter((code) => code === '450200').map((code) => [code, '柳州市'])),
      below: new Map(),
      spans: new Map(),
    }),
};

it('is told where nobody has loaded it', async () => {
  expect(await tellUnloadedHome(table, '110000')).toContain('region 110000 is not loaded');
  expect(await tellUnloadedHome(table, '450200')).toBeUndefined();
  expect(await tellUnloadedHome(table, undefined)).toBeUndefined();
});

it('is none where it is empty, and no text', () => {
  expect(homeIn('')).toBeUndefined();
  expect(() => homeIn('柳州')).toThrow('is no region’s code of six digits');
  const stores = { BUCKET_NAME: 'gouji-reports', TABLE_NAME: 'gouji-table' };
  expect(readEnv(webEnv, { ...stores, HOME_REGION: '' }).HOME_REGION).toBeUndefined();
  expect(readEnv(webEnv, { ...stores, HOME_REGION: '450200' }).HOME_REGION).toBe('450200');
  expect(readEnv(webEnv, stores).HOME_REGION).toBeUndefined();
  expect(() => readEnv(webEnv, { ...stores, HOME_REGION: '柳州' })).toThrow('HOME_REGION');
});
