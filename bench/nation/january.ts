/**
 * Reports along a January curve through the running system, as fast as it allows: how fast it is, is tried first; the curve's
 * busiest week then brings more than that, so that queues grow and are worked off.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import * as z from 'zod';
import { createRandom } from '../../generator/random.ts';
import { generateFilings, type Filing, type UniverseSpec } from '../../generator/universe.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { findPercentile, groupDigits, roundFigure, type Report } from '../measure.ts';
import { readPeakMemory, readProcessorTimes, processorTimesSay } from '../processor-time.ts';
import type { StartedSystem } from '../started-system.ts';
import { readFigures, waitUntilQuiet, type Sample } from '../wait-until-quiet.ts';

/** What comes on each day of January, beside each other: most file in the second half, before the day ends it. */
const DAYS = Array.from({ length: 31 }, (_, i) => (i < 10 ? 2 : i < 17 ? 3 : i < 24 ? 6 : 4));
const BUSIEST = Math.max(...DAYS);
/** What the busiest week brings beside what the system can do. */
const OVERLOAD = 1.25;
/** How many are tried: enough to be under way, of few the half. */
const TRIED = 400;
const UPLOADERS = 64;
const SAMPLE_EVERY_MS = 500;

type Newest = Pick<Filing, 'place' | 'document'>;

/** The newest year's reports, in an order of their own; those of the year before, in the order of their days. */
export function drawFilings(
  spec: UniverseSpec,
  { newest, before }: { readonly newest: number; readonly before: number },
): { readonly newest: readonly Newest[]; readonly before: readonly Filing[] } {
  const all = Map.groupBy(generateFilings(spec), ({ place }) => place.year);
  const random = createRandom(spec.seed, 'january');
  const shuffled = (filings: readonly Filing[]): Filing[] =>
    filings
      .map((filing) => ({ filing, at: random.int(0, 2 ** 30) }))
      .sort((a, b) => a.at - b.at)
      .map(({ filing }) => filing);
  return {
    newest: shuffled(all.get(spec.years.to) ?? []).slice(0, newest),
    before: shuffled(all.get(spec.years.to - 1) ?? [])
      .slice(0, before)
      .sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1)),
  };
}

export async function benchJanuary(
  report: Report,
  system: StartedSystem,
  { newest, before }: ReturnType<typeof drawFilings>,
): Promise<{ readonly perSecond: number }> {
  const upload = async ({ place, document }: Newest): Promise<void> => {
    await system.bucket.upload('inbox', place, toBytes(document));
  };
  const startedMs = performance.now();
  const processorBefore = readProcessorTimes(system.pid);
  const watched = watchQueues(system);

  const tried = newest.slice(0, Math.min(TRIED, Math.ceil(newest.length / 2)));
  await pMap(tried, upload, { concurrency: UPLOADERS });
  await waitUntilQuiet(system);
  const allowed = (tried.length * 1000) / (performance.now() - startedMs);

  const rest = newest.slice(tried.length);
  const atMs = curve(rest.length, (allowed * OVERLOAD) / BUSIEST);
  const curveMs = performance.now();
  await pMap(
    rest,
    async (one, i) => {
      await sleep(Math.max(0, curveMs + (atMs[i] ?? 0) - performance.now()));
      await upload(one);
    },
    { concurrency: UPLOADERS },
  );
  const uploadedS = (performance.now() - curveMs) / 1000;
  await waitUntilQuiet(system);
  const curveS = (performance.now() - curveMs) / 1000;

  const backfillMs = performance.now();
  await pMap(
    before,
    ({ place, document, receivedAt }) =>
      system.bucket.upload('backfill', place, toBytes(document), receivedAt),
    { concurrency: UPLOADERS },
  );
  await waitUntilQuiet(system);
  const backfillS = (performance.now() - backfillMs) / 1000;
  const seen = watched.stop();

  const year = newest[0]?.place.year ?? 0;
  await checkCount(system, year, newest.length);
  await checkCount(system, year - 1, before.length);
  const perSecond = newest.length / ((performance.now() - startedMs) / 1000 - backfillS);
  report({
    what: 'reports a second until the nation’s total has them, along a January curve',
    value: rest.length / curveS,
    unit: '',
    detail:
      `${groupDigits(rest.length)} uploads in ${roundFigure(uploadedS)} s, all done after ${roundFigure(curveS)} s; ` +
      `the busiest week brings ${roundFigure(allowed * OVERLOAD)} a second, at once ${roundFigure(allowed)} were done; ` +
      `${groupDigits(before.length)} of the year before, dated in its January, ${roundFigure(before.length / backfillS)} a second`,
  });
  const ageSays = (samples: readonly number[]): string =>
    `p50 ${roundFigure(findPercentile(samples, 0.5))} s, most ${roundFigure(findPercentile(samples, 1))} s`;
  report({
    what: 'age of the oldest upload that waits, 99th percentile',
    value: findPercentile(seen.queueAgeS, 0.99),
    unit: ' s',
    detail: `${ageSays(seen.queueAgeS)}; at most ${groupDigits(Math.max(...seen.waiting))} wait`,
  });
  report({
    what: 'lag of the stream, 99th percentile',
    value: findPercentile(seen.streamAgeS, 0.99),
    unit: ' s',
    detail: ageSays(seen.streamAgeS),
  });
  const processor = processorTimesSay(readProcessorTimes(system.pid), processorBefore);
  report({
    what: 'memory of the process that runs the functions and the site, at its peak',
    value: (readPeakMemory(system.pid) ?? 0) / 1e6,
    unit: ' MB',
    detail: `${seen.heaps}; processor time: ${processor}`,
  });
  return { perSecond };
}

/** When each comes, in milliseconds from the first: of a day that weighed 1, so many a second. */
function curve(count: number, perSecondOfOne: number): number[] {
  const whole = DAYS.reduce((sum, weight) => sum + weight, 0);
  const dayS = count / whole / perSecondOfOne;
  let first = 0;
  return DAYS.flatMap((_, day) => {
    const end = Math.round((DAYS.slice(0, day + 1).reduce((sum, one) => sum + one, 0) * count) / whole);
    const own = end - first;
    first = end;
    return Array.from({ length: own }, (_, i) => (day + i / own) * dayS * 1000);
  });
}

const toBytes = (document: string | Uint8Array): Uint8Array =>
  typeof document === 'string' ? new TextEncoder().encode(document) : document;

/** Looks at the system's own figures until it is stopped. */
function watchQueues(system: StartedSystem) {
  const queueAgeS: number[] = [];
  const streamAgeS: number[] = [];
  const waiting: number[] = [];
  const heaps = new Map<string, number>();
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const figures = readFigures(await system.metrics());
      const ofUploads = figures.filter(({ labels }) => labels.includes('receive-report'));
      queueAgeS.push(firstOf(ofUploads, 'gouji_queue_oldest_age_seconds'));
      streamAgeS.push(firstOf(figures, 'gouji_stream_oldest_age_seconds'));
      waiting.push(firstOf(ofUploads, 'gouji_queue_waiting'));
      for (const { name, labels, value } of figures)
        if (name === 'gouji_function_memory_bytes')
          heaps.set(labels, Math.max(heaps.get(labels) ?? 0, value));
      await sleep(SAMPLE_EVERY_MS);
    }
  })();
  // Awaited at the end; until then its failure must not end the run.
  watching.catch(() => undefined);
  return {
    stop() {
      isStopped = true;
      const said = [...heaps].map(
        ([labels, bytes]) => `${/"([^"]+)"/.exec(labels)?.[1] ?? ''} ${roundFigure(bytes / 1e6)} MB`,
      );
      return { queueAgeS, streamAgeS, waiting, heaps: `functions’ objects: ${said.join(', ')}` };
    },
  };
}

const firstOf = (figures: readonly Sample[], wanted: string): number =>
  figures.find(({ name }) => name === wanted)?.value ?? 0;

const seriesSchema = z.object({
  years: z.array(z.object({ year: z.number(), reports: z.object({ accepted: z.number() }).nullable() })),
});

/** Nothing is lost, and nothing counts twice. */
async function checkCount(system: StartedSystem, year: number, expected: number): Promise<void> {
  const address = `${system.web}/api/v1/regions/${NATION}/series?from=${year}&to=${year}`;
  const { years } = seriesSchema.parse(await (await fetch(address)).json());
  const accepted = years[0]?.reports?.accepted ?? 0;
  if (accepted !== expected)
    throw new Error(`the nation counts ${accepted} reports for ${year} instead of ${expected}`);
}
