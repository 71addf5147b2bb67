/**
 * A nation's and a province's departments from what nights keep: 34 provinces with 16 cities each, every function in all of them and in
 * all years. Processor time of this process; the objects' time of S3 is not in it.
 */
import { makeSumsBelowKey, makeSumsKey } from '../shared/contracts/bucket/bulk-keys.ts';
import { encodeSums, encodeSumsBelow } from '../shared/contracts/bucket/stored-sums.ts';
import { makeInstant } from '../shared/domain/basics/calendar.ts';
import { NATION } from '../shared/domain/basics/region.ts';
import { CATALOGUES, chooseEdition } from '../shared/domain/form/catalogue.ts';
import { noFigures } from '../shared/domain/form/figures.ts';
import { listReportYears } from '../shared/domain/form/report-years.ts';
import { BUILT_IN_FUNCTIONS } from '../shared/domain/roster/agency-functions.ts';
import type { FunctionSum } from '../shared/domain/standing/function-sums.ts';
import { NO_SUMMARIES, refusingTable } from '../test/support/refusing-table.ts';
import { buildAssets } from '../web/build.ts';
import { compare, roundFigure, type Report } from './measure.ts';
import { loadApps } from './page.ts';

const NOW = makeInstant(Date.UTC(2026, 1, 10, 1));
const [PROVINCES, CITIES, DISTRICTS] = [34, 16, 6];
const MOST_MS = 200;
const ROUNDS = 7;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const provinces = range(PROVINCES).map((i) => `${21 + i}0000`);
const citiesIn = (province: string): string[] =>
  range(CITIES).map((i) => `${province.slice(0, 2)}${String(i + 1).padStart(2, '0')}00`);
const districtsIn = (city: string): string[] =>
  range(DISTRICTS).map((i) => `${city.slice(0, 4)}${String(i + 2).padStart(2, '0')}`);

function makeLines(year: number, scale: number): FunctionSum[] {
  const edition = chooseEdition(year);
  return BUILT_IN_FUNCTIONS.map(({ id }, i) => {
    const figures = noFigures(edition);
    for (const { index } of CATALOGUES[edition].cells)
      figures.cells[index] = (index + i) % 3 === 0 ? 0 : scale * (index + i);
    const reports = { expected: scale, accepted: scale - 1, late: 1 };
    return { function: id, pooledAgencies: scale, stated: { reports, figures } };
  });
}

function makeObjects(): ReadonlyMap<string, string> {
  const objects = new Map<string, string>();
  const years = listReportYears(NOW);
  const say = (year: number) => ({ year, at: NOW, tag: 'bench', synthetic: 0, unreadable: [] });
  for (const code of provinces) {
    const whole = years.map((year) => ({ ...say(year), lines: makeLines(year, 100) }));
    const below = years.map((year) => ({
      ...say(year),
      regions: citiesIn(code).map((city) => ({ code: city, lines: makeLines(year, 6) })),
    }));
    objects.set(makeSumsKey(code), JSON.stringify(encodeSums(whole)));
    objects.set(makeSumsBelowKey(code), JSON.stringify(encodeSumsBelow(below)));
  }
  const own = years.map((year) => ({ ...say(year), regions: [{ code: NATION, lines: makeLines(year, 1) }] }));
  return objects.set(makeSumsBelowKey(NATION), JSON.stringify(encodeSumsBelow(own)));
}

export async function benchLargeDepartments(report: Report): Promise<void> {
  const objects = makeObjects();
  const regions = provinces
    .flatMap((province) => [province, ...citiesIn(province).flatMap((city) => [city, ...districtsIn(city)])])
    .map((code) => ({ code, name: `某某${code}` }));
  let reads = 0;
  const table = refusingTable(() => Promise.reject(new Error('the page reads what it need not')), {
    regionsWithin: (code) =>
      Promise.resolve(regions.filter((one) => code === NATION || one.code.startsWith(code.slice(0, 2)))),
    regionYears: () =>
      Promise.resolve({ years: new Map(), names: new Map(), below: new Map(), spans: new Map() }),
    functions: () => Promise.resolve(undefined),
    annotations: () => Promise.resolve(undefined),
  });
  const { createApp } = await loadApps();
  const app = createApp({
    table,
    bucket: { archived: () => Promise.resolve(undefined), receipt: () => Promise.resolve(undefined) },
    summaries: NO_SUMMARIES,
    archive: {
      text: (key) => {
        reads++;
        return Promise.resolve(objects.get(key));
      },
      stream: () => Promise.reject(new Error('no file is asked for')),
    },
    now: () => NOW,
    version: 'bench',
    store: 'large-departments',
    assets: await buildAssets(),
    connection: undefined,
    log: {
      error: (message, { error }) => {
        throw new Error(message, { cause: error });
      },
    },
  });
  for (const [what, address] of [
    ['a nation’s departments', `/regions/${NATION}/departments?year=2025`],
    ['a nation’s departments, three years as one', `/regions/${NATION}/departments?year=2025&pool=3`],
    ['a function of it, opened', `/regions/${NATION}/departments?year=2025&function=education`],
    ['a province’s departments', `/regions/${provinces[0] ?? ''}/departments?year=2025`],
  ] as const) {
    let asked = 0;
    const { subjectMs } = await compare(
      ROUNDS,
      async () => {
        reads = 0;
        const response = await app.request(`${address}&utm_source=${++asked}`);
        if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
        await response.text();
      },
      () => undefined,
    );
    report({
      what: `server time of ${what}, made anew`,
      value: subjectMs.median,
      unit: ' ms',
      spread: subjectMs,
      target: { atMost: MOST_MS },
      detail: `${reads} objects`,
    });
  }
  const sizes = [...objects].map(([key, text]) => ({ key, kB: Buffer.byteLength(text) / 1000 }));
  const largest = (isMeant: (key: string) => boolean): number =>
    Math.max(...sizes.filter(({ key }) => isMeant(key)).map(({ kB }) => kB));
  report({
    what: 'a province’s kept sums by function, all years',
    value: largest((key) => !key.endsWith('-below.json')),
    unit: ' kB',
    detail: `${roundFigure(largest((key) => key.endsWith('-below.json')))} kB with its cities apart`,
  });
}
