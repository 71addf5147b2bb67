/** A portal that moves gives each of its pages the day of the move: the first report is flagged for it, the others are told. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aBucket } from '../support/a-store.ts';
import { aDesk, member } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const AT = '2026-11-28T02:00:00Z';
const MOVED = 'https://www.example.gov.cn/zwgk/t20251105';

it('is said once per site and day, and the same after a rebuild', async () => {
  const ids = ['aa', 'bb', 'cc', 'dd'];
  const desk = await aDesk(
    { ...engines, bucket: await aBucket(engines, 'shared-move') },
    ids.map((id) => member(id)),
  );
  const tell = async (id: string, sourceUrl: string): Promise<string[]> => {
    const { findings } = await desk.file({
      id,
      year: 2024,
      at: AT,
      change: (document) => Object.assign(document, { publishedOn: '2025-01-20', sourceUrl }),
    });
    return findings
      .filter(({ rule }) => rule === 'T20')
      .map(({ severity, message }) => `${severity} ${message.zh}`);
  };
  expect(await tell('aa', `${MOVED}_1.html`)).toEqual([expect.stringMatching(/^warning .*请核对公布日期/)]);
  const alike = [expect.stringMatching(/^info .*同一网站上机关aa的报告也是这一日期/)];
  expect(await tell('bb', `${MOVED}_2.html`)).toEqual(alike);
  // Another day, or another site, is another matter.
  expect(await tell('cc', 'https://www.example.gov.cn/zwgk/t20250901_3.html')).toEqual([
    expect.stringMatching(/^warning/),
  ]);
  expect(await tell('dd', 'https://www.example.net.gov.cn/zwgk/t20251105_4.html')).toEqual([
    expect.stringMatching(/^warning/),
  ]);
  const warned = async (): Promise<(number | undefined)[]> =>
    Promise.all(
      ids.map(async (id) => {
        const { inForce } = await desk.item(id, 2024);
        return inForce?.warnings.filter(({ rule }) => rule === 'T20').length;
      }),
    );
  expect(await warned()).toEqual([1, 0, 1, 1]);
  await desk.settle();
  expect((await verifyYear(desk.store.table, desk.store.bucket, 2024)).discrepancies).toEqual([]);
  expect((await rebuildYear(desk.store, 2024)).mended).toEqual([]);
  expect(await warned()).toEqual([1, 0, 1, 1]);
});
