import { submissionCodec } from '../../shared/contracts/table/submission-codec.ts';
import type { Submission } from '../../shared/domain/standing/submission.ts';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTableClient } from '../../shared/adapters/clients.ts';
import {
  makeInstant,
  countEpochMs,
  endOfChinaDay,
  parseInstant,
  toIsoDay,
  type Instant,
} from '../../shared/domain/basics/calendar.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { keepDays } from '../../shared/pipeline/keep-days.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { aDesk, DISTRICT, member } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

type Desk = Awaited<ReturnType<typeof aDesk>>;
const instant = (text: string): Instant => parseInstant(text) ?? makeInstant(NaN);
const then = async (desk: Desk, id: string, at: string, year = 2024) =>
  (
    await readTableAt(desk.store.table, instant(at)).agencyYears({ district: DISTRICT, agencyId: id }, [year])
  ).get(year);
const open = async (desk: Desk, id: string, at: string) => (await then(desk, id, at))?.inForce?.openWarnings;

const explaining = (rule: string, ...paths: string[]) =>
  paths.map((path) => ({ rule, path, text: '口径不同。' }));
const CARRIED_IN = ['/applications/carriedIn/naturalPerson', '/applications/carriedIn/total'];

describe('an agency’s year as of an instant', () => {
  it('has what was uploaded in earnest from its receipt on, and what was loaded later before that', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2024, received: 7 });
    const uploaded = (await desk.item('aa', 2024)).inForce!.receivedAt;
    await desk.file({ id: 'aa', year: 2024, received: 3, at: '2025-02-10T00:00:00Z' });
    const at = async (when: string) => {
      const item = await then(desk, 'aa', when);
      return [item?.inForce?.receivedAt, item?.firstAccepted?.receivedAt];
    };
    const loaded = '2025-02-10T00:00:00.000Z';
    expect(await at('2025-02-09T23:59:59.999Z')).toEqual([undefined, undefined]);
    expect(await at(loaded)).toEqual([loaded, loaded]);
    expect(await at(makeInstant(countEpochMs(uploaded) - 1))).toEqual([loaded, loaded]);
    expect(await at(uploaded)).toEqual([uploaded, loaded]);
  });

  it('has an explanation lapsed only once what it was first compared with had changed', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    const explanations = explaining('Y1', ...CARRIED_IN);
    // Explained before there is anything to compare with.
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3, explanations, at: '2025-01-10T00:00:00Z' });
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2, at: '2025-01-11T00:00:00Z' });
    await desk.file({ id: 'aa', year: 2023, carriedOut: 1, at: '2025-01-12T00:00:00Z' });
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2, at: '2025-01-13T00:00:00Z' });
    expect(await open(desk, 'aa', '2025-01-10T12:00:00Z')).toBe(0);
    expect(await open(desk, 'aa', '2025-01-11T12:00:00Z')).toBe(0);
    expect(await open(desk, 'aa', '2025-01-12T12:00:00Z')).toBe(2);
    expect(await open(desk, 'aa', '2025-01-13T12:00:00Z')).toBe(0);
  });

  it('compares a report about the whole region with the total of then', async () => {
    const desk = await aDesk(engines, [
      member('aa'),
      member('bb'),
      member('whole', { kind: 'consolidated' }),
    ]);
    const cells = ['received', 'results/granted', 'results/total'].flatMap((row) =>
      ['naturalPerson', 'total'].map((column) => `/applications/${row}/${column}`),
    );
    const explanations = explaining('C1', ...cells);
    await desk.file({ id: 'whole', year: 2024, received: 11, explanations, at: '2025-01-10T00:00:00Z' });
    await desk.file({ id: 'aa', year: 2024, received: 5, at: '2025-01-11T00:00:00Z' });
    await desk.file({ id: 'bb', year: 2024, received: 5, at: '2025-01-12T00:00:00Z' });
    await desk.file({ id: 'bb', year: 2024, received: 4, at: '2025-01-13T00:00:00Z' });
    await desk.file({ id: 'bb', year: 2024, received: 6, at: '2025-01-14T00:00:00Z' });
    const rules = async (at: string) => {
      const item = await then(desk, 'whole', at);
      return [item?.inForce?.openWarnings, item?.rules?.open, item?.rules?.explained];
    };
    expect(await rules('2025-01-11T12:00:00Z')).toEqual([0, undefined, undefined]);
    expect(await rules('2025-01-12T12:00:00Z')).toEqual([0, [], ['C1']]);
    expect(await rules('2025-01-13T12:00:00Z')).toEqual([6, ['C1'], []]);
    // Agreed by then; that it had fired on the way is not told.
    expect(await rules('2025-01-14T12:00:00Z')).toEqual([0, undefined, undefined]);
  });

  it('has a text copied from whoever had it then', async () => {
    const desk = await aDesk(engines, [member('aa'), member('bb'), member('cc')]);
    const text =
      '本机关把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录;在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件;对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请;组织各股室学习条例,请法制机构讲解答复文书的写法。';
    const saying = (overview: string) => (document: Record<string, unknown>) => {
      document['narrative'] = { overview, problems: '信息更新不够及时。', other: '' };
    };
    const copied = async (id: string, at: string) =>
      (await then(desk, id, at))?.inForce?.copiedFrom?.agencyId;
    await desk.file({ id: 'aa', year: 2024, change: saying(text), at: '2025-01-10T00:00:00Z' });
    await desk.file({ id: 'bb', year: 2024, change: saying(text), at: '2025-01-11T00:00:00Z' });
    await desk.file({ id: 'cc', year: 2024, change: saying(text), at: '2025-01-12T00:00:00Z' });
    await desk.file({ id: 'aa', year: 2024, change: saying('本年工作平稳。'), at: '2025-01-13T00:00:00Z' });
    expect([await copied('bb', '2025-01-11T12:00:00Z'), await copied('cc', '2025-01-12T12:00:00Z')]).toEqual([
      'aa',
      'aa',
    ]);
    expect([await copied('bb', '2025-01-13T12:00:00Z'), await copied('cc', '2025-01-13T12:00:00Z')]).toEqual([
      undefined,
      'bb',
    ]);
  });

  it('cannot be told where an accepted submission keeps nothing of its report, and says of which', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2024, at: '2025-01-10T00:00:00Z' });
    const place = { district: DISTRICT, agencyId: 'aa', year: 2024 };
    const [{ accepted: _accepted, ...submission }] = (await desk.store.table.submissions(place)) as [
      Submission,
    ];
    await createTableClient({
      endpoint: engines.dynamodbEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    }).send(new PutCommand({ TableName: desk.store.tableName, Item: submissionCodec.encode(submission) }));
    await expect(then(desk, 'aa', '2025-02-01T00:00:00Z')).rejects.toThrow(submission.submissionId);
  });
});

describe('the table as of an instant', () => {
  it('reads each district’s year once, however much is asked of it', async () => {
    const desk = await aDesk(engines, [member('aa'), member('bb', { district: '450200' })]);
    await desk.file({ id: 'aa', year: 2024, at: '2025-01-10T00:00:00Z' });
    const read: string[] = [];
    const counted = {
      ...desk.store.table,
      history: (region: string, year: number) => {
        read.push(`${region}#${year}`);
        return desk.store.table.history(region, year);
      },
    };
    const table = readTableAt(counted, instant('2025-02-01T00:00:00Z'));
    await Promise.all([
      table.children('450200', 2024),
      table.regionYears('450200', [2022, 2023, 2024], []),
      table.children(DISTRICT, 2024),
      table.agencyYearsAt([{ district: DISTRICT, agencyId: 'aa', year: 2024 }]),
      table.submissions({ district: DISTRICT, agencyId: 'aa', year: 2024 }),
    ]);
    expect(read.sort()).toEqual([...new Set(read)].sort());
    expect(read).toContain(`${DISTRICT}#2024`);
  });

  it('reads no history below a region for a date whose totals are kept, until something comes late', async () => {
    const desk = await aDesk(engines, [member('aa'), member('bb', { district: '450200' })]);
    await desk.file({ id: 'aa', year: 2024, at: '2025-01-10T00:00:00Z' });
    const keepAll = async (): Promise<void> => {
      for (const code of [DISTRICT, '450200']) {
        await recomputeRegion(desk.store.table, code, 2024);
        await keepDays(desk.store.table, { code, year: 2024 }, instant('2025-03-01T00:00:00Z'));
      }
    };
    const readFor = async (at: Instant): Promise<{ read: string[]; accepted: number | undefined }> => {
      const read: string[] = [];
      const counted = {
        ...desk.store.table,
        history: (region: string, year: number) => {
          read.push(`${region}#${year}`);
          return desk.store.table.history(region, year);
        },
      };
      const { regions } = await readTableAt(counted, at).children('450200', 2024);
      return { read, accepted: regions[0]?.reports.accepted };
    };
    const day = endOfChinaDay(toIsoDay('2025-01-20'));
    await keepAll();
    expect(await readFor(day)).toEqual({ read: ['450200#2024'], accepted: 1 });
    // An instant within a day is told from all of them.
    const { read } = await readFor(instant('2025-01-20T00:00:00Z'));
    expect(read).toContain(`${DISTRICT}#2024`);

    await desk.file({ id: 'aa', year: 2024, at: '2025-01-08T00:00:00Z' });
    for (const code of [DISTRICT, '450200']) await recomputeRegion(desk.store.table, code, 2024);
    expect((await readFor(day)).read).toContain(`${DISTRICT}#2024`);
    await keepAll();
    expect((await readFor(day)).read).toEqual(['450200#2024']);
  });

  it('answers nothing for a region or a year that it has nothing of', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    const table = readTableAt(desk.store.table, instant('2025-02-01T00:00:00Z'));
    expect(await table.children('460000', 2024)).toEqual({ agencies: [], beside: [], regions: [] });
    expect((await table.regionYears('460000', [2024], [])).years.size).toBe(0);
    expect(await table.roster('nobody')).toBeUndefined();
  });
});

describe('a kept day', () => {
  const named = { code: '450200', year: 2024, day: toIsoDay('2025-01-20') };
  const dayOf = (stamp: string, revision: number) => ({ ...named, stamp, revision, total: undefined });

  it('is written by one of two who made it of different things, and the other is told', async () => {
    const { table } = (await aDesk(engines, [member('aa')])).store;
    const { revision } = (await table.daysToReplace([named]))(named);
    expect(revision).toBeUndefined();
    const written = await Promise.all(
      ['one', 'other'].map((stamp) => table.putDayTotal(dayOf(stamp, 1), revision)),
    );
    expect(written.sort()).toEqual(['outdated', 'written']);
    const { kept } = (await table.daysToReplace([named]))(named);
    expect(await table.putDayTotal(dayOf('newer', 2), kept?.revision)).toBe('written');
    expect((await table.dayTotals([named], { consistent: true }))(named)?.stamp).toBe('newer');
  });

  it('that can’t be read is replaced all the same', async () => {
    const { table, tableName } = (await aDesk(engines, [member('aa')])).store;
    await table.putDayTotal(dayOf('good', 7), undefined);
    const client = createTableClient(engines.dynamodb);
    const key = { pk: 'days#450200#2024', sk: named.day };
    await client.send(
      new PutCommand({ TableName: tableName, Item: { ...key, v: 1, revision: 7, stamp: 3 } }),
    );
    client.destroy();
    const found = (await table.daysToReplace([named]))(named);
    expect(found).toEqual({ kept: undefined, revision: 7 });
    expect(await table.putDayTotal(dayOf('mended', 8), found.revision)).toBe('written');
    expect((await table.dayTotals([named], { consistent: true }))(named)?.stamp).toBe('mended');
  });
});
