/** Each bench in a tiny size: that it runs and measures something. What it measures is for a quiet machine to say. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { benchPastDates } from '../../bench/as-of.ts';
import { benchBundles } from '../../bench/bundles.ts';
import { benchCapacity } from '../../bench/capacity.ts';
import { benchCheckReport } from '../../bench/check-report.ts';
import { benchCompliance } from '../../bench/compliance.ts';
import { benchLargeRegions } from '../../bench/large-regions.ts';
import { benchFingerprint } from '../../bench/fingerprint.ts';
import { benchFirstPaint } from '../../bench/first-paint.ts';
import { benchFirstView } from '../../bench/first-view.ts';
import { benchHealthyNight } from '../../bench/healthy-night.ts';
import { benchHostileTexts } from '../../bench/hostile-texts.ts';
import { benchLargeDocuments } from '../../bench/large-documents.ts';
import type { Figure, Report } from '../../bench/measure.ts';
import { benchPage } from '../../bench/page.ts';
import { benchRebuildStored } from '../../bench/rebuild-stored.ts';
import { benchRebuild } from '../../bench/rebuild.ts';
import { benchStart } from '../../bench/start.ts';
import type { StartedSystem } from '../../bench/started-system.ts';
import { benchSuspects } from '../../bench/suspects.ts';
import { benchTextRules } from '../../bench/text-rules.ts';
import { benchUploadToChart } from '../../bench/upload-to-chart.ts';
import { syntheticNation } from '../../generator/nation.ts';
import { generateDrafts, makeRoster, type UniverseSpec } from '../../generator/universe.ts';
import { encodeReport } from '../../shared/domain/document/encode-report.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { startEngines } from '../support/engines.ts';

const BENCH = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const YEAR = 2024;
const TINY = { provinces: 1, cities: 1, districts: 1, agencies: 2 };

async function figuresOf(bench: (report: Report) => Promise<unknown>): Promise<Figure[]> {
  const figures: Figure[] = [];
  await bench((figure) => figures.push(figure));
  expect(figures).not.toEqual([]);
  for (const { what, value, spread } of figures)
    for (const number of [value, ...Object.values(spread ?? {})])
      expect(Number.isFinite(number), what).toBe(true);
  return figures;
}

it('are run by their names, and the names are told to who misspells one', () => {
  const { status, stderr } = spawnSync(process.execPath, [BENCH, 'no-such-bench'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('there are check-report, '),
  });
});

describe('the benches that need no system', () => {
  it('compare checking a report with JSON.parse, once per layout, and where sums fail', async () => {
    const figures = await figuresOf((report) => benchCheckReport(report, { rounds: 1, repeats: 20 }));
    expect(figures).toHaveLength(4);
    for (const { value } of figures) expect(value).toBeGreaterThan(0);
  });

  it('compare texts that are made up to be slow with prose', async () => {
    const figures = await figuresOf((report) => benchHostileTexts(report, { rounds: 1, bytes: 100_000 }));
    expect(figures.length).toBeGreaterThan(10);
  });

  it('compare documents that are made up to be slow with a report of their size', async () => {
    const figures = await figuresOf((report) => benchLargeDocuments(report, { rounds: 1, bytes: 100_000 }));
    expect(figures.length).toBeGreaterThan(10);
  });

  it('count how often rules on texts fire, and find fault with no generated narrative', async () => {
    const figures = await figuresOf((report) => benchTextRules(report, TINY));
    const generated = figures.filter(({ what }) => what.endsWith('generated narratives'));
    expect(generated.length).toBeGreaterThan(9);
    for (const { what, value } of generated.filter((figure) => figure.what.includes('warning')))
      expect([what, value]).toEqual([what, 0]);
  });

  it('compare fingerprints of a few narratives', async () => {
    const figures = await figuresOf((report) => benchFingerprint(report, TINY));
    expect(figures.find(({ what }) => what.startsWith('generated'))?.value).toBe(0);
    expect(figures.find(({ what }) => what.includes('counts and names'))?.value).toBe(100);
  });

  it('plant errors, and claim nothing wrong of them', async () => {
    const figures = await figuresOf((report) => benchSuspects(report, { each: 10 }));
    const [wrong, time] = figures.slice(-2);
    expect(wrong?.what).toContain('wrong claims');
    expect(wrong?.value).toBe(0);
    expect(time?.value).toBeGreaterThan(0);
  });

  it('rebuild an archive of a few files', async () => {
    const figures = await figuresOf((report) =>
      benchRebuild(report, { size: { ...TINY, agencies: 31 }, rounds: 1 }),
    );
    expect(figures[0]?.what).toContain('62 archived reports');
  });

  it('weigh the bundles of functions', async () => {
    const figures = await figuresOf((report) => benchBundles(report, ['open-year', 'follow-changes']));
    const bundles = figures.filter(({ what }) => what.startsWith('bundle of'));
    expect(bundles).toHaveLength(2);
    for (const { value } of bundles) expect(value).toBeGreaterThan(50);
  });

  it('count write units, which an emulator counts as DynamoDB does', async () => {
    const engines = await startEngines();
    try {
      const figures = await figuresOf((report) => benchCapacity(report, engines, { few: TINY, many: TINY }));
      // One kilobyte each at least: submission and agency-year in a transaction (twice), and four regions.
      expect(figures[0]?.value).toBeGreaterThanOrEqual(8);
    } finally {
      await engines.stop();
    }
  });
});

describe('the bench of compliance', () => {
  it('counts one Query per region, and no scan', async () => {
    const engines = await startEngines();
    try {
      const figures = await figuresOf((report) =>
        benchCompliance(report, engines.dynamodb, { ...TINY, agencies: 31 }),
      );
      expect(figures[0]?.value).toBe(1);
      expect(figures[0]?.detail).toMatch(/[1-9]\d* BatchGets .* 0 scans/);
      expect(figures).toHaveLength(5);
    } finally {
      await engines.stop();
    }
  });
});

describe('the bench of a date of the past', () => {
  it('keeps its day, answers as a replay does, and tells what both read', async () => {
    const engines = await startEngines();
    try {
      const figures = await figuresOf((report) => benchPastDates(report, engines.dynamodb, true));
      expect(figures).toHaveLength(6);
      expect(figures.every(({ value }) => value > 0)).toBe(true);
    } finally {
      await engines.stop();
    }
  });
});

describe('the bench of large regions', () => {
  it('asks for pages and answers, and tells time and size of each', async () => {
    const engines = await startEngines();
    try {
      const figures = await figuresOf((report) => benchLargeRegions(report, engines.dynamodb, 30));
      expect(figures).toHaveLength(10);
      expect(figures.filter(({ unit }) => unit === ' kB').every(({ value }) => value > 10)).toBe(true);
    } finally {
      await engines.stop();
    }
  });
});

describe('the benches of a running system', () => {
  const nation = syntheticNation(TINY);
  const spec: UniverseSpec = {
    seed: 'smoke',
    ...nation,
    years: { from: YEAR, to: YEAR },
    consolidated: false,
  };
  const drafts = [...generateDrafts(spec)];
  let dataDir: string;
  let system: StartedSystem;
  let started: Figure[];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gouji-bench-test-'));
    started = await figuresOf(async (report) => {
      system = await benchStart(report, dataDir, { empty: true });
    });
    await loadRegions(system.table, nation.regions);
    await loadRoster(system.table, makeRoster(spec), makeInstant(Date.UTC(YEAR, 6)));
    for (const draft of drafts)
      await system.bucket.upload('inbox', draft.place, new TextEncoder().encode(encodeReport(draft.report)));
    await vi.waitFor(
      async () => {
        const { years } = await system.table.regionYears('000000', [YEAR], []);
        expect(years.get(YEAR)?.reports.accepted).toBe(drafts.length);
      },
      { timeout: 20_000, interval: 50 },
    );
  });
  afterAll(async () => {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('time two starts', () => {
    expect(started).toHaveLength(2);
  });

  it('see every upload in every total above it', async () => {
    const figures = await figuresOf((report) =>
      benchUploadToChart(report, system, [{ perSecond: 4, seconds: 1, drafts, belowMs: 2000 }]),
    );
    expect(figures).toHaveLength(5);
    expect(figures[1]?.detail).toMatch(/^(?=.*receive-report \d)(?=.*follow-changes \d)/);
  });

  it('count what a healthy night writes: nothing', async () => {
    // The first night opens the years since the roster was loaded.
    await figuresOf((report) => benchHealthyNight(report, system));
    const [figure] = await figuresOf((report) => benchHealthyNight(report, system));
    expect(figure).toMatchObject({ value: 0, detail: expect.stringContaining(' 0 failures') });
  });

  it('rebuild what was uploaded, and find nothing to mend', async () => {
    const [figure] = await figuresOf((report) =>
      benchRebuildStored(report, system, { from: YEAR, to: YEAR }, 1),
    );
    expect(figure?.what).toContain('4 stored reports');
    expect(figure?.detail).toContain(' 0 mended');
  });

  it('weigh a page and what it loads, and find nothing from elsewhere', async () => {
    const [weight, elsewhere] = await figuresOf((report) =>
      benchFirstView(report, system.web, `/regions/450102/years/${YEAR}`),
    );
    expect(weight?.detail).toMatch(/page .*css .*js /);
    expect(elsewhere?.value).toBe(0);
  });

  it('paint a page on a slow network, on a desktop and a phone', async () => {
    const figures = await figuresOf((report) =>
      benchFirstPaint(report, system.web, `/regions/450102/years/${YEAR}`),
    );
    expect(figures).toHaveLength(2);
    for (const { value } of figures) expect(value).toBeGreaterThan(0);
  });

  it('render a page and count its requests', async () => {
    const figures = await figuresOf((report) =>
      benchPage(report, system, { district: `/regions/450102/years/${YEAR}` }, {}, 1),
    );
    expect(figures[0]?.value).toBe(2);
  });
});
