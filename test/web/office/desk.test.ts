/** The desk as an office sees it: whose it is, what stands in it, files of it, and one act about several agencies. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { readSheet } from 'read-excel-file/node';
import { createTableClient } from '../../../shared/adapters/clients.ts';
import { makeAgencyYearKey } from '../../../shared/contracts/table/keys.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { makeInstant, tellChinaDay, addDays } from '../../../shared/domain/basics/calendar.ts';
import { act, anAct } from '../../support/acting.ts';
import { aDesk, DISTRICT, member, REGIONS } from '../../support/a-desk.ts';
import { anOffice, clerkOf } from '../../support/an-office.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';
import { tellConsolidated } from '../../../web/office/desk/desk-view.ts';
import { textOf } from '../../support/read-html.ts';

const SITE = 'http://127.0.0.1:8787';
const YEAR = 2024;
const OTHER = '450203';
const MONTH = new Date().toISOString().slice(0, 7);
const NOW = makeInstant(Date.now());
const LATER = addDays(tellChinaDay(NOW), 20);

const officer = (region: string, name: string): Principal => ({
  mail: `${region}@example.cn`,
  name,
  grants: [{ role: 'oversight', region }],
  secondStep: true,
});

let engines: TestEngines;
let desk: Awaited<ReturnType<typeof aDesk>>;
let office: ReturnType<typeof anOffice>;
beforeAll(async () => {
  engines = await startEngines();
  desk = await aDesk(
    engines,
    [
      ...['new', 'plain', 'returned', 'spoiled', 'missing'].map((id) =>
        member(id, { mail: `${id}@example.cn` }),
      ),
      member('formula', { name: '=1+1局' }),
      member('next', { district: OTHER }),
    ],
    [...REGIONS, { code: OTHER, name: '鱼峰区' }],
  );
  for (const id of ['new', 'plain', 'returned'])
    await desk.receive({ id, year: YEAR, at: '2025-01-20T02:00:00Z' });
  await desk.receive({ id: 'next', year: YEAR, district: OTHER, at: '2025-01-20T02:00:00Z' });
  const spoil = (document: { applications: { received: { total: number } } }): void => {
    document.applications.received.total += 1;
  };
  await desk.receive({ id: 'spoiled', year: YEAR, at: '2025-01-20T02:00:00Z', change: spoil });
  const on = { district: DISTRICT, agencyId: 'returned', year: YEAR };
  const submissionId = (await desk.item('returned', YEAR)).inForce?.submissionId ?? '';
  await act(desk.store, anAct(on, { kind: 'return', submissionId, until: LATER }, { why: '表三有误' }), NOW);
  const missing = { district: DISTRICT, agencyId: 'missing', year: YEAR };
  await act(desk.store, anAct(missing, { kind: 'note', until: tellChinaDay(NOW) }, { why: '承诺今天' }), NOW);
  await desk.settle();
  office = anOffice(engines, desk.store, {
    district: officer(DISTRICT, '王芳'),
    city: officer('450200', '赵敏'),
    other: officer(OTHER, '钱进'),
    nation: officer('000000', '孙立'),
    two: {
      ...officer(DISTRICT, '周全'),
      grants: [DISTRICT, OTHER].map((region) => ({ role: 'oversight', region })),
    },
    operator: { mail: 'o@example.cn', name: '管理员', grants: [{ role: 'operator' }], secondStep: true },
    clerk: clerkOf('new', DISTRICT),
  });
});
afterAll(() => engines.stop());

const BROWSER = { accept: 'text/html', 'accept-language': 'zh-CN' };
const as = (session: string) => ({ ...BROWSER, cookie: `lang=zh; test-session=${session}` });
const get = (path: string, session = 'district') =>
  Promise.resolve(office.app.request(`${SITE}${path}`, { headers: as(session) }));
const post = (path: string, fields: readonly (readonly [string, string])[], session = 'district') =>
  Promise.resolve(
    office.app.request(`${SITE}${path}`, {
      method: 'POST',
      headers: {
        ...as(session),
        origin: SITE,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
    }),
  );
const listed = (html: string): string[] =>
  [...html.matchAll(/<input type="checkbox" name="row" value="(\d+) ([a-z]+)/g)].map(([, , id = '']) => id);
const tabs = (html: string): string[] =>
  [...html.matchAll(/<a href="[^"]*list=([a-z-]+)[^"]*"[^>]*>[^<]*<span class="count[^>]*>(\d+)</g)].map(
    ([, list, count]) => `${list ?? ''} ${count ?? ''}`,
  );
const path = (list: string, more = ''): string => `/desk?year=${YEAR}&list=${list}${more}`;

describe('a desk', () => {
  it('is the person’s own region’s, with the counts of its lists', async () => {
    const answer = await get(`/desk?year=${YEAR}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const html = await answer.text();
    expect(html).toContain(`区划${DISTRICT}${YEAR}年度工作台`);
    expect(tabs(html)).toEqual([
      'returned-by-office 1',
      'returned-by-checks 1',
      'demanded-not-corrected 0',
      'explanations-to-confirm 0',
      'newly-filed 2',
      'overdue 3',
      'promised-and-due 1',
    ]);
    // The first that is not empty.
    expect(listed(html)).toEqual(['returned']);
    expect(textOf(html)).toContain('表三有误');
    expect(html).toContain(`/office/agencies/returned/years/${YEAR}`);
  });

  it('tells what has changed since a chosen instant as the compliance page does, and nothing before one is chosen', async () => {
    const changesIn = (html: string): string => {
      const from = html.indexOf('id="changes"');
      return html.slice(from, html.indexOf('</section>', from));
    };
    const html = await (await get(`/desk?year=${YEAR}`)).text();
    expect(textOf(changesIn(html))).toContain('最近的变化');
    expect(changesIn(html)).not.toContain('<dl>');
    expect(changesIn(html)).toContain(
      `href="/desk?region=${DISTRICT}&amp;year=${YEAR}&amp;since=yesterday#changes"`,
    );
    const told = changesIn(await (await get(`/desk?year=${YEAR}&since=2025-01-20`)).text());
    expect(textOf(told)).toMatch(/与 2025-01-20 00:00.北京时间.相比/);
    expect(textOf(told)).toContain('这段时间收到 4 个机构的报告。');
    expect(textOf(told)).toMatch(/新接收 2 .+新退回 2 /);
    expect(textOf(changesIn(await (await get(`/desk?year=${YEAR}&since=2025-01-21`)).text()))).toContain(
      '这段时间收到 0 个机构的报告。',
    );
    expect((await get(`/desk?year=${YEAR}&since=tuesday`)).status).toBe(400);
  });

  it('says how many agencies it counts, and leads to the compliance page that counts alike', async () => {
    const html = await (await get(`/desk?year=${YEAR}&since=yesterday&consolidated=without`)).text();
    expect(textOf(html)).toContain('计入机关 6 个。');
    expect(html).toContain(
      `href="/desk?region=${DISTRICT}&amp;year=${YEAR - 1}&amp;since=yesterday&amp;consolidated=without"`,
    );
    expect(html).toContain('class="since-form"');
    const obliged = { agencies: 6, consolidated: 1 };
    expect(
      [
        { basis: 'with-consolidated' as const, obliged },
        { basis: 'agencies' as const, obliged },
        { basis: 'with-consolidated' as const, obliged: { ...obliged, consolidated: 0 } },
      ].map(tellConsolidated),
    ).toEqual(['with', undefined, undefined]);
    const whole = await (await get(`/desk?year=${YEAR}&theme=dark&since=2025-01-20`)).text();
    expect(whole).toMatch(/class="since-form"[\s\S]*?name="theme" value="dark"[\s\S]*?<\/form>/);
  });

  it('tells what has changed also where a record can’t be read, which it names', async () => {
    const client = createTableClient(engines.dynamodb);
    const { pk, sk } = makeAgencyYearKey({ district: OTHER, agencyId: 'broken', year: YEAR });
    const Key = { pk, sk };
    const { tableName: TableName } = desk.store;
    await client.send(new PutCommand({ TableName, Item: { ...Key, v: 1 } }));
    const answers = await Promise.all(
      ['2025-01-21', '2025-01-20'].map((since) => get(`/desk?year=${YEAR}&since=${since}`, 'other')),
    );
    await client.send(new DeleteCommand({ TableName, Key }));
    client.destroy();
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [stands = '', moved = ''] = await Promise.all(answers.map((answer) => answer.text()));
    expect(stands).toContain('data-unreadable');
    expect(textOf(stands)).toContain('这段时间收到 0 个机构的报告。');
    // Told from a history, of which the record is a part.
    expect(moved).toContain('data-untold="unreadable"');
    expect(listed(moved)).toEqual(['next']);
  });

  it('shows whoever may see them contacts, the last contact and what was promised', async () => {
    const html = textOf(await (await get(path('promised-and-due'))).text());
    expect(html).toContain('missing@example.cn');
    expect(html).toContain('承诺今天');
    expect(html).toContain('今天到期');
  });

  it('shows an operator no notes, and nothing to do', async () => {
    const html = await (await get(path('overdue', `&region=${DISTRICT}`), 'operator')).text();
    expect(listed(html)).toEqual(['formula', 'missing', 'spoiled']);
    expect(html).not.toContain('承诺今天');
    expect(html).not.toContain('promised-and-due');
    expect(html).not.toContain('<fieldset class="bulk"');
    expect(html).toContain('missing@example.cn');
  });

  it.each([
    ['kind', '&kind=township', []],
    ['text', '&q=MISS', ['missing']],
    ['days', '&days=20', ['formula', 'missing', 'spoiled']],
    ['too many days', '&days=9999', []],
    ['region below', `&district=${OTHER}`, ['next']],
  ])('is narrowed by %s', async (name, query, expected) => {
    const list = name === 'region below' ? 'newly-filed' : 'overdue';
    const html = await (await get(`${path(list, query)}&region=450200`, 'city')).text();
    expect(listed(html)).toEqual(expected);
  });

  it('says of an address that it does not understand which part is wrong', async () => {
    for (const query of ['year=1999', 'list=nothing', 'region=12', 'kind=x', 'days=many', 'page=z']) {
      const answer = await get(`/desk?${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
      expect(await answer.text()).toContain(query.split('=')[0]);
    }
  });

  it('of a neighbour’s region is refused, and its own shows nothing of the other', async () => {
    expect((await get(`/desk?region=${DISTRICT}&year=${YEAR}`, 'other')).status).toBe(403);
    expect((await get(`/desk/list.csv?region=${DISTRICT}&year=${YEAR}`, 'other')).status).toBe(403);
    expect((await get(`/desk/rectifications?region=450200`, 'other')).status).toBe(403);
    expect((await get('/desk', 'clerk')).status).toBe(403);
    const html = await (await get(path('newly-filed'), 'other')).text();
    expect(listed(html)).toEqual(['next']);
  });

  it('is chosen by whoever has several regions, or one too wide', async () => {
    const two = await (await get(`/desk?year=${YEAR}`, 'two')).text();
    expect(two).toContain(`/desk?region=${DISTRICT}&amp;year=${YEAR}`);
    expect(two).toContain(`/desk?region=${OTHER}&amp;year=${YEAR}`);
    const nation = await (await get('/desk', 'nation')).text();
    expect(nation).toContain('请选择地区');
    expect((await get('/desk/list.csv', 'nation')).status).toBe(400);
  });

  it('that is empty says so', async () => {
    const html = await (await get(`/desk?year=${new Date().getFullYear()}`, 'other')).text();
    expect(html).toContain('今天没有待办');
  });

  it('leads who is signed out to signing in', async () => {
    const answer = await office.app.request(`${SITE}/desk?year=${YEAR}`, { headers: BROWSER });
    expect(answer.status).toBe(303);
  });
});

describe('a list that is taken along', () => {
  it('is CSV that no spreadsheet runs, and an entry of the audit trail', async () => {
    const before = (await desk.store.trail.ofMonth('450000', MONTH)).length;
    const answer = await get('/desk/list.csv?year=2024&list=overdue');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('content-disposition')).toContain('.csv');
    const csv = await answer.text();
    expect(csv.split('\r\n')[0]).toBe(
      '机关,地区,类别,状态,天数,日期,理由,邮箱,电话,最近联系时间,联系人,联系内容,承诺日期,下一步,机构标识,地区代码',
    );
    expect(csv).toContain("'=1+1局");
    expect(csv).toContain('missing@example.cn');
    const entries = await desk.store.trail.ofMonth('450000', MONTH);
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toMatchObject({
      act: 'download',
      by: { kind: 'person', name: '王芳' },
      on: { kind: 'region', region: DISTRICT, year: YEAR },
      detail: 'overdue csv 3',
    });
  });

  it('says on its sheet about the file how agencies are counted', async () => {
    const sheet = async (query: string) =>
      JSON.stringify(
        await readSheet(
          Buffer.from(await (await get(`/desk/list.xlsx?year=2024&list=overdue${query}`)).arrayBuffer()),
          2,
        ),
      );
    expect(await sheet('')).toContain('连同汇总报告计数：机关 6 个');
    expect(await sheet('&consolidated=without')).toContain('只计机关自己的报告：机关 6 个');
  });

  it('is a workbook with the same rows, without notes for an operator', async () => {
    const answer = await get(`/desk/list.xlsx?region=${DISTRICT}&year=2024&list=overdue`, 'operator');
    const [heads = [], ...rows] = await readSheet(Buffer.from(await answer.arrayBuffer()), 1);
    expect(heads).not.toContain('联系内容');
    expect(rows.map((row) => row[heads.indexOf('机构标识')])).toEqual(['formula', 'missing', 'spoiled']);
  });
});

describe('the ledger', () => {
  it('has the return with its reason, its day and who did it, on the page and in files', async () => {
    const html = textOf(await (await get(`/desk/rectifications?year=${YEAR}`)).text());
    for (const words of ['表三有误', LATER, '系统管理员', '未到期', '退回']) expect(html).toContain(words);
    const none = await (await get(`/desk/rectifications?year=${YEAR}&outcome=late`)).text();
    expect(none).toContain('没有符合筛选条件的机关');
    const csv = await (await get(`/desk/rectifications.csv?year=${YEAR}&order=until`)).text();
    expect(csv).toContain('表三有误');
    const entries = await desk.store.trail.ofMonth('450000', MONTH);
    expect(entries.at(-1)).toMatchObject({ act: 'download', detail: 'rectifications csv 1' });
  });
});

describe('one act about several agencies', () => {
  const rowsOf = async (list: string): Promise<string[]> => {
    const html = await (await get(path(list))).text();
    return [...html.matchAll(/name="row" value="([^"]+)"/g)].map(([, value = '']) => value);
  };
  const hidden = (html: string): (readonly [string, string])[] =>
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')],
    );
  const common = [
    ['region', DISTRICT],
    ['year', String(YEAR)],
    ['back', `?year=${YEAR}&list=newly-filed`],
  ] as const;

  it('is previewed; what is impossible is named and left out; done twice it is done once; the desk empties', async () => {
    const rows = [...(await rowsOf('newly-filed')), ...(await rowsOf('returned-by-checks'))];
    expect(rows).toHaveLength(3);
    const preview = await post('/desk/preview', [
      ...common,
      ['act', 'confirm'],
      ['why', ''],
      ...rows.map((row) => ['row', row] as const),
    ]);
    expect(preview.status).toBe(200);
    const html = await preview.text();
    expect(textOf(html)).toContain('可以办理 2 个');
    expect(textOf(html)).toMatch(/机关spoiled\s*[：:]\s*这次报送已由系统核对退回/);
    expect(await desk.store.table.acts({ district: DISTRICT, agencyId: 'new', year: YEAR })).toEqual([]);
    const trailBefore = (await desk.store.trail.ofMonth('450000', MONTH)).length;
    const done = await post('/desk/acts', hidden(html));
    expect(textOf(await done.text())).toContain('已办理 2 个');
    const again = textOf(await (await post('/desk/acts', hidden(html))).text());
    expect(again).toContain('此前已办理，没有重复');
    const acts = await desk.store.table.acts({ district: DISTRICT, agencyId: 'new', year: YEAR });
    expect(acts).toMatchObject([{ kind: 'confirm', by: { kind: 'person', name: '王芳' } }]);
    expect(await desk.store.trail.ofMonth('450000', MONTH)).toHaveLength(trailBefore + 2);
    // At once, though the facts of lists follow a moment later.
    expect(await rowsOf('newly-filed')).toEqual([]);
  });

  it('returns several with one reason, and tells before what changes in the totals', async () => {
    const row = `${DISTRICT} plain ${(await desk.item('plain', YEAR)).inForce?.submissionId ?? ''}`;
    const fields = [...common, ['act', 'return'], ['why', '表三有误'], ['row', row]] as const;
    const dayless = await post('/desk/preview', fields);
    expect(dayless.status).toBe(422);
    expect(await dayless.text()).toContain('请写明更正的期限');
    const html = await (await post('/desk/preview', [...fields, ['until', LATER]])).text();
    expect(textOf(html)).toContain('已接收 2 → 1');
    expect(textOf(html)).toContain('已接收 → 已退回');
    expect(textOf(await (await post('/desk/acts', hidden(html))).text())).toContain('已办理 1 个');
    expect((await rowsOf('returned-by-office')).map((value) => value.split(' ')[1])).toEqual([
      'plain',
      'returned',
    ]);
  });

  it('reminds, once a day', async () => {
    const fields = [...common, ['act', 'remind'], ['why', '请尽快'], ['row', `${DISTRICT} missing`]] as const;
    const html = await (await post('/desk/preview', fields)).text();
    expect(textOf(html)).toContain('发往 missing@example.cn');
    expect(textOf(await (await post('/desk/acts', hidden(html))).text())).toContain('已办理 1 个');
    expect(textOf(await (await post('/desk/acts', hidden(html))).text())).toContain('没有重复');
    expect(await desk.store.table.acts({ district: DISTRICT, agencyId: 'missing', year: YEAR })).toHaveLength(
      2,
    );
    expect(textOf(await (await get(path('overdue'))).text())).toContain('请尽快');
  });

  it('about an agency of another region is refused by name, wherever the form says that it lies', async () => {
    for (const row of [`${OTHER} next x`, `${DISTRICT} next x`]) {
      const html = await (
        await post('/desk/preview', [...common, ['act', 'note'], ['why', '电话'], ['row', row]])
      ).text();
      expect(textOf(html)).toMatch(/没有对这个机关办理此事的权限|这个机关没有这一年度/);
      expect(textOf(html)).toContain('没有一个能办理');
    }
    const forged = await post('/desk/acts', [
      ...common,
      ['act', 'note'],
      ['why', '电话'],
      ['row', `${crypto.randomUUID()} - ${OTHER} next`],
    ]);
    expect(textOf(await forged.text())).toContain('未办理 1 个');
    expect(await desk.store.table.acts({ district: OTHER, agencyId: 'next', year: YEAR })).toEqual([]);
  });

  it('by an operator is none', async () => {
    const fields = [...common, ['act', 'confirm'], ['row', `${DISTRICT} new x`]] as const;
    expect(textOf(await (await post('/desk/preview', fields, 'operator')).text())).toContain(
      '没有一个能办理',
    );
    expect((await post('/desk/preview', fields, 'other')).status).toBe(403);
  });

  it('needs something chosen', async () => {
    expect((await post('/desk/preview', [...common, ['act', 'confirm']])).status).toBe(422);
    expect((await post('/desk/preview', [...common, ['row', `${DISTRICT} new x`]])).status).toBe(422);
  });
});
