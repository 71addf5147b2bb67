/** A correct report has no finding: a synthetic city without planted flaws, every rule and comparison, through the pipeline. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIUZHOU } from '../../demonstration/liuzhou.ts';
import { generateFilings, makeRoster, type UniverseSpec } from '../../generator/universe.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import { aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

/** Two districts with a merger each, across the change of editions; and the city's own agencies. */
const DISTRICTS = ['450204', '450225', '450200'];
const SPEC: UniverseSpec = {
  ...LIUZHOU,
  districts: LIUZHOU.districts.filter(({ code }) => DISTRICTS.includes(code)),
  regions: LIUZHOU.regions.filter(({ code }) => code.endsWith('00') || DISTRICTS.includes(code)),
  mergers: (LIUZHOU.mergers ?? []).filter(({ district }) => DISTRICTS.includes(district)),
  years: { from: 2020, to: 2022 },
  flaws: [],
};

let engines: TestEngines;
let store: Store;
const places: Place[] = [];
const findings: string[] = [];
beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(engines, {
    regions: SPEC.regions,
    roster: makeRoster(SPEC),
    now: '2026-01-01T00:00:00Z',
  });
  for (const { place, document, receivedAt } of generateFilings(SPEC)) {
    const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
    const { versionId } = await store.bucket.upload('backfill', place, bytes, receivedAt);
    const received = await receiveUpload(store, {
      key: makeDocumentKey('backfill', place),
      versionId,
      sequencer: String(versionId),
    });
    if (received.kind !== 'received') throw new Error(received.kind);
    places.push(place);
    for (const { rule, path } of received.receipt.findings)
      findings.push(`${place.agencyId} ${place.year} ${rule} ${path}`);
  }
  await settle(store, places);
  // Totals are there now: consolidated reports are compared.
  await recheckReports(
    store,
    places.map((place) => ({ place })),
  );
  await settle(store, places);
});
afterAll(() => engines.stop());

describe('a correct report', () => {
  it('has no finding when it is received', () => {
    expect(places.length).toBeGreaterThan(120);
    expect(findings).toEqual([]);
  });

  it('is accepted, not flagged, and fires no rule, once it is compared with everything', async () => {
    for (let year = SPEC.years.from; year <= SPEC.years.to; year++) {
      const { years } = await store.table.regionYears('000000', [year], []);
      const total = years.get(year);
      expect(total?.reports.accepted).toBe(total?.reports.expected);
      expect(total?.reports.flagged).toBe(0);
      expect([...(total?.signal ?? [])]).toEqual([]);
    }
  });

  it('is compared: each district’s consolidated report and each merged agency, among others', async () => {
    const { beside, agencies } = await store.table.children('450225', 2022);
    expect(beside).toHaveLength(1);
    expect(agencies.flatMap(({ opensWith = [] }) => opensWith)).toHaveLength(2);
    expect(agencies.every(({ inForce }) => inForce?.narrative !== undefined)).toBe(true);
  });
});
