/** The whole system, or an engine of it, is killed at random moments while reports are uploaded: nothing acknowledged is lost or counted twice. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../generator/random.ts';
import { makeReceiptKey } from '../../shared/contracts/bucket/object-keys.ts';
import { gouji } from '../support/run-gouji.ts';
import { killAll, launchSystem, s3Of, startRunning, type RunningSystem } from '../support/running-system.ts';
import { planUploads, type Json, type PlannedUpload } from './planned-uploads.ts';

/** Set GOUJI_KILL_SEED to repeat a run's moments as far as a machine can repeat them. */
const SEED = process.env['GOUJI_KILL_SEED'] ?? String(Math.floor(performance.timeOrigin));
const IN_FLIGHT = 8;
/** More take longer: a start each. */
const KILLS = Number(process.env['GOUJI_KILLS'] ?? 5);
/** For there must be some under way at each. */
const CORRECTIONS = 30 + 20 * Math.max(0, KILLS - 5);
const SETTLED_WITHIN_MS = 60_000;

interface Acknowledged extends PlannedUpload {
  readonly versionId: string;
}
interface RegionAnswer {
  readonly reports: { readonly accepted: number };
  readonly figures: Json;
}
interface AgencyAnswer {
  readonly inForce: { readonly submissionId: string } | null;
  readonly submissions: readonly {
    readonly submissionId: string;
    readonly outcome: string;
    readonly sameAs?: { readonly submissionId: string };
  }[];
}

const random = createRandom(SEED, 'kills');
const plan = planUploads(SEED, CORRECTIONS);
/** What is not acknowledged yet, by key, oldest version first. */
const waiting = Map.groupBy(plan.uploads, ({ key }) => key);
const acknowledged: Acknowledged[] = [];
let dataDir: string;
let system: RunningSystem;

/** Uploads until `enough` says so or nothing waits. A worker ends with its first failure; what failed stays waiting. */
async function uploadUntil(s3: S3Client, enough: () => boolean): Promise<unknown[]> {
  const failures: unknown[] = [];
  const keys = shuffled([...waiting.keys()]);
  const worker = async (): Promise<void> => {
    for (let key = keys.pop(); key !== undefined && !enough(); key = keys.pop()) {
      const [upload, ...later] = waiting.get(key)!;
      try {
        const { VersionId } = await s3.send(
          new PutObjectCommand({ Bucket: 'gouji', Key: key, Body: upload!.bytes }),
        );
        acknowledged.push({ ...upload!, versionId: VersionId! });
      } catch (error) {
        failures.push(error);
        return;
      }
      if (later.length === 0) waiting.delete(key);
      else {
        waiting.set(key, later);
        // Corrections come later, some of them soon.
        keys.splice(random.int(0, keys.length), 0, key);
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return failures;
}

/** The whole system at once, or one of its engines alone: then it says so, and ends by itself. */
async function end(kills: number): Promise<void> {
  if (kills % 3 === 0) {
    await system.kill();
    return;
  }
  process.kill(kills % 3 === 1 ? system.engines() : system.tableEngine(), 'SIGKILL');
  expect(await system.exited).toEqual({ code: 1, signal: null });
  expect(system.stderr()).toMatch(/^gouji start: the embedded engines have stopped; start again/m);
  if (kills % 3 === 2) expect(system.stderr()).toContain('the embedded DynamoDB stopped by itself');
}

const failEarly = (failures: unknown[]): never => {
  throw new Error('uploads ended before the kill', { cause: failures[0] });
};

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[]): T[] {
  const keys = [...list];
  for (let i = keys.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [keys[i], keys[j]] = [keys[j]!, keys[i]!];
  }
  return keys;
}

async function until<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`not within ${SETTLED_WITHIN_MS / 1000} s: ${what}`);
    await sleep(100);
  }
}

async function keysBelow(s3: S3Client, Prefix: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: 'gouji', Prefix }))
    for (const { Key } of Contents) keys.add(Key!);
  return keys;
}

async function versionsOf(s3: S3Client, key: string): Promise<string[]> {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'gouji', Prefix: key }));
  return Versions.map(({ VersionId }) => VersionId!);
}

async function contentOf(s3: S3Client, Key: string, VersionId: string | undefined): Promise<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'gouji', Key, VersionId }));
  return Body!.transformToByteArray();
}

async function api<T>(path: string): Promise<T> {
  const response = await fetch(new URL(`/api/v1/${path}`, system.endpoints.web));
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

async function load(what: 'regions' | 'roster', csv: string): Promise<void> {
  const file = join(dataDir, `${what}.csv`);
  await writeFile(file, csv);
  const { code, stderr } = await gouji(['load', what, file, '--endpoint', system.endpoints.web]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^系统 system: .*\n$/) });
}

describe(`a system killed ${KILLS} times and more during ${plan.uploads.length} uploads (seed ${SEED})`, () => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gouji-kill-'));
    system = await startRunning(dataDir);
    await load('regions', plan.regionsCsv);
    await load('roster', plan.rosterCsv);
    for (let kills = 0; kills < KILLS; kills++) {
      const s3 = s3Of(system);
      // What is left is shared among the kills that are left, and the end.
      const share = (plan.uploads.length - acknowledged.length) / (KILLS - kills + 1);
      const enough = acknowledged.length + random.int(Math.ceil(share / 2), Math.floor(share));
      let isKilled = false;
      const uploading = uploadUntil(s3, () => isKilled);
      while (acknowledged.length < enough) await Promise.race([sleep(2), uploading.then(failEarly)]);
      await sleep(random.int(0, 60));
      isKilled = true;
      await end(kills);
      expect((await uploading).length).toBeLessThanOrEqual(IN_FLIGHT);
      s3.destroy();
      // Once it is killed again while it starts and catches up.
      if (kills === 2) {
        const launched = launchSystem(dataDir);
        await sleep(random.int(300, 2000));
        await launched.kill();
      }
      system = await startRunning(dataDir);
    }
    const s3 = s3Of(system);
    expect(await uploadUntil(s3, () => false)).toEqual([]);
    s3.destroy();
  }, 1_200_000);
  afterAll(async () => {
    await killAll();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it('has a receipt for every acknowledged upload', async () => {
    expect(waiting.size).toBe(0);
    expect(acknowledged).toHaveLength(plan.uploads.length);
    const s3 = s3Of(system);
    await until('every receipt', async () => {
      const receipts = await keysBelow(s3, 'receipts/');
      return (
        acknowledged.every(({ key, versionId }) => receipts.has(makeReceiptKey(key, versionId))) || undefined
      );
    });
    s3.destroy();
  });

  it('lists every version of an agency’s report once, with its outcome, and the newest acceptable one in force', async () => {
    const s3 = s3Of(system);
    const check = async ([key, uploads]: [string, Acknowledged[]]): Promise<void> => {
      const { agencyId, year } = uploads[0]!.place;
      // What was stored without an acknowledgement is there too, with the content that was sent again.
      const stored = await versionsOf(s3, key);
      const { inForce, submissions } = await until(`the submissions of ${key}`, async () => {
        const answer = await api<AgencyAnswer>(`agencies/${agencyId}/years/${year}`);
        return answer.submissions.length >= stored.length ? answer : undefined;
      });
      expect(submissions.map(({ submissionId }) => submissionId).toSorted()).toEqual(stored.toSorted());
      for (const { versionId, outcome } of uploads)
        expect(submissions.find(({ submissionId }) => submissionId === versionId)?.outcome).toBe(outcome);
      const newest = uploads.findLast(({ outcome }) => outcome === 'accepted');
      if (!newest) {
        expect(inForce).toBeNull();
        return;
      }
      const { sameAs } = submissions.find(({ submissionId }) => submissionId === newest.versionId)!;
      // What was sent again, because the kill took its acknowledgement, corrects nothing: the one before it holds, also where
      // it was processed later, and the receipt of the one sent again could not name it.
      const unacknowledged = stored.filter((id) => uploads.every(({ versionId }) => versionId !== id));
      expect([sameAs?.submissionId ?? newest.versionId, ...unacknowledged]).toContain(inForce?.submissionId);
      expect(await contentOf(s3, key, inForce?.submissionId)).toEqual(newest.bytes);
    };
    await pMap(
      Map.groupBy(acknowledged, ({ key }) => key),
      check,
      { concurrency: IN_FLIGHT },
    );
    s3.destroy();
  });

  it.each([2022, 2023, 2024])('counts every report of %i once in the nation’s totals', async (year) => {
    const expected = plan.nation.get(year)!;
    const answer = await until(`the totals of ${year}`, async () => {
      const found = await api<RegionAnswer>(`regions/000000/years/${year}`);
      return JSON.stringify(sorted(found.figures)) === JSON.stringify(sorted(expected.figures))
        ? found
        : undefined;
    }).catch(() => api<RegionAnswer>(`regions/000000/years/${year}`));
    expect(answer.figures).toEqual(expected.figures);
    expect(answer.reports.accepted).toBe(expected.accepted);
  });

  it('verifies, and stops when asked', async () => {
    const { code, stdout } = await gouji(['verify', '--endpoint', system.endpoints.web]);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/^2023: \d+ totals, 1\d\d reports in force, 0 discrepancies$/m);
    await system.stop();
  });
});

function sorted(value: Json): unknown {
  return typeof value === 'number'
    ? value
    : Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]);
}
