/**
 * A nation in January on this machine: a table with its agencies, written directly, and everything after that by the real
 * functions. Takes some three quarters of an hour, so that it runs only where it is named. Each step's figures are kept beside the
 * data folder, so that a run that was broken off goes on where it was; whoever wants another begins with an empty folder.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import { openReportBucket, openSummaries } from '../shared/adapters/open.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { createReportTable } from '../shared/adapters/table/report-table.ts';
import { lastEndedYear, tellChinaYear, toIsoDay } from '../shared/domain/basics/calendar.ts';
import { findProvince, NATION, traceLineage } from '../shared/domain/basics/region.ts';
import { findSlotAtOrBefore } from '../shared/domain/compliance/summary-slots.ts';
import { pickEntries } from '../shared/pipeline/enrolment.ts';
import { runSummary } from '../shared/pipeline/run-summary.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { startEngines, type TestEngines } from '../test/support/engines.ts';
import { measureDate } from './as-of.ts';
import { measureUploads } from './capacity.ts';
import { countCapacity } from './consumed-capacity.ts';
import prices from './costs/prices.json' with { type: 'json' };
import { benchOrders } from './healthy-night.ts';
import { groupDigits, roundFigure, type Figure, type Report } from './measure.ts';
import { benchJanuary, drawFilings } from './nation/january.ts';
import { benchLargePages } from './nation/large-pages.ts';
import { NATION_PLAN, specifyNation, type NationPlan } from './nation/plan.ts';
import { benchRestore } from './nation/restore.ts';
import { seedNation } from './nation/seed.ts';
import { startGouji, type StartedSystem } from './started-system.ts';
import { waitForLookThrough, waitUntilQuiet } from './wait-until-quiet.ts';

/** Where the nation lies between runs. */
const FOLDER = process.env['GOUJI_BENCH_NATION'] ?? join(tmpdir(), 'gouji-bench-nation');
const NATIONS_AGENCIES = 180_000;
const DAY_OF_JANUARY = '01-20';

export async function benchNation(
  report: Report,
  plan: NationPlan = NATION_PLAN,
  folder: string = FOLDER,
): Promise<void> {
  const year = lastEndedYear(systemClock());
  const specs = specifyNation(plan, year);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { recursive: true });
  const steps = keepSteps(join(folder, 'steps.json'), report);
  const largest = specs.filing.districts[0]?.code ?? '';
  const city = traceLineage(largest).at(-2) ?? '';
  const province = findProvince(largest);

  // Both in one: what was filed in part is no beginning.
  await steps('january', async (say) => {
    await rm(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    const startedMs = performance.now();
    const { items, agencies } = await seedNation(dataDir, specs, systemClock());
    say({
      what: 'a nation’s table, written directly into the engine’s file',
      value: (performance.now() - startedMs) / 1000,
      unit: ' s',
      detail: `${groupDigits(specs.regions.length)} regions, ${groupDigits(agencies)} agencies, ${groupDigits(items)} items`,
    });
    const system = await startGouji(dataDir, { hasMetrics: true });
    const lookMs = performance.now();
    try {
      say({
        what: '`gouji start` on a nation’s table, until `ready`',
        value: system.readyMs / 1000,
        unit: ' s',
      });
      // What it does behind `ready`, a January's uploads would be measured beside.
      await waitForLookThrough(system);
      await waitUntilQuiet(system);
      say({
        what: 'and until each region is looked through, as at every start, and the archive of all years is made',
        value: (performance.now() - lookMs) / 1000,
        unit: ' s',
      });
      const emptyBytes = measureFolder(dataDir);
      const { perSecond } = await benchJanuary(say, system, drawFilings(specs.filing, plan.reports));
      const reports = plan.reports.newest + plan.reports.before;
      say({
        what: 'disk that a report takes: its document, receipt and archive, its items and its share of the log',
        value: (measureFolder(dataDir) - emptyBytes) / reports / 1000,
        unit: ' kB',
        detail: `${roundFigure(emptyBytes / 1e6)} MB before the first of ${groupDigits(reports)}`,
      });
      say({
        what: 'a nation’s 180 000 reports at that rate, told from these',
        value: NATIONS_AGENCIES / perSecond / 3600,
        unit: ' h',
      });
    } finally {
      await system.stop();
    }
  });
  const codes = [...new Set(specs.filing.districts.flatMap(({ code }) => traceLineage(code)))].sort(
    (a, b) => traceLineage(b).length - traceLineage(a).length,
  );
  await steps('night', (say) =>
    withEngines(dataDir, async (engines) => {
      const opened = openTable({ TABLE_NAME: engines.table }, engines.dynamodb);
      const capacity = countCapacity(opened.client);
      const table = createReportTable(opened);
      const entries = pickEntries(await table.calendar());
      const deps = {
        bucket: openReportBucket({ BUCKET_NAME: engines.bucket }, engines.s3),
        table,
        now: systemClock,
        sha256: hashBytes,
        calendar: () => Promise.resolve(entries),
      };
      const years = [year - 1, year, tellChinaYear(systemClock())];
      await benchOrders(say, deps, { codes, years, total: () => capacity.total() });
      say({
        what: 'memory of a process that does one order after the other, at its peak',
        value: process.resourceUsage().maxRSS / 1000,
        unit: ' MB',
        target: { atMost: 512 },
        detail: 'the steps before it included, where they ran in the same process',
      });
      opened.client.destroy();
    }),
  );
  await steps('past', (say) =>
    withEngines(dataDir, async (engines) => {
      const opened = openTable({ TABLE_NAME: engines.table }, engines.dynamodb);
      const reading = { table: createReportTable(opened), capacity: countCapacity(opened.client) };
      const day = toIsoDay(`${year}-${DAY_OF_JANUARY}`);
      const size = `${groupDigits(plan.reports.before)} reports of its year`;
      for (const [what, code, atMost] of [
        ['a city', city, { units: 60, ms: 60 }],
        ['the nation', NATION, { units: 200, ms: 100 }],
      ] as const)
        await measureDate(say, reading, { what, size, code, year: year - 1, day, atMost });
      opened.client.destroy();
    }),
  );
  await steps('summaries', (say) =>
    withEngines(dataDir, async (engines) => {
      const summaries = openSummaries(engines.environment, engines.s3);
      const deps = { ...summaries, now: systemClock, sha256: hashBytes, mail: undefined };
      const slot = findSlotAtOrBefore(systemClock());
      for (const [what, code] of [
        ['a city’s', city],
        ['a province’s', province],
        ['the nation’s', NATION],
      ] as const) {
        const startedMs = performance.now();
        const { kind } = await runSummary(deps, { code, year, slot });
        say({
          what: `${what} compliance summary as of its slot, with its files`,
          value: (performance.now() - startedMs) / 1000,
          unit: ' s',
          detail: kind,
        });
      }
    }),
  );
  // Behind the summaries: a nation's compliance is shown as it was summarised.
  await steps('pages', async (say) => {
    const system = await startGouji(dataDir);
    try {
      await benchLargePages(say, system, [
        { what: 'the nation’s page', path: `/regions/${NATION}/years/${year}`, target: 'nation' },
        { what: 'the nation’s compliance page', path: `/compliance/${NATION}/${year}`, target: 'nation' },
        { what: 'a province’s page', path: `/regions/${province}/years/${year}` },
        { what: 'a province’s compliance page', path: `/compliance/${province}/${year}` },
        {
          what: 'the largest district’s page',
          path: `/regions/${largest}/years/${year}`,
          target: 'district',
        },
        { what: 'the largest district’s compliance page', path: `/compliance/${largest}/${year}` },
        { what: 'a search in the whole nation', path: '/api/v1/search?q=教育局' },
      ]);
    } finally {
      await system.stop();
    }
  });
  await steps('capacity', (say) =>
    withEngines(dataDir, async (engines) => {
      const opened = openTable({ TABLE_NAME: engines.table }, engines.dynamodb);
      const spec = { ...specs.others, districts: specs.others.districts.slice(0, 1) };
      const seeded = {
        client: opened.client,
        table: createReportTable(opened),
        tableName: engines.table,
        spec,
        reports: plan.reports.newest + plan.reports.before,
      };
      const { alone } = await measureUploads(say, seeded, engines);
      say({
        what: 'what writing a nation’s 180 000 reports costs at AWS’s price of write units',
        value: alone * NATIONS_AGENCIES * prices.tableWriteUnit,
        unit: ' USD',
        detail: `at most: ${roundFigure(alone)} units each, where none are added up together; prices of ${prices.asOf}`,
      });
      opened.client.destroy();
    }),
  );
  await steps('restore', async (say) => {
    const running: StartedSystem = await startGouji(dataDir);
    await benchRestore(say, running, {
      folder: join(folder, 'export'),
      dataDir: join(folder, 'restored'),
      addresses: [NATION, province, city, largest].flatMap((code) => [
        `/api/v1/regions/${code}/years/${year}`,
        `/api/v1/regions/${code}/years/${year - 1}?asOf=${year}-${DAY_OF_JANUARY}`,
        `/api/v1/regions/${code}/series?from=${year - 1}&to=${year}`,
      ]),
    });
  });
}

async function withEngines<T>(dataDir: string, work: (engines: TestEngines) => Promise<T>): Promise<T> {
  const engines = await startEngines({ dataDir });
  try {
    return await work(engines);
  } finally {
    await engines.stop();
  }
}

const stepsSchema = z.record(z.string(), z.array(z.custom<Figure>((one) => typeof one === 'object')));

/** Bytes of all files below. */
function measureFolder(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
    0,
  );
}

/** What a step has found is told again where it was done before. */
function keepSteps(path: string, report: Report) {
  const done = existsSync(path) ? stepsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  return async (name: string, step: (say: Report) => Promise<void>): Promise<void> => {
    const before = done[name];
    if (before) {
      before.forEach(report);
      return;
    }
    const found: Figure[] = [];
    await step((figure) => {
      found.push(figure);
      report(figure);
    });
    done[name] = found;
    writeFileSync(path, JSON.stringify(done));
  };
}
