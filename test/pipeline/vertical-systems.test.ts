/** Units of vertical systems (垂直管理系统单位) owe nothing here: they may file, and nothing is added to anything. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import { computeRatio } from '../../shared/domain/form/derived-figures.ts';
import { findAgencies, type FoundAgencies } from '../../shared/pipeline/name-index.ts';
import { isShown } from '../../shared/domain/standing/child-facts.ts';
import { loadRoster, openYear } from '../../shared/pipeline/load-roster.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { summariseRegion } from '../../shared/pipeline/summarise.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aDesk, DISTRICT, member } from '../support/a-desk.ts';
import { instant } from '../support/a-summary.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const YEAR = 2024;
let engines: TestEngines;
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeAll(async () => {
  engines = await startEngines();
  desk = await aDesk(engines, [
    member('aa'),
    member('tax', { kind: 'vertical' }),
    member('customs', { kind: 'vertical', to: 2022 }),
    member('whole', { kind: 'consolidated' }),
  ]);
  await desk.file({ id: 'aa', year: YEAR, received: 10, at: '2025-01-10T00:00:00Z' });
});
afterAll(() => engines.stop());

const totalOf = async (code = DISTRICT) => {
  const total = (await desk.store.table.regionYears(code, [YEAR], [])).years.get(YEAR);
  if (!total) throw new Error(`no total of ${code}`);
  const { reports, figures, filings, signal } = total;
  return { reports, cells: [...figures.cells], filings, signal };
};

describe('a unit of a vertical system', () => {
  it('has the law’s 31 January, and no year in which it must report', async () => {
    expect(computeDeadline({ kind: 'vertical', district: DISTRICT }, YEAR)).toBe('2025-01-31');
    expect((await desk.item('tax', YEAR)).obliged).toBe(false);
  });

  it('may file, gets receipt and findings, and changes no total', async () => {
    const before = await Promise.all([totalOf(), totalOf('450200')]);
    const receipt = await desk.file({
      id: 'tax',
      year: YEAR,
      received: 300,
      at: '2025-02-03T00:00:00Z',
      change: (document) => void (document['narrative'] = { overview: '平稳。', problems: '无', other: '' }),
    });
    expect(receipt.outcome).toBe('accepted');
    expect(receipt.findings.map(({ rule }) => rule)).toEqual(['D1', 'Q2']);
    expect((await desk.item('tax', YEAR)).inForce).toBeDefined();
    expect(await Promise.all([totalOf(), totalOf('450200')])).toEqual(before);
    expect(before[0].reports).toMatchObject({ expected: 1, accepted: 1, late: 0 });
    const { children, verified } = {
      children: await desk.store.table.children(DISTRICT, YEAR),
      verified: await verifyYear(desk.store.table, desk.store.bucket, YEAR),
    };
    expect(children.beside.map(({ agency }) => agency.id)).toEqual(['tax', 'whole']);
    expect(verified.discrepancies).toEqual([]);
  });

  it('is no part of what a consolidated report is compared with', async () => {
    await desk.file({ id: 'whole', year: YEAR, received: 10, at: '2025-02-10T00:00:00Z' });
    expect(await desk.comparisons('whole', YEAR)).toEqual([]);
  });

  it('stands in no rate of the region’s compliance, now or then', async () => {
    const order = { code: DISTRICT, year: YEAR, at: instant('2025-03-01T00:00Z') };
    const since = instant('2025-02-01T00:00Z');
    for (const table of [desk.store.table, readTableAt(desk.store.table, order.at)]) {
      const summary = await summariseRegion(table, { ...order, since }, () => Promise.resolve(new Map()));
      if (!summary) throw new Error('no summary');
      const { counts } = summary;
      expect(counts).toMatchObject({ expected: 1, accepted: 1, notObliged: 0, late: 0 });
      expect(computeRatio({ part: counts.accepted, whole: counts.expected })).toBe(1);
      expect(summary.agencies.filter(({ kind }) => kind === 'vertical')).toMatchObject([
        { id: 'tax', state: 'not-obliged', open: { count: 1 } },
      ]);
    }
  });

  it('is returned where the roster has it no more', async () => {
    const receipt = await desk.receive({ id: 'customs', year: YEAR, at: '2025-01-10T00:00:00Z' });
    expect(receipt.findings.map(({ rule }) => rule)).toEqual(['S3']);
    expect((await desk.receive({ id: 'customs', year: 2022, at: '2025-01-10T00:00:00Z' })).outcome).toBe(
      'accepted',
    );
  });

  it('that ends is shown in later years only where it filed, and files no more', async () => {
    const units = ['tax', 'idle'].map((id) => member(id, { kind: 'vertical' }));
    await loadRoster(desk.store.table, units, instant('2026-12-01T00:00Z'));
    const shown = async () =>
      (await desk.store.table.children(DISTRICT, YEAR)).beside.filter(isShown).map(({ agency }) => agency.id);
    expect(await shown()).toEqual(['idle', 'tax', 'whole']);
    await loadRoster(
      desk.store.table,
      units.map((unit) => ({ ...unit, to: YEAR - 1 })),
      instant('2026-12-02T00:00Z'),
    );
    expect(await shown()).toEqual(['tax', 'whole']);
    const receipt = await desk.receive({ id: 'idle', year: YEAR, at: '2025-01-10T00:00:00Z' });
    expect(receipt.findings.map(({ rule }) => rule)).toEqual(['S3']);
    const then = readTableAt(desk.store.table, instant('2026-12-01T12:00Z'));
    expect((await then.children(DISTRICT, YEAR)).beside.filter(isShown)).toHaveLength(3);
    await loadRoster(desk.store.table, units, instant('2026-12-03T00:00Z'));
  });

  it('goes on in the next year, and is found by its name', async () => {
    await openYear(desk.store.table, YEAR + 3, instant('2027-01-02T00:00Z'));
    const { beside } = await desk.store.table.children(DISTRICT, YEAR);
    const found: FoundAgencies = new Map();
    findAgencies(found, DISTRICT, beside);
    expect([...(found.get(DISTRICT)?.keys() ?? [])]).toContain('tax');
  });
});
