/** The bench of a nation in a tiny size: that what it writes directly is what the system would, and that every step runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countCapacity } from '../../bench/consumed-capacity.ts';
import type { Figure } from '../../bench/measure.ts';
import { benchNation } from '../../bench/nation.ts';
import { specifyNation, type NationPlan } from '../../bench/nation/plan.ts';
import { seedNation } from '../../bench/nation/seed.ts';
import { makeRoster } from '../../generator/universe.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { lastEndedYear } from '../../shared/domain/basics/calendar.ts';
import { changedByRegions, changedByRoster } from '../../shared/pipeline/load-roster.ts';
import { reindexNames } from '../../shared/pipeline/name-index.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { startEngines } from '../support/engines.ts';

const TINY: NationPlan = {
  size: { provinces: 2, cities: 1, districts: 1, agencies: 3 },
  largest: 5,
  filing: 1,
  reports: { newest: 6, before: 3 },
};

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-nation-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it('writes the items that loading regions and roster would: nothing is left to load, to add up or to name', () =>
  inFolder(async (dataDir) => {
    const specs = specifyNation(TINY, lastEndedYear(systemClock()));
    const { agencies } = await seedNation(dataDir, specs, systemClock());
    expect(agencies).toBe(14);
    const engines = await startEngines({ dataDir });
    const opened = openTable({ TABLE_NAME: engines.table }, engines.dynamodb);
    const capacity = countCapacity(opened.client);
    const table = createReportTable(opened);
    try {
      const regions = await table.regions();
      expect(changedByRegions(regions, specs.regions)).toEqual([]);
      const roster = [...makeRoster(specs.filing), ...makeRoster(specs.others)];
      const entries = roster.map(({ mail: _mail, ...entry }) => entry);
      expect(await changedByRoster(table, entries, systemClock())).toEqual([]);
      const found = Map.groupBy(entries, ({ district }) => district);
      const names = new Map(
        [...found].map(([district, own]) => [district, new Map(own.map((entry) => [entry.id, entry]))]),
      );
      expect(await reindexNames(table, names)).toEqual([]);
      for (const { code } of regions)
        for (let year = specs.filing.years.from; year <= specs.filing.years.to + 1; year++)
          expect([code, year, await recomputeRegion(table, code, year)]).toEqual([code, year, 'unchanged']);
      expect(capacity.total().write).toBe(0);
    } finally {
      opened.client.destroy();
      await engines.stop();
    }
  }));

it('runs every step, and tells what was done before without doing it again', { timeout: 600_000 }, () =>
  inFolder(async (folder) => {
    const figures: Figure[] = [];
    await benchNation((figure) => figures.push(figure), TINY, folder);
    expect(figures.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('along a January curve'),
        expect.stringContaining('lag of the stream'),
        expect.stringContaining('a search in the whole nation'),
        expect.stringContaining('a healthy night of a nation'),
        expect.stringContaining('read units of the nation as of a date'),
        expect.stringContaining('the nation’s compliance summary'),
        expect.stringContaining('an accepted upload alone'),
        expect.stringContaining('restored from its export'),
      ]),
    );
    for (const { what, value } of figures) expect(Number.isFinite(value), what).toBe(true);
    const ofTheNight = figures.find(({ what }) => what.includes('of the same as orders'));
    expect(ofTheNight).toMatchObject({ value: 0, detail: expect.stringContaining(' 0 failures') });

    const again: Figure[] = [];
    const startedMs = performance.now();
    await benchNation((figure) => again.push(figure), TINY, folder);
    expect(again).toEqual(figures);
    expect(performance.now() - startedMs).toBeLessThan(2000);
  }),
);
