/**
 * From an upload to the charts' figures, on one machine: reports are PUT at a steady rate, whether or not the system
 * keeps up; readers ask for the totals of each district, the city and the nation until every report is in them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { LIUZHOU } from '../demonstration/liuzhou.ts';
import { generateDrafts, makeRoster } from '../generator/universe.ts';
import type { Draft } from '../generator/drafts.ts';
import { CATALOGUES } from '../shared/domain/form/catalogue.ts';
import { encodeReport } from '../shared/domain/document/encode-report.ts';
import { traceLineage } from '../shared/domain/basics/region.ts';
import { findPercentile, roundFigure, type Report } from './measure.ts';
import { readProcessorTimes, processorTimesSay } from './processor-time.ts';
import type { StartedSystem } from './started-system.ts';
import { readFigures, waitUntilQuiet } from './wait-until-quiet.ts';

interface UploadLoad {
  readonly perSecond: number;
  readonly seconds: number;
  /** What each upload corrects: reports in force, of edition 2021, one per agency and year. */
  readonly drafts: readonly Draft[];
  readonly belowMs: number;
}

/** How often a reader asks for one region's totals: what is measured is too long by half of it on average. */
const ASK_EVERY_MS = 100;
/** The functions' processor time for one upload: with its stores' that is what two cores have for 100 a second. */
const CPU_MS = 8;
const GIVE_UP_MS = 60_000;

/** A busy day, one with room, and what may grow no queue; each with years of its own, so that each corrects what is in force. */
const CITY_LOADS = [
  { perSecond: 50, seconds: 10, years: [0, 1], belowMs: 2000 },
  { perSecond: 25, seconds: 8, years: [2], belowMs: 1000 },
  { perSecond: 100, seconds: 6, years: [3, 4], belowMs: 2000 },
] as const;
/** Those of a year that no load asks for, from there on. */
const WARM_UP = { year: 2, from: 200, uploads: 100 } as const;

export async function benchUploadToChart(
  report: Report,
  system: UploadedTo,
  loads?: readonly UploadLoad[],
): Promise<void> {
  if (!loads) await warmUp(system);
  for (const load of loads ?? CITY_LOADS.map(withDrafts)) await benchLoad(report, system, load);
}

const withDrafts = ({ years, ...load }: (typeof CITY_LOADS)[number]): UploadLoad => ({
  ...load,
  drafts: draftsOfTheCity(years.map((before) => LIUZHOU.years.to - before)),
});

/** What a function takes to be loaded, and its code to be compiled, is no upload's. */
async function warmUp(system: UploadedTo): Promise<void> {
  const { year, from, uploads } = WARM_UP;
  const drafts = draftsOfTheCity([LIUZHOU.years.to - year]).slice(from, from + uploads);
  await Promise.all(
    mark(drafts).map(({ draft, bytes }) => system.bucket.upload('inbox', draft.place, bytes)),
  );
  await waitUntilQuiet(system);
}

async function benchLoad(report: Report, system: UploadedTo, load: UploadLoad): Promise<void> {
  const { perSecond, seconds } = load;
  const marked = mark(load.drafts.slice(0, perSecond * seconds));
  if (marked.length < perSecond * seconds) throw new Error('too few agencies to upload that long');
  const regions = new Map<string, Marked[]>();
  for (const one of marked)
    for (const code of traceLineage(one.draft.place.district)) {
      const below = regions.get(code);
      if (below) below.push(one);
      else regions.set(code, [one]);
    }

  const uploads = new Map<Marked, Upload>();
  const processorBefore = readProcessorTimes(system.pid);
  const functionsBefore = await readFunctionTimes(system);
  const ownBefore = process.cpuUsage();
  const readers = [...regions].map(([code, below]) => watchRegion(system.web, code, below, uploads));
  await Promise.all(readers.map(({ watching }) => watching));
  const startedMs = performance.now();
  await Promise.all(
    marked.map(async (one, i) => {
      await sleep(Math.max(0, startedMs + (i * 1000) / perSecond - performance.now()));
      const begunMs = performance.now();
      const upload: Upload = { begunMs, acknowledgedMs: Number.NaN, seenMs: new Map() };
      uploads.set(one, upload);
      await system.bucket.upload('inbox', one.draft.place, one.bytes);
      upload.acknowledgedMs = performance.now();
    }),
  );
  const uploadedS = (performance.now() - startedMs) / 1000;
  const asked = (await Promise.all(readers.map(({ done }) => done))).reduce((sum, count) => sum + count, 0);

  const all = [...uploads.values()];
  const behindMs =
    Math.max(...all.flatMap(({ seenMs }) => [...seenMs.values()])) -
    Math.max(...all.map(({ begunMs }) => begunMs));
  const first = marked[0]?.draft.place.district ?? '';
  const levels: { name: string; of: (one: Marked) => string }[] = [
    { name: "its district's", of: ({ draft }) => draft.place.district },
    { name: "the city's", of: () => traceLineage(first)[2] ?? first },
    { name: "the nation's", of: () => traceLineage(first)[0] ?? first },
  ];
  const acknowledged = all.map(({ begunMs, acknowledgedMs }) => acknowledgedMs - begunMs);
  const { user, system: kernel } = process.cpuUsage(ownBefore);
  report({
    what: `uploads acknowledged, of ${perSecond} a second, 99th percentile`,
    value: findPercentile(acknowledged, 0.99) / 1000,
    unit: ' s',
    detail:
      `${all.length} uploads in ${roundFigure(uploadedS)} s, all in every total ${roundFigure(behindMs / 1000)} s after the last began; ${asked} totals asked for; processor time: ` +
      `${processorTimesSay(readProcessorTimes(system.pid), processorBefore)}, uploaders and readers ${((user + kernel) / 1e6).toFixed(1)} s`,
  });
  const functions = [...(await readFunctionTimes(system))]
    .map(([name, seconds]) => ({
      name,
      ms: ((seconds - (functionsBefore.get(name) ?? 0)) * 1000) / all.length,
    }))
    .filter(({ ms }) => ms >= 0.1);
  report({
    what: `functions' processor time for each of ${perSecond} uploads a second`,
    value: functions.reduce((sum, { ms }) => sum + ms, 0),
    unit: ' ms',
    target: { atMost: CPU_MS },
    detail: functions.map(({ name, ms }) => `${name} ${roundFigure(ms)} ms`).join(', '),
  });
  for (const { name, of } of levels) {
    const waits = marked.flatMap((one) => {
      const upload = uploads.get(one);
      const seen = upload?.seenMs.get(of(one));
      return upload && seen !== undefined
        ? [{ sinceBegun: seen - upload.begunMs, sinceAcknowledged: seen - upload.acknowledgedMs }]
        : [];
    });
    const at = (values: readonly number[]): string =>
      `p50 ${roundFigure(findPercentile(values, 0.5) / 1000)} s, p99 ${roundFigure(findPercentile(values, 0.99) / 1000)} s`;
    const sinceBegun = waits.map((wait) => wait.sinceBegun);
    report({
      what: `upload to chart at ${perSecond} a second, until ${name} total has it, 99th percentile`,
      value: findPercentile(sinceBegun, 0.99) / 1000,
      unit: ' s',
      target: { below: load.belowMs / 1000 },
      detail: `from PUT begun ${at(sinceBegun)}; from PUT acknowledged ${at(waits.map((wait) => wait.sinceAcknowledged))}`,
    });
  }
}

type UploadedTo = Pick<StartedSystem, 'web' | 'bucket' | 'pid' | 'metrics'>;

/** Seconds of each function that has a thread of its own; the site is none of them. */
async function readFunctionTimes({ metrics }: Pick<StartedSystem, 'metrics'>): Promise<Map<string, number>> {
  const samples = readFigures(await metrics()).filter(
    ({ name }) => name === 'gouji_function_cpu_seconds_total',
  );
  return new Map(samples.map(({ labels, value }) => [/"([^"]+)"/.exec(labels)?.[1] ?? labels, value]));
}

interface Upload {
  readonly begunMs: number;
  acknowledgedMs: number;
  /** By region: when an answer was there that has the upload. */
  readonly seenMs: Map<string, number>;
}

/**
 * A report that can be told from every other in a sum: 2^bit is added to one of its cells, and nobody else adds that
 * power to that cell in that year.
 */
interface Marked {
  readonly draft: Draft;
  readonly bytes: Uint8Array;
  readonly cell: string;
  readonly bit: number;
}

/** Counts are below 10^9: what is there already and 2^28 are, together. */
const BITS = 29;
/** Cells that no sum of their own report binds. */
const FREE_CELLS = ['licensing', 'penalties', 'coercion'].map((row) => `/proactive/${row}/decisions`);
/** And those that one other cell must follow. */
const CELLS = [
  ...FREE_CELLS,
  ...['/reconsideration', '/litigation/direct', '/litigation/afterReconsideration'].flatMap((group) =>
    ['upheld', 'corrected', 'other', 'pending'].map((key) => `${group}/${key}`),
  ),
];

function mark(drafts: readonly Draft[]): Marked[] {
  const used = new Map<number, number>();
  return drafts.map((draft) => {
    const { year, figures } = draft.report;
    const slot = used.get(year) ?? 0;
    used.set(year, slot + 1);
    const cell = CELLS[Math.floor(slot / BITS)];
    if (cell === undefined) throw new Error(`too many uploads for ${year} to tell apart`);
    const bit = slot % BITS;
    const { cellByPath } = CATALOGUES[figures.edition];
    const cells = Float64Array.from(figures.cells);
    const raised = FREE_CELLS.includes(cell) ? [cell] : [cell, cell.replace(/[^/]+$/, 'total')];
    for (const path of raised) {
      const index = cellByPath.get(path)?.index;
      if (index === undefined) throw new Error(`edition ${figures.edition} has no cell ${path}`);
      cells[index] = (cells[index] ?? 0) + 2 ** bit;
    }
    const text = encodeReport({ ...draft.report, figures: { ...figures, cells } });
    return { draft, cell, bit, bytes: new TextEncoder().encode(text) };
  });
}

const nodeSchema = z.record(z.string(), z.unknown());
const seriesSchema = z.object({
  years: z.array(z.object({ year: z.number(), figures: nodeSchema.nullable() })),
});

/** Asks for a region's totals, as its page does, until they have every upload. Answers how often it asked. */
function watchRegion(
  web: string,
  code: string,
  below: readonly Marked[],
  uploads: ReadonlyMap<Marked, Upload>,
): { readonly watching: Promise<void>; readonly done: Promise<number> } {
  const years = below.map(({ draft }) => draft.place.year);
  const address = `${web}/api/v1/regions/${code}/series?from=${Math.min(...years)}&to=${Math.max(...years)}`;
  const ask = async (): Promise<(year: number, path: string) => number> => {
    const answer = seriesSchema.parse(await (await fetch(address)).json());
    const byYear = new Map(answer.years.map(({ year, figures }) => [year, figures]));
    return (year, path) => {
      const value = path
        .slice(1)
        .split('/')
        .reduce<unknown>((node, key) => nodeSchema.safeParse(node).data?.[key], byYear.get(year));
      return typeof value === 'number' ? value : 0;
    };
  };
  let isWatching: () => void = () => undefined;
  const watching = new Promise<void>((resolve) => (isWatching = resolve));
  const done = (async () => {
    const before = await ask();
    isWatching();
    let pending = [...below];
    let asked = 0;
    const givesUpMs = performance.now() + GIVE_UP_MS;
    while (pending.length > 0) {
      if (performance.now() > givesUpMs)
        throw new Error(`${code} lacks ${pending.length} of ${below.length} uploads`);
      await sleep(ASK_EVERY_MS);
      const now = await ask();
      const seenMs = performance.now();
      asked += 1;
      pending = pending.filter((one) => {
        const { year } = one.draft.place;
        const added = now(year, one.cell) - before(year, one.cell);
        const isIn = Math.floor(added / 2 ** one.bit) % 2 === 1;
        if (isIn) uploads.get(one)?.seenMs.set(code, seenMs);
        return !isIn;
      });
    }
    const after = await ask();
    for (const one of below) {
      const { year } = one.draft.place;
      const marks = below.filter(({ cell, draft }) => cell === one.cell && draft.place.year === year);
      const expected = marks.reduce((sum, { bit }) => sum + 2 ** bit, 0);
      const added = after(year, one.cell) - before(year, one.cell);
      if (added !== expected)
        throw new Error(
          `${code} ${year}: ${one.cell} rose by ${added} instead of ${expected}; were all in force before?`,
        );
    }
    return asked;
  })();
  // Awaited after the last upload; until then its failure must not end the run.
  done.catch(() => undefined);
  return { watching, done };
}

/** Reports of these years, districts in turn, as on a busy day in January; without the reports that are planted wrong. */
function draftsOfTheCity(years: readonly number[]): Draft[] {
  const wholeRegion = new Set(
    makeRoster(LIUZHOU).flatMap(({ id, kind }) => (kind === 'consolidated' ? [id] : [])),
  );
  const byAgencyYear = new Map(
    [...generateDrafts(LIUZHOU)]
      .filter(
        ({ place, planted }) =>
          planted === undefined && years.includes(place.year) && !wholeRegion.has(place.agencyId),
      )
      .map((draft) => [`${draft.place.agencyId} ${draft.place.year}`, draft]),
  );
  const queues = [...Map.groupBy(byAgencyYear.values(), ({ place }) => place.district).values()];
  const longest = Math.max(...queues.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, i) => queues.flatMap((queue) => queue[i] ?? [])).flat();
}
