/**
 * `npm run bench [-- NAME…]`: the figures that the architecture promises, measured in one run; each bench by its
 * name, all but the nation's without one. None is a timed test: a figure that falls short is printed, not failed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngines } from '../test/support/engines.ts';
import { benchPastDates } from './as-of.ts';
import { benchBundles } from './bundles.ts';
import { benchCapacity } from './capacity.ts';
import { benchCheckReport } from './check-report.ts';
import { benchCompliance } from './compliance.ts';
import { benchConvert } from './convert.ts';
import { benchDesk } from './desk.ts';
import { benchFingerprint } from './fingerprint.ts';
import { benchFirstPaint } from './first-paint.ts';
import { benchFirstView } from './first-view.ts';
import { benchHealthyNight } from './healthy-night.ts';
import { benchHostileTexts } from './hostile-texts.ts';
import { benchLargeCompliance } from './large-compliance.ts';
import { benchLargeDepartments } from './large-departments.ts';
import { benchLargeDocuments } from './large-documents.ts';
import { benchLargeRegions } from './large-regions.ts';
import type { Figure, Report } from './measure.ts';
import { benchNation } from './nation.ts';
import { benchPage } from './page.ts';
import { loadSays, writeMarkdownTable, printFigure, printHeader } from './print-figures.ts';
import { benchRebuild } from './rebuild.ts';
import { benchRebuildStored } from './rebuild-stored.ts';
import { benchSignIn } from './sign-in.ts';
import { benchStart } from './start.ts';
import type { StartedSystem } from './started-system.ts';
import { benchSuspects } from './suspects.ts';
import { benchTextRules } from './text-rules.ts';
import { benchUploadToChart } from './upload-to-chart.ts';

const CITY = '450200';
const DISTRICT = '450205';
const YEAR = 2025;
const FIRST_YEAR = 2019;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** In the order in which they run: what needs a quiet machine first, what changes the demonstration last. */
const ALONE = {
  'check-report': benchCheckReport,
  'hostile-texts': (report: Report) => benchHostileTexts(report),
  'large-departments': (report: Report) => benchLargeDepartments(report),
  'large-documents': (report: Report) => benchLargeDocuments(report),
  fingerprint: (report: Report) => benchFingerprint(report),
  convert: benchConvert,
  suspects: benchSuspects,
  'text-rules': (report: Report) => benchTextRules(report),
  rebuild: benchRebuild,
  bundles: (report: Report) => benchBundles(report),
  capacity: async (report: Report) => {
    const engines = await startEngines();
    try {
      await benchCapacity(report, engines);
    } finally {
      await engines.stop();
    }
  },
  desk: async (report: Report) => {
    const engines = await startEngines();
    try {
      await benchDesk(report, engines.dynamodb);
    } finally {
      await engines.stop();
    }
  },
  compliance: async (report: Report) => {
    const engines = await startEngines();
    try {
      await benchCompliance(report, engines.dynamodb);
    } finally {
      await engines.stop();
    }
  },
  'as-of': async (report: Report) => {
    const engines = await startEngines();
    try {
      await benchPastDates(report, engines.dynamodb);
    } finally {
      await engines.stop();
    }
  },
  'large-compliance': async (report: Report) => {
    const engines = await startEngines();
    try {
      await benchLargeCompliance(report, engines);
    } finally {
      await engines.stop();
    }
  },
  'large-regions': async (report: Report) => {
    const engines = await startEngines();
    try {
      await benchLargeRegions(report, engines.dynamodb);
    } finally {
      await engines.stop();
    }
  },
} as const;

/** Only where they are named: they take half an hour. */
const NAMED = {
  nation: (report: Report) => benchNation(report),
} as const;

/** These share one `gouji start` with its demonstration; `start` is measured as it comes up. */
const WITH_DEMONSTRATION = {
  'first-view': (report: Report, { web }: StartedSystem) =>
    benchFirstView(report, web, `/regions/${CITY}/years/${YEAR}`),
  'first-paint': (report: Report, { web }: StartedSystem) =>
    benchFirstPaint(report, web, `/regions/${CITY}/years/${YEAR}`),
  page: (report: Report, system: StartedSystem) =>
    benchPage(
      report,
      system,
      { district: `/regions/${DISTRICT}/years/${YEAR}`, city: `/regions/${CITY}/years/${YEAR}` },
      {
        "a city's compliance page": { path: `/compliance/${CITY}/${YEAR}`, atMostMs: 40, atMostUnits: 40 },
        "a city's assessment": { path: `/compliance/${CITY}/${YEAR}/assessment`, atMostMs: 150 },
        "a city's further figures": { path: `/regions/${CITY}/years/${YEAR}/figures`, atMostMs: 150 },
        'the page of the archive': { path: '/downloads', atMostMs: 40 },
        "an agency's page": { path: `/agencies/${DISTRICT}-zwfwj/years/${YEAR}`, atMostMs: 10 },
      },
    ),
  'healthy-night': (report: Report, system: StartedSystem) => benchHealthyNight(report, system),
  'rebuild-stored': (report: Report, system: StartedSystem) =>
    benchRebuildStored(report, system, { from: FIRST_YEAR, to: YEAR }),
  'sign-in': benchSignIn,
  'upload-to-chart': benchUploadToChart,
} as const;
const START = 'start';

const known = [...Object.keys(ALONE), START, ...Object.keys(WITH_DEMONSTRATION), ...Object.keys(NAMED)];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no bench ${unknown.join(', ')}; there are ${known.join(', ')}\n`);
  process.exit(2);
}
const isAsked = (name: string): boolean => asked.length === 0 || asked.includes(name);

const figures: Figure[] = [];
const report: Report = (figure) => {
  figures.push(figure);
  printFigure(figure, say);
};

/** What fails is told and leaves the others their turn. */
async function run(name: string, bench: () => Promise<unknown>): Promise<void> {
  if (!isAsked(name)) return;
  say(`\n# ${name}`);
  try {
    await bench();
  } catch (error) {
    process.exitCode = 1;
    say(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

const startedMs = performance.now();
printHeader(say);
for (const [name, bench] of Object.entries(NAMED))
  if (asked.includes(name)) await run(name, () => bench(report));
for (const [name, bench] of Object.entries(ALONE)) await run(name, () => bench(report));
if (isAsked(START) || Object.keys(WITH_DEMONSTRATION).some(isAsked)) {
  say(`\n# ${START}`);
  const dataDir = await mkdtemp(join(tmpdir(), 'gouji-bench-'));
  let system: StartedSystem | undefined;
  try {
    const running = (system = await benchStart(report, dataDir));
    for (const [name, bench] of Object.entries(WITH_DEMONSTRATION))
      await run(name, () => bench(report, running));
  } finally {
    await system?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
say(`\n${((performance.now() - startedMs) / 1000).toFixed(0)} s; load average now ${loadSays()}\n`);
say(writeMarkdownTable(figures));
