/** The published reports, through the pipeline, lead to what is expected, and add up as an independent sum does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Receipt } from '../../shared/contracts/bucket/receipt.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { createApp } from '../../web/app.tsx';
import { aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import {
  PUBLISHED_EXPECTATIONS,
  PUBLISHED_FILINGS,
  PUBLISHED_REGIONS,
  PUBLISHED_ROSTER,
  tellFindings,
} from '../support/published-expectations.ts';
import { NO_SUMMARIES } from '../support/refusing-table.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';

/** Texts left out and days assumed. */
const MEANS_NOTHING = /^(D[12]|Q2)$/;
describe('the published reports', () => {
  let engines: TestEngines;
  let store: Store;
  const receipts = new Map<string, Receipt>();

  beforeAll(async () => {
    engines = await startEngines();
    store = await aStore(engines, { regions: PUBLISHED_REGIONS, roster: PUBLISHED_ROSTER });
    for (const { file, place, document } of PUBLISHED_FILINGS) {
      const bytes = new TextEncoder().encode(document);
      const receivedAt = parseInstant(`${place.year + 1}-03-20T12:00:00+08:00`);
      const { versionId } = await store.bucket.upload('backfill', place, bytes, receivedAt);
      const key = makeDocumentKey('backfill', place);
      await receiveUpload(store, { key, versionId, sequencer: String(versionId) });
      const receipt = await store.bucket.receipt(key, String(versionId));
      if (receipt) receipts.set(file, receipt);
    }
    await settle(
      store,
      PUBLISHED_FILINGS.map(({ place }) => place),
    );
  });
  afterAll(() => engines.stop());

  it('have no finding of any rule where none is expected', () => {
    const consistent = Object.entries(PUBLISHED_EXPECTATIONS).filter(
      ([, { errors, warnings }]) => errors.length + warnings.length === 0,
    );
    expect(consistent.length).toBeGreaterThan(8);
    for (const [file] of consistent) {
      const rules = receipts.get(file)?.findings.map(({ rule }) => rule);
      expect([file, rules?.filter((rule) => !MEANS_NOTHING.test(rule))]).toEqual([file, []]);
    }
  });

  it('lead to the outcome, the errors and the warnings that are expected', () => {
    expect(receipts.size).toBe(28);
    for (const [file, expected] of Object.entries(PUBLISHED_EXPECTATIONS)) {
      const { outcome, findings } = receipts.get(file)!;
      const told = (wanted: string): readonly string[] =>
        tellFindings(findings.filter(({ severity }) => severity === wanted));
      expect([file, outcome, told('error'), told('warning')]).toEqual([
        file,
        expected.outcome,
        tellFindings(expected.errors),
        tellFindings(expected.warnings),
      ]);
    }
  });

  it.each([2019, 2020, 2021, 2022, 2023])(
    'of 350128 add up in the API to an independent sum, %i',
    async (year) => {
      const app = createApp({
        table: store.table,
        bucket: store.bucket,
        summaries: NO_SUMMARIES,
        now: store.now,
        version: 'test',
        store: store.tableName,
        assets: TEST_ASSETS,
        connection: undefined,
        log: {
          error: (message, extra) => {
            throw new Error(message, { cause: extra.error });
          },
        },
      });
      const response = await app.request(`/api/v1/regions/350128/years/${year}`);
      expect(response.status).toBe(200);
      const body = (await response.json()) as { reports: { accepted: number }; figures: Json };
      const counted = PUBLISHED_FILINGS.filter(
        ({ file, place }) =>
          place.year === year &&
          PUBLISHED_EXPECTATIONS[file]?.outcome === 'accepted' &&
          PUBLISHED_ROSTER.some(
            ({ id, district, kind }) =>
              id === place.agencyId && district === '350128' && kind !== 'consolidated',
          ),
      );
      const documents = counted.map(({ document }) => JSON.parse(document) as Record<string, Json>);
      const sum: Record<string, Json> = {};
      for (const section of ['proactive', 'applications', 'reconsideration', 'litigation'])
        if (documents.length > 0) sum[section] = addUp(documents.map((document) => document[section] ?? {}));
      expect(body.reports.accepted).toBe(counted.length);
      expect(body.figures).toEqual(documents.length > 0 ? sum : null);
    },
  );

  it('leave totals that verify', async () => {
    for (let year = 2019; year <= 2024; year++)
      expect((await verifyYear(store.table, store.bucket, year)).discrepancies).toEqual([]);
  });
});

type Json = number | { [key: string]: Json };

/** Cell by cell, in millionths so that amounts stay whole. */
function addUp(values: readonly Json[]): Json {
  if (values.every((value) => typeof value === 'number'))
    return values.reduce((sum, value) => sum + Math.round(value * 1e6), 0) / 1e6;
  const keys = new Set(values.flatMap((value) => Object.keys(value)));
  return Object.fromEntries(
    [...keys].map((key) => [key, addUp(values.map((value) => (value as Record<string, Json>)[key] ?? 0))]),
  );
}
