/** Entity tags and kept answers: never a page that differs from one made anew, and no work where nothing changed. */
import { VERSION_ATTRIBUTES } from '../../shared/contracts/table/item-versions.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Hono } from 'hono';
import { makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { createApp } from '../../web/app.tsx';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../support/web-scene.ts';
import { settle, withSortedKeys } from '../support/a-store.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

const DISTRICT_PAGE = `/regions/${DISTRICT}/years/2024`;
const PATHS = [
  DISTRICT_PAGE,
  '/regions/450200/years/2024?lang=en',
  '/regions/000000/years/2024',
  '/rules',
  '/agencies/late-ju',
  '/agencies/late-ju/years/2024',
  '/agencies/corrected-ju/years/2024',
  '/agencies/corrected-ju/years/2024/history',
  '/compliance/450200/2024',
  '/compliance/450200/2024.csv?lang=en',
  `/api/v1${DISTRICT_PAGE}`,
  '/api/v1/regions/450200/series',
  '/api/v1/agencies/late-ju/years/2024',
  '/api/v1/compliance/450200/2024',
  '/api/v1/rules',
];

interface Answer {
  readonly etag: string;
  readonly text: string;
}

async function ask(app: Hono, path: string): Promise<Answer> {
  const response = await app.request(path);
  expect(response.status).toBe(200);
  return { etag: response.headers.get('etag') ?? '', text: await response.text() };
}
const ifNoneMatch = (app: Hono, path: string, etag: string, method = 'GET') =>
  app.request(path, { method, headers: { 'if-none-match': etag } });

/** The app, over a table whose requests are counted by what they bring. */
function counting(): { app: Hono; requests: { whole: number; versions: number } } {
  const requests = { whole: 0, versions: 0 };
  const { table } = scene.store;
  const app = createApp({
    ...scene.deps,
    table: {
      ...table,
      observed: (onRead) =>
        table.observed(({ read, versions }) => {
          requests.whole += 1;
          const versionsNow = () => {
            requests.versions += 1;
            return read.versionsNow();
          };
          onRead({ read: { ...read, versionsNow }, versions });
        }),
    },
  });
  return { app, requests };
}

describe('an answer that nothing has changed', () => {
  it.each(PATHS)('%s: 304 without a body, to GET and HEAD', async (path) => {
    const { etag } = await ask(scene.app, path);
    expect(etag).toMatch(/^W\/"[\w-]{22}\.[\w-]{22}"$/);
    for (const method of ['GET', 'HEAD'])
      for (const held of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
        const response = await ifNoneMatch(scene.app, path, held, method);
        expect([response.status, await response.text()]).toEqual([304, '']);
        expect(response.headers.get('etag')).toBe(etag);
        expect(response.headers.get('cache-control')).toContain('public');
      }
    expect((await ifNoneMatch(scene.app, path, '"another"')).status).toBe(200);
  });

  it('costs two requests for versions, and not one for items', async () => {
    const { app, requests } = counting();
    const first = await ask(app, DISTRICT_PAGE);
    expect(requests).toEqual({ whole: 2, versions: 0 });
    const again = await ask(app, DISTRICT_PAGE);
    expect(requests).toEqual({ whole: 2, versions: 2 });
    expect(again).toEqual(first);
    expect((await ifNoneMatch(app, DISTRICT_PAGE, first.etag)).status).toBe(304);
    expect(requests).toEqual({ whole: 2, versions: 4 });
  });

  it('is not rendered for one who only asks whether it changed', async () => {
    const { etag } = await ask(scene.app, DISTRICT_PAGE);
    const { app, requests } = counting();
    expect((await ifNoneMatch(app, DISTRICT_PAGE, etag, 'HEAD')).status).toBe(304);
    expect((await ifNoneMatch(app, DISTRICT_PAGE, etag, 'HEAD')).status).toBe(304);
    expect(requests).toEqual({ whole: 2, versions: 2 });
  });

  it('says of a kept page what minute it is', async () => {
    let now: Instant = NOW;
    const app = createApp({ ...scene.deps, now: () => now });
    const before = await ask(app, DISTRICT_PAGE);
    now = makeInstant(Date.parse(NOW) + 7 * 60_000);
    const after = await ask(app, DISTRICT_PAGE);
    expect(after.etag).toBe(before.etag);
    expect(before.text).toContain('12:30');
    expect(after.text).not.toContain('12:30');
    expect(after.text).toBe(before.text.replaceAll('12:30', '12:37'));
    expect(after.text).not.toContain('minute-');
  });

  it('is another one on another day, in another language, of other code, and of another table', async () => {
    const tag = async (changed: Partial<typeof scene.deps>, path = DISTRICT_PAGE) =>
      (await ask(createApp({ ...scene.deps, ...changed }), path)).etag;
    const tags = await Promise.all([
      tag({}),
      tag({}, `${DISTRICT_PAGE}?lang=en`),
      tag({ now: () => makeInstant(Date.parse(NOW) + 86_400_000) }),
      tag({ assets: { ...scene.deps.assets, build: 'other' } }),
      tag({ store: 'other' }),
    ]);
    expect(new Set(tags).size).toBe(tags.length);
    // All are of the same figures, whatever surrounds them; one in English has names in pinyin besides.
    const versions = tags.map((etag) => etag.split('.')[0]);
    expect(new Set(versions).size).toBe(2);
    expect(new Set(versions.filter((_, i) => i !== 1)).size).toBe(1);
  });
});

/** What people and operators do, and what nobody does but might: each a change of some items. */
const reports = fc.record({
  kind: fc.constant('file' as const),
  id: fc.constantFrom('accepted-ju', 'late-ju', 'missing-ju', 'corrected-ju', 'whole-qu'),
  year: fc.constantFrom(2023, 2024),
  received: fc.integer({ min: 0, max: 50 }),
  spoilt: fc.boolean(),
});
const renamed = fc.record({
  kind: fc.constantFrom('region' as const, 'agency' as const),
  name: fc.constantFrom('柳北区', '柳北新区', '柳州市柳北区'),
});
const untouched = fc.record({ kind: fc.constant('nothing' as const) });
type Change =
  | { kind: 'file'; id: string; year: number; received: number; spoilt: boolean }
  | { kind: 'region' | 'agency'; name: string }
  | { kind: 'nothing' };

const CHANGES: readonly Change[] = [
  { kind: 'file', id: 'late-ju', year: 2024, received: 7, spoilt: false },
  { kind: 'file', id: 'corrected-ju', year: 2024, received: 9, spoilt: false },
  { kind: 'agency', name: '柳北新区' },
];

let clockMs = Date.parse('2026-02-01T00:00:00Z');
async function make(change: Change): Promise<void> {
  const { table } = scene.store;
  clockMs += 60_000;
  switch (change.kind) {
    case 'file':
      await scene.file({
        id: change.id,
        year: change.year,
        received: change.received,
        at: makeInstant(clockMs),
        ...(change.spoilt && {
          change: (document) => {
            document.applications.received.total += 1;
          },
        }),
      });
      return;
    case 'region':
      await loadRegions(table, [{ code: DISTRICT, name: change.name }]);
      return;
    case 'agency':
      await loadRoster(
        table,
        [
          {
            id: 'late-ju',
            name: `${change.name}教育局`,
            aliases: [],
            kind: 'department',
            district: DISTRICT,
            from: 2019,
            predecessors: [],
          },
        ],
        makeInstant(clockMs),
      );
      await settle(scene.store, [{ district: DISTRICT, agencyId: 'late-ju', year: 2024 }]);
      return;
    case 'nothing':
  }
}

/** Its own instant is the reader's, whatever else it shows. */
const withoutItsInstant = (text: string): string => text.replace(/"at":"[^"]+"/, '');

describe('whatever changes', () => {
  it('gives no page but the one made anew, and no tag that an earlier page had', async () => {
    const seen = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ arbitrary: reports, weight: 3 }, renamed, untouched),
        async (change: Change) => {
          await make(change);
          for (const path of PATHS) {
            const kept = await ask(scene.app, path);
            const anew = await ask(createApp(scene.deps), path);
            expect(kept).toEqual(anew);
            const text = withoutItsInstant(anew.text);
            const name = `${path} ${anew.etag}`;
            expect(seen.get(name) ?? text).toBe(text);
            seen.set(name, text);
          }
        },
      ),
      // Some of these change something, whatever the others are.
      { numRuns: 8, examples: CHANGES.map((change): [Change] => [change]) },
    );
    expect(seen.size).toBeGreaterThan(PATHS.length * 2);
  });
});

describe('the attributes that tell one state of an item from another', () => {
  it('differ between any two states of it that the pipeline ever wrote', async () => {
    const raw = new DynamoDBClient({
      endpoint: scene.engines.dynamodbEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    });
    const states = new Map<string, Map<string, string>>();
    const look = async (): Promise<void> => {
      let from: Record<string, AttributeValue> | undefined;
      do {
        const page = await raw.send(
          new ScanCommand({ TableName: scene.store.tableName, ExclusiveStartKey: from }),
        );
        for (const item of (page.Items ?? []).map((stored) => unmarshall(stored))) {
          const name = `${String(item['pk'])}|${String(item['sk'])}`;
          const version = JSON.stringify(VERSION_ATTRIBUTES.map((attribute) => item[attribute] ?? null));
          const known = states.get(name) ?? new Map<string, string>();
          const content = JSON.stringify(withSortedKeys(item));
          expect([name, known.get(version) ?? content]).toEqual([name, content]);
          states.set(name, known.set(version, content));
        }
        from = page.LastEvaluatedKey;
      } while (from);
    };
    await look();
    for (const change of fc.sample(fc.oneof(reports, renamed), { numRuns: 8, seed: 5 })) {
      await make(change);
      await look();
    }
    expect([...states.values()].some((versions) => versions.size > 2)).toBe(true);
    raw.destroy();
  });
});
