/** The published reports, through the pipeline, lead to what their index says, and add up as an independent sum does. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Receipt } from '../../shared/contracts/bucket/receipt.ts';
import { parseRegions, parseRoster } from '../../shared/contracts/files/roster-file.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { createApp } from '../../web/app.tsx';
import { aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { NO_SUMMARIES } from '../support/refusing-table.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';

const FOLDER = new URL('../../../shared/real-reports/', import.meta.url);
const isThere = existsSync(FOLDER);
if (!isThere)
  console.warn('skipped: the published reports are not beside this checkout (../shared/real-reports)');

interface Expectation {
  readonly file: string;
  readonly agency: string;
  readonly year: number;
  readonly expect: {
    readonly outcome: string;
    readonly errors: readonly Expected[];
    readonly warnings: readonly Expected[];
  };
}
interface Expected {
  readonly rule: string;
  readonly path?: string;
  readonly found?: number;
  readonly expected?: number;
}
/** What the index covers. Q2, Q3, D1 and D2 mean nothing on these documents. */
const COVERED = /^(S[1-5]|A[1-4]|Y[123]|Q[14])$/;

describe.skipIf(!isThere)('the published reports', () => {
  let engines: TestEngines;
  let store: Store;
  let index: Expectation[];
  let roster: readonly RosterEntry[];
  const texts = new Map<string, string>();
  const receipts = new Map<string, Receipt>();

  beforeAll(async () => {
    const read = (file: string) => readFile(new URL(file, FOLDER), 'utf8');
    index = JSON.parse(await read('index.json')) as Expectation[];
    const regions = parseRegions(await read('regions.csv'), 'csv');
    const parsed = parseRoster(await read('roster.csv'), 'csv');
    if (regions.kind !== 'ok' || parsed.kind !== 'ok') throw new Error('regions or roster do not load');
    roster = parsed.agencies;
    engines = await startEngines();
    store = await aStore(engines, { regions: regions.regions, roster });
    const places = [];
    for (const { file, agency, year } of index.toSorted((a, b) => a.year - b.year)) {
      texts.set(file, await read(file));
      const district = roster.find(({ id }) => id === agency)?.district ?? '';
      const place = { district, agencyId: agency, year };
      places.push(place);
      const bytes = new TextEncoder().encode(texts.get(file));
      const receivedAt = parseInstant(`${year + 1}-03-20T12:00:00+08:00`);
      const { versionId } = await store.bucket.upload('backfill', place, bytes, receivedAt);
      const key = documentKey('backfill', place);
      await receiveUpload(store, { key, versionId, sequencer: String(versionId) });
      const receipt = await store.bucket.receipt(key, String(versionId));
      if (receipt) receipts.set(file, receipt);
    }
    await settle(store, places);
  });
  afterAll(() => engines.stop());

  it('are all in the index', async () => {
    const files = await readdir(new URL('json/', FOLDER));
    expect(index.map(({ file }) => file).sort()).toEqual(files.map((file) => `json/${file}`).sort());
    expect(receipts.size).toBe(28);
  });

  it('have no finding of any rule where the index has none; Q2 and lateness mean nothing here', () => {
    const consistent = index.filter(
      ({ expect: { errors, warnings } }) => errors.length + warnings.length === 0,
    );
    expect(consistent.length).toBeGreaterThan(8);
    for (const { file } of consistent)
      expect({
        file,
        rules: (receipts.get(file)?.findings ?? [])
          .map(({ rule }) => rule)
          .filter((rule) => !/^(D[12]|Q2)$/.test(rule)),
      }).toEqual({ file, rules: [] });
  });

  it('lead to the outcome, the errors and the warnings that the index states', () => {
    for (const {
      file,
      expect: { outcome, errors, warnings },
    } of index) {
      const receipt = receipts.get(file);
      const found = (severity: string) =>
        (receipt?.findings ?? [])
          .filter((finding) => finding.severity === severity && COVERED.test(finding.rule))
          .map(({ rule, path, found, expected }) => ({ rule, path, found, expected }));
      const stated = (list: readonly Expected[]) => list.filter(({ rule }) => COVERED.test(rule));
      expect({ file, outcome: receipt?.outcome }).toEqual({ file, outcome });
      for (const [severity, list] of [
        ['error', errors],
        ['warning', warnings],
      ] as const) {
        const actual = found(severity);
        expect({ file, severity, rules: actual.map(({ rule, path }) => `${rule} ${path}`).sort() }).toEqual({
          file,
          severity,
          rules: stated(list)
            // The index says what the contradiction is about, not where.
            .map(({ rule, path }) => `${rule} ${path ?? '/narrative/overview'}`)
            .sort(),
        });
        for (const one of stated(list)) {
          if (one.found === undefined) continue;
          expect(actual).toContainEqual(one);
        }
      }
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
        packs: false,
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
      const counted = index.filter(
        ({ agency, year: y, expect: { outcome } }) =>
          y === year &&
          outcome === 'accepted' &&
          roster.some(
            ({ id, district, kind }) => id === agency && district === '350128' && kind !== 'consolidated',
          ),
      );
      const documents = counted.map(({ file }) => JSON.parse(texts.get(file) ?? '') as Record<string, Json>);
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
