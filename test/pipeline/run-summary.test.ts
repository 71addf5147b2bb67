/** A region's summary of a slot is made once, and its mails are sent once, whatever is repeated, killed or refused. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../../shared/adapters/clients.ts';
import {
  makeKeptSummaryKey,
  makeSummaryFileKey,
  type RegionOrder,
} from '../../shared/contracts/bucket/summary-keys.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { orderSummaries } from '../../shared/pipeline/order-summaries.ts';
import { readContacts } from '../../shared/pipeline/read-contacts.ts';
import { createKeptSummaries } from '../../shared/pipeline/kept-summaries.ts';
import { runSummary } from '../../shared/pipeline/run-summary.ts';
import { instant, isoDay } from '../support/a-summary.ts';
import { aRunScene, type RunScene } from '../support/a-summary-run.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const DISTRICT = '450205';
const CITY = '450200';
const YEAR = 2024;
const AGENCIES = ['jyj', 'wjw', 'czj', 'mzj'];
const placeOf = (agencyId: string, district = DISTRICT) => ({ district, agencyId, year: YEAR });
const withMail = (id: string, more: Partial<RosterEntry> = {}): RosterEntry =>
  anAgency(id, DISTRICT, { mail: `${id}@example.cn`, ...more });

const orderOf = (slot: string, code = DISTRICT): RegionOrder => ({ code, year: YEAR, slot: isoDay(slot) });

let buckets = 0;
/** A district with an office and four agencies, all with mail addresses, in a table and a bucket of their own. */
async function aScene({
  roster = AGENCIES.map((id) => withMail(id)),
  officeMail = 'office@example.cn',
  ...more
}: {
  roster?: readonly RosterEntry[];
  officeMail?: string | null;
} & Parameters<typeof aRunScene>[2] = {}): Promise<RunScene & { store: Store; engines: TestEngines }> {
  const bucket = await aBucket(engines, `summaries-${process.pid}-${++buckets}`);
  const own = { ...engines, bucket };
  const store = await aStore(own, {
    regions: [
      { code: '000000', name: '全国' },
      { code: '450000', name: '广西' },
      { code: CITY, name: '柳州市', mail: 'city@example.cn' },
      { code: DISTRICT, name: '柳北区', ...(officeMail === null ? {} : { mail: officeMail }) },
      { code: '450203', name: '鱼峰区', mail: 'yufeng@example.cn' },
    ],
    roster,
    now: '2025-01-20T00:00Z',
  });
  await settle(
    store,
    roster.map(({ id, district }) => placeOf(id, district)),
  );
  return { ...aRunScene(own, store, more), store, engines: own };
}

async function keysIn(own: TestEngines, prefix: string): Promise<string[]> {
  const { Contents = [] } = await createS3Client(own.s3).send(
    new ListObjectsV2Command({ Bucket: own.bucket, Prefix: prefix }),
  );
  return Contents.map(({ Key = '' }) => Key);
}
async function objectIn(own: TestEngines, Key: string): Promise<string> {
  const { Body } = await createS3Client(own.s3).send(new GetObjectCommand({ Bucket: own.bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

const ALL = ['czj@example.cn', 'jyj@example.cn', 'mzj@example.cn', 'office@example.cn', 'wjw@example.cn'];

describe('a summary of a slot', () => {
  it('is in the bucket as JSON, CSV and HTML, and in the table with its counts', async () => {
    const { deps, store, engines: own } = await aScene();
    await file(
      store,
      placeOf('jyj'),
      { received: 3 },
      { lane: 'backfill', receivedAt: instant('2025-01-23T00:00Z') },
    );
    const run = await runSummary(deps, orderOf('2025-01-24'));
    expect(run).toMatchObject({ kind: 'summarised', isNew: true });
    const item = await deps.ledger.summary(orderOf('2025-01-24'));
    expect(item).toMatchObject({
      key: 'summaries/450205/2024/2025-01-24.json',
      madeAt: '2025-01-24T00:00:00.000Z',
      counts: { expected: 4, accepted: 1, missing: 3, returned: 0, late: 0, overdue: 0 },
    });
    const files = await Promise.all(
      (['json', 'csv', 'html'] as const).map((format) =>
        objectIn(own, makeSummaryFileKey(orderOf('2025-01-24'), format)),
      ),
    );
    expect(JSON.parse(files[0]!)).toMatchObject({ at: '2025-01-24T00:00:00.000Z', counts: { accepted: 1 } });
    expect(parse(files[1]!, { bom: true })).toHaveLength(5);
    expect(files[2]).toContain('柳北区 2024年度报告');
  });

  it.each([
    ['at once', 5000],
    ['hours late', 5 * 3_600_000],
  ])('made %s has what had come by the slot, and tells the rest on the next', async (_, lateMs) => {
    const { deps, store, sent, at, pass } = await aScene();
    const came = (id: string, text: string) =>
      file(store, placeOf(id), { received: 3 }, { lane: 'backfill', receivedAt: instant(text) });
    await came('jyj', '2025-01-23T23:59:59Z');
    await came('wjw', '2025-01-24T00:00:01Z');
    pass(lateMs);
    await runSummary(deps, orderOf('2025-01-24'));
    // Mails go out several at a time, in no order.
    expect(sent.find(({ to }) => to === 'office@example.cn')?.subject).toBe(
      '柳北区 2024年度报告\uff1a1 / 4 已接收\uff0c1 个新接收\uff0c距截止 7 天',
    );
    at('2025-01-25');
    await runSummary(deps, orderOf('2025-01-25'));
    expect(sent.at(-1)?.subject).toBe('柳北区 2024年度报告\uff1a2 / 4 已接收\uff0c1 个新接收');
    expect(sent.at(-1)?.text).toContain('新接收 1 个\uff1a机关wjw');
  });

  it('that uploads pour into is one for both runs: the files and the mails are of the first that was kept', async () => {
    let other: Promise<unknown> | undefined;
    const scene = await aScene();
    const { deps, store, engines: own } = scene;
    const order = orderOf('2025-01-24');
    // Between the other run's reading and its keeping, this one reads more than it did, and keeps it first.
    const slow = aRunScene(own, store, {
      bucket: {
        ...deps.bucket,
        keep: async (...kept) => {
          await deps.bucket.keep(...kept);
          await file(
            store,
            placeOf('jyj'),
            { received: 3 },
            { lane: 'backfill', receivedAt: instant('2025-01-23T00:00Z') },
          );
          other = runSummary(deps, order);
          await other;
        },
      },
    });
    await runSummary(slow.deps, order);
    await other;
    const answers = await keysIn(own, 'summaries/450205/2024/2025-01-24/');
    expect(answers).toHaveLength(2);
    const item = await deps.ledger.summary(order);
    expect(answers).toContain(makeKeptSummaryKey(order, item!.sha256));
    expect(JSON.parse(await objectIn(own, item!.key))).toMatchObject({ counts: { accepted: 1 } });
    expect(parse(await objectIn(own, makeSummaryFileKey(order, 'csv')), { bom: true }).flat()).toContain(
      '已接收',
    );
    // The first sent them all; the second had nothing left to send, and nothing else to say.
    expect(scene.to()).toEqual(ALL.filter((to) => to !== 'jyj@example.cn'));
    expect(slow.to()).toEqual([]);
  });
});

describe('a summary that is made at once', () => {
  it('costs a quiet district one Query, and reads history only where something moved since', async () => {
    const { deps, store } = await aScene();
    const asked: string[] = [];
    const table: typeof deps.table = {
      ...deps.table,
      children: (region, year, how) => {
        asked.push(`children ${region} ${year}`);
        return deps.table.children(region, year, how);
      },
      history: (region, year) => {
        asked.push(`history ${region} ${year}`);
        return deps.table.history(region, year);
      },
    };
    // What the summary before told.
    await runSummary({ ...deps, mail: undefined }, orderOf('2025-01-23'));
    await runSummary({ ...deps, table, mail: undefined }, orderOf('2025-01-24'));
    expect(asked).toEqual([`children ${DISTRICT} ${YEAR}`]);
    asked.length = 0;
    await file(
      store,
      placeOf('jyj'),
      { received: 3 },
      { lane: 'backfill', receivedAt: instant('2025-01-25T00:00:01Z') },
    );
    await runSummary(
      { ...deps, table, mail: undefined, now: () => instant('2025-01-25T00:01Z') },
      orderOf('2025-01-25'),
    );
    expect(asked).toContain(`history ${DISTRICT} ${YEAR}`);
    expect(await deps.ledger.summary(orderOf('2025-01-25'))).toMatchObject({ counts: { accepted: 0 } });
  });
});

describe('mails', () => {
  it('are sent once where the function runs twice, and where it runs several times in parallel', async () => {
    const { deps, to, outcomes } = await aScene({
      send: () => new Promise((resolve) => setTimeout(() => resolve(undefined), 5)),
    });
    const order = orderOf('2025-01-24');
    expect(await runSummary(deps, order)).toMatchObject({ isNew: true, mails: 5 });
    const runs = await Promise.all([1, 2, 3].map(() => runSummary(deps, order)));
    for (const run of runs) expect(run).toMatchObject({ kind: 'summarised', isNew: false, mails: 5 });
    expect(to()).toEqual(ALL);
    expect(outcomes.filter(({ state }) => state === 'sent')).toHaveLength(5);
  });

  it('are sent by the next run where one was killed between keeping the summary and sending', async () => {
    const { deps, store, to, engines: own } = await aScene();
    const order = orderOf('2025-01-24');
    const killed = aRunScene(own, store, {
      bucket: { ...deps.bucket, file: () => Promise.reject(new Error('killed after the summary was kept')) },
    });
    await expect(runSummary(killed.deps, order)).rejects.toThrow('killed');
    // What comes now is received before the slot, but the slot's summary is kept already; who has filed is not reminded.
    await file(
      store,
      placeOf('jyj'),
      { received: 3 },
      { lane: 'backfill', receivedAt: instant('2025-01-23T00:00Z') },
    );
    expect(await runSummary(deps, order)).toMatchObject({ isNew: false, mails: 4 });
    expect(to()).toEqual(ALL.filter((address) => address !== 'jyj@example.cn'));
    expect(JSON.parse(await objectIn(own, makeSummaryFileKey(order, 'json')))).toMatchObject({
      counts: { accepted: 0 },
    });
  });

  it('to one slot are not those of another', async () => {
    const { deps, sent, at } = await aScene();
    await runSummary(deps, orderOf('2025-01-24'));
    at('2025-01-30');
    await runSummary(deps, orderOf('2025-01-30'));
    expect(sent).toHaveLength(10);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(10);
    // Between the milestones nothing changed, and nobody is written to.
    at('2025-01-31');
    expect(await runSummary(deps, orderOf('2025-01-31'))).toMatchObject({ mails: 0 });
  });
});

describe('who is written to', () => {
  it('are agencies alone, where the region’s office has no address', async () => {
    const { deps, to } = await aScene({ officeMail: null });
    await runSummary(deps, orderOf('2025-01-24'));
    expect(to()).toEqual(ALL.filter((address) => address !== 'office@example.cn'));
  });

  it('is nobody where no sender is set, and the summary is made all the same', async () => {
    const { deps, to } = await aScene();
    const run = await runSummary({ ...deps, mail: undefined }, orderOf('2025-01-24'));
    expect(run).toMatchObject({ kind: 'summarised', isNew: true, mails: 0 });
    expect(to()).toEqual([]);
  });

  it('is nobody for a region without a roster, and none that is not on record', async () => {
    const { deps, to, engines: own } = await aScene();
    expect(await runSummary(deps, orderOf('2025-01-24', '450203'))).toEqual({ kind: 'nothing' });
    expect(await runSummary(deps, orderOf('2025-01-24', '451400'))).toEqual({ kind: 'nothing' });
    expect(to()).toEqual([]);
    expect(await keysIn(own, 'summaries/')).toEqual([]);
  });

  it('is nobody for a year without anything', async () => {
    const { deps, to } = await aScene({ roster: [withMail('jyj', { from: 2025 })] });
    expect(await runSummary(deps, orderOf('2025-01-24'))).not.toMatchObject({ mails: 1 });
    expect(to()).toEqual([]);
  });

  it('is not who wants no reminders, and not who has filed', async () => {
    const { deps, store, to } = await aScene({
      roster: [
        withMail('jyj'),
        withMail('wjw', { reminders: false }),
        withMail('czj'),
        anAgency('mzj', DISTRICT),
      ],
    });
    await file(
      store,
      placeOf('jyj'),
      { received: 3 },
      { lane: 'backfill', receivedAt: instant('2025-01-23T00:00Z') },
    );
    await runSummary(deps, orderOf('2025-01-24'));
    expect(to()).toEqual(['czj@example.cn', 'office@example.cn']);
  });

  it('is not who filed between the slot and a late run, nor who was taken off the roster', async () => {
    const { deps, store, to, pass } = await aScene();
    pass(3 * 24 * 3_600_000);
    await file(
      store,
      placeOf('jyj'),
      { received: 3 },
      { lane: 'backfill', receivedAt: instant('2025-01-25T00:00Z') },
    );
    await loadRoster(store.table, [withMail('wjw', { from: 2025 })], instant('2025-01-26T00:00Z'));
    await runSummary(deps, orderOf('2025-01-24'));
    expect(to()).toEqual(['czj@example.cn', 'mzj@example.cn', 'office@example.cn']);
  });

  it('is reminded, and told what changed, by the next summary where one was missed', async () => {
    const { deps, store, at, sent, to } = await aScene({ roster: [withMail('jyj'), withMail('wjw')] });
    at('2025-01-22');
    await runSummary(deps, orderOf('2025-01-22'));
    expect(to()).toEqual([]);
    await file(
      store,
      placeOf('jyj'),
      { received: 3 },
      { lane: 'backfill', receivedAt: instant('2025-01-22T02:00Z') },
    );
    // On 23 and 24 January nothing ran; the 24th is seven days before the deadline.
    at('2025-01-25');
    await runSummary(deps, orderOf('2025-01-25'));
    expect(to()).toEqual(['office@example.cn', 'wjw@example.cn']);
    expect(sent.find((mail) => mail.to === 'wjw@example.cn')?.subject).toContain('距截止 6 天');
    const digest = sent.find((mail) => mail.to === 'office@example.cn');
    expect(digest?.text).toContain('【2025-01-22 08:00 以来的变化】');
    expect(digest?.text).toMatch(/新接收 1 个.机关jyj/);
  });

  it('is an agency once: by its district, not by the city', async () => {
    const { deps, to } = await aScene({ roster: [withMail('jyj'), withMail('shi', { district: CITY })] });
    await runSummary(deps, orderOf('2025-01-24', CITY));
    expect(to()).toEqual(['city@example.cn', 'shi@example.cn']);
    await runSummary(deps, orderOf('2025-01-24'));
    expect(to()).toEqual(['city@example.cn', 'jyj@example.cn', 'office@example.cn', 'shi@example.cn']);
  });

  it('is a returned agency, with what to correct', async () => {
    const { deps, store, sent } = await aScene();
    await file(
      store,
      placeOf('jyj'),
      { received: 3, spoiled: true },
      { lane: 'backfill', receivedAt: instant('2025-01-23T00:00Z') },
    );
    await runSummary(deps, orderOf('2025-01-24'));
    const mail = sent.find(({ to }) => to === 'jyj@example.cn');
    expect(mail?.subject).toBe('机关jyj 2024年度报告\uff1a已退回\uff0c距截止 7 天');
    expect(mail?.text).toMatch(/填的是 \d+，应为 \d+/);
    expect(mail?.date).toBe('2025-01-24T00:00:00.000Z');
  });
});

describe('what is kept and sent of a summary', () => {
  const MARK = '菉竹猗猗';
  const PHONE = '0772-9087651';
  it('has contacts in the mail of an office that may see them alone, and quotes no text anywhere', async () => {
    const roster = [withMail('jyj', { phone: PHONE }), withMail('wjw')];
    const { deps, store, sent, engines: own } = await aScene({ roster });
    const narrative = `全年平稳（文字描述${MARK}）`;
    const receivedAt = instant('2025-01-23T00:00Z');
    await file(
      store,
      placeOf('jyj'),
      { received: 3, narrative, spoiled: true },
      { lane: 'backfill', receivedAt },
    );
    await runSummary(deps, orderOf('2025-01-24'));
    const digest = sent.find((mail) => mail.to === 'office@example.cn');
    expect(digest?.text).toMatch(/机关jyj[^-]*联系方式 jyj@example\.cn\s0772-9087651/);
    expect(digest?.html).toContain(PHONE);
    const reminder = sent.find((mail) => mail.to === 'jyj@example.cn');
    expect(reminder?.text).not.toContain(PHONE);
    for (const { text, html } of sent) expect(text + html).not.toContain(MARK);
    // What it was returned for by figures is told as ever.
    expect(reminder?.text).toMatch(/填的是 \d+，应为 \d+/);
    const keys = await keysIn(own, 'summaries/');
    expect(keys).toHaveLength(4);
    for (const key of keys) {
      const text = await objectIn(own, key);
      expect(text, key).toContain('jyj');
      expect(text, key).not.toMatch(/@example\.cn|9087651|菉竹/);
    }
  });

  it('has no contact in the mail of another region’s office', async () => {
    const roster = [withMail('jyj', { phone: PHONE })];
    const { deps, store } = await aScene({ roster });
    const office = (region: string) => ({ grants: [{ role: 'oversight', region }] as const });
    const JYJ = { id: 'jyj', district: DISTRICT };
    const seenBy = async (region: string) => [
      ...(await readContacts(store.table, office(region), [JYJ])).keys(),
    ];
    expect(await seenBy(DISTRICT)).toEqual(['jyj']);
    expect(await seenBy(CITY)).toEqual(['jyj']);
    expect(await seenBy('450203')).toEqual([]);
    expect(await readContacts(deps.table, undefined, [JYJ])).toEqual(new Map());
    const agency = (id: string) => ({
      grants: [{ role: 'agency', agency: id, district: DISTRICT }] as const,
    });
    expect((await readContacts(store.table, agency('jyj'), [JYJ])).get('jyj')).toEqual({
      mail: 'jyj@example.cn',
      phone: PHONE,
    });
    expect(await readContacts(store.table, agency('wjw'), [JYJ])).toEqual(new Map());
  });
});

describe('a summary of a closed year', () => {
  const order: RegionOrder = { code: '000000', year: 2023, slot: isoDay('2025-02-01') };
  const sceneOf = async (expected: number, { before = 0, regions = 0 } = {}) => {
    const scene = await aScene();
    const { deps, store } = scene;
    await file(
      store,
      { district: DISTRICT, agencyId: 'jyj', year: 2023 },
      { received: 3 },
      { lane: 'backfill', receivedAt: instant('2024-01-20T00:00Z') },
    );
    await settle(store, [{ district: DISTRICT, agencyId: 'jyj', year: 2023 }]);
    scene.at('2025-02-01');
    const regionYears: typeof deps.table.regionYears = async (...asked) => {
      const found = await deps.table.regionYears(...asked);
      const item = found.years.get(2023);
      const counted = (count: number) => item && { ...item, reports: { ...item.reports, expected: count } };
      const years = asked[1].flatMap((year) => {
        const one = counted(year === 2023 ? expected : before);
        return one ? [[year, one] as const] : [];
      });
      return { ...found, years: new Map(years) };
    };
    const regionsWithin: typeof deps.table.regionsWithin = async (code) => [
      ...(await deps.table.regionsWithin(code)),
      ...Array.from({ length: regions }, (_, i) => ({ code: String(650_000 + i), name: '区' })),
    ];
    const history: typeof deps.table.history = () => Promise.reject(new Error('nothing has moved'));
    return { ...scene, deps: { ...deps, table: { ...deps.table, regionYears, regionsWithin, history } } };
  };

  it('is kept where the agencies are too many to be read when they are asked for, and is mailed to nobody', async () => {
    const { deps, sent } = await sceneOf(2_001);
    expect(await runSummary(deps, order)).toEqual({ kind: 'summarised', isNew: true, mails: 0 });
    const kept = await createKeptSummaries(deps).newest(order.code, order.year, order.slot);
    expect(kept).toMatchObject({ at: instant('2025-02-01T00:00Z'), counts: { accepted: 1 } });
    expect(sent).toEqual([]);
  });

  it.each([
    ['were in the year before', { before: 2_001 }],
    ['lie in too many regions', { regions: 200 }],
  ])('is kept where they %s: the site shows what was kept of it then, too', async (_, size) => {
    const { deps } = await sceneOf(2_000, size);
    expect(await runSummary(deps, order)).toMatchObject({ kind: 'summarised' });
  });

  it('is none where they are read when they are asked for', async () => {
    const { deps } = await sceneOf(2_000);
    expect(await runSummary(deps, order)).toEqual({ kind: 'nothing' });
  });
});

it('a summary that was kept without a head is told by one that was made later', async () => {
  const { deps } = await aScene();
  const order = orderOf('2025-01-24');
  await runSummary(deps, order);
  const item = await deps.ledger.summary(order);
  expect(item && (await deps.ledger.newestSummary(order))).toMatchObject({ sha256: item?.sha256 });
  await deps.ledger.noteHead(item!, 'later');
  await deps.ledger.noteHead({ ...item!, sha256: 'another' }, 'of another');
  expect(await deps.ledger.newestSummary(order)).toEqual({ order, sha256: item?.sha256, head: 'later' });
});

describe('the orders of a slot', () => {
  it('are one of each region on record, up to the nation, for the last ended year; again they are the same', async () => {
    const { deps, store, engines: own } = await aScene();
    const ordered = await orderSummaries({ table: store.table, bucket: deps.bucket }, isoDay('2025-01-24'));
    expect(ordered).toEqual({ slot: '2025-01-24', year: 2024, regions: 5, closed: 0 });
    expect(await keysIn(own, 'orders/')).toEqual(
      ['000000', '450000', CITY, '450203', DISTRICT].map((code) => `orders/2025-01-24/2024/${code}.json`),
    );
    await orderSummaries({ table: store.table, bucket: deps.bucket }, isoDay('2025-01-24'));
    expect(await keysIn(own, 'orders/')).toHaveLength(5);
  });

  it('of the first of a month are of closed years, too, for the nation and provinces', async () => {
    const { deps, store, engines: own } = await aScene();
    const ordered = await orderSummaries({ table: store.table, bucket: deps.bucket }, isoDay('2025-02-01'));
    const years = ['2019', '2020', '2021', '2022', '2023'];
    expect(ordered).toMatchObject({ regions: 5, closed: 2 * years.length });
    expect((await keysIn(own, 'orders/')).filter((key) => !key.includes('/2024/'))).toEqual(
      years.flatMap((year) => ['000000', '450000'].map((code) => `orders/2025-02-01/${year}/${code}.json`)),
    );
  });

  it('of New Year are for the year that has just ended', async () => {
    const { deps, store } = await aScene();
    const ordered = await orderSummaries({ table: store.table, bucket: deps.bucket }, isoDay('2029-01-01'));
    expect(ordered.year).toBe(2028);
  });
});
