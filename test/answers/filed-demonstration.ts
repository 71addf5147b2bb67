/**
 * A part of the demonstration, filed through the pipeline's own steps on the embedded engines: the published reports, and
 * of the synthetic city an agency with each kind of planted flaw, with reports about whole regions.
 */
import { LIUZHOU } from '../../demonstration/liuzhou.ts';
import { demonstration, type DemonstrationFiling } from '../../demonstration/index.ts';
import pMap from 'p-map';
import { countEpochMs, type Instant } from '../../shared/domain/basics/calendar.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import { runSummary } from '../../shared/pipeline/run-summary.ts';
import { isoDay } from '../support/a-summary.ts';
import { aRunScene } from '../support/a-summary-run.ts';
import { aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

/** When everything is loaded, received and asked: in the summer after the newest year's reports. */
const NOW = '2026-06-01T04:30:00Z';
/** Files of the compliance summary are kept and lie in the bucket. */
const SUMMARY = { code: '450200', year: 2025, slot: isoDay('2026-02-02') };
/** A city, and two of its districts. */
const WHOLE_REGIONS = new Set(['450200', '450205', '450225']);
const CONCURRENCY = 8;
const WEEK_MS = 7 * 86_400_000;

export interface FiledDemonstration {
  readonly engines: TestEngines;
  readonly store: Store;
  /** What S3 called each version, and what it is called in this test: `v1` is the first that its place filed. */
  readonly versionNames: ReadonlyMap<string, string>;
}

interface Filed {
  readonly place: Place;
  readonly receivedAt: Instant;
  readonly upload: Upload;
}

export async function fileDemonstration(): Promise<FiledDemonstration> {
  const engines = await startEngines();
  const { regions, roster, filings } = demonstration();
  const isAsked = chooseAgencies(roster);
  const store = await aStore(engines, { regions, roster: roster.filter(({ id }) => isAsked(id)), now: NOW });
  const filed: Filed[] = [];
  // One after the other: who filed first is who filed first in every run.
  for (const filing of filings) if (isAsked(filing.place.agencyId)) filed.push(await upload(store, filing));
  const whole = new Set(roster.flatMap(({ id, kind }) => (kind === 'consolidated' ? [id] : [])));
  await receive(store, filed, whole);
  await runSummary(aRunScene(engines, store, { mail: undefined, now: store.now }).deps, SUMMARY);
  return { engines, store, versionNames: nameVersions(filed) };
}

/** The published ones, the newest with each kind of flaw and its source, the merged ones, and reports about whole regions. */
function chooseAgencies(roster: readonly RosterEntry[]): (id: string) => boolean {
  const flaws = new Map((LIUZHOU.flaws ?? []).map((flaw) => [flaw.kind, flaw]));
  const chosen = new Set([
    ...[...flaws.values()].flatMap((flaw) => [flaw.agencyId, ...('source' in flaw ? [flaw.source] : [])]),
    ...roster.flatMap(({ id, predecessors }) => (predecessors.length > 0 ? [id, ...predecessors] : [])),
  ]);
  for (const { id, district, kind, dataset } of roster)
    if (dataset === 'published' || (kind === 'consolidated' && WHOLE_REGIONS.has(district))) chosen.add(id);
  return (id) => chosen.has(id);
}

async function upload(
  { bucket }: Store,
  { place, receivedAt, document }: DemonstrationFiling,
): Promise<Filed> {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  const { versionId } = await bucket.upload('backfill', place, bytes, receivedAt);
  const key = makeDocumentKey('backfill', place);
  return { place, receivedAt, upload: { key, versionId, sequencer: String(versionId) } };
}

/**
 * Week by week, as the stream follows: a text is known as its author's before a copy of it comes. Then totals, and what is
 * compared with them.
 */
async function receive(store: Store, filed: readonly Filed[], whole: ReadonlySet<string>): Promise<void> {
  const weeks = Map.groupBy(filed, ({ receivedAt }) => Math.floor(countEpochMs(receivedAt) / WEEK_MS));
  for (const [, ofWeek] of weeks) {
    await pMap(
      Map.groupBy(ofWeek, ({ upload }) => upload.key),
      // The versions of one place in their order.
      async ([, versions]) => {
        for (const version of versions) await receiveUpload(store, version.upload);
      },
      { concurrency: CONCURRENCY },
    );
    await recheckReports(store, ofWeek);
  }
  const places = filed.map(({ place }) => place);
  await settle(store, [...new Map(places.map((place) => [place.district, place])).values()]);
  await settle(
    store,
    places.filter(({ agencyId }) => whole.has(agencyId)),
  );
}

function nameVersions(filed: readonly Filed[]): Map<string, string> {
  const places = Map.groupBy(filed, ({ upload }) => upload.key);
  return new Map(
    [...places.values()].flatMap((versions) =>
      versions.map(({ upload }, i) => [String(upload.versionId), `v${i + 1}`] as const),
    ),
  );
}
