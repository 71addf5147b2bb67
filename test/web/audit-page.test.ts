/** The audit page: one's own subtree and nothing else, filtered, part by part, exported; and the export is an entry itself. */
import * as xlsx from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewAuditEntry } from '../../shared/domain/authority/audit-entry.ts';
import type { Actor } from '../../shared/domain/authority/actor.ts';
import type { Grant, Principal } from '../../shared/domain/authority/principal.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import type { createOffice } from '../../web/office/app.ts';
import { anOffice, clerkOf } from '../support/an-office.ts';
import { member } from '../support/a-desk.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const withGrants = (mail: string, ...grants: Grant[]): Principal => ({
  mail,
  name: '主任',
  grants,
  secondStep: true,
});
const officeOf = (region: string): Principal =>
  withGrants(`${region}@example.cn`, { role: 'oversight', region });
const SESSIONS = {
  district: officeOf('450205'),
  next: officeOf('450206'),
  city: officeOf('450200'),
  province: officeOf('450000'),
  nation: officeOf('000000'),
  root: withGrants('root@example.cn', { role: 'operator' }),
  clerk: clerkOf('jyj', '450205'),
  both: withGrants(
    'two@example.cn',
    { role: 'oversight', region: '450205' },
    { role: 'oversight', region: '110105' },
  ),
};
const LI: Actor = { kind: 'person', mail: 'li@example.cn', name: '<b>李四</b>' };
const at = (text: string) => parseInstant(text)!;
const entry = (id: string, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  id,
  at: at('2026-01-10T03:00:00Z'),
  by: LI,
  act: 'sign-in',
  on: { kind: 'system' },
  detail: `detail-${id}`,
  ...more,
});
const agency = (id: string, district: string) => ({ kind: 'agency', agency: id, district }) as const;
const ENTRIES = [
  entry('aa', { on: agency('jyj', '450205'), detail: 'by mail, with a second step' }),
  entry('bb', { on: agency('jyj', '450205'), act: 'file', at: at('2026-01-11T15:59:59.999Z') }),
  entry('cc', { on: { kind: 'region', region: '450205' }, by: { kind: 'operator' }, act: 'grant' }),
  // Codes that begin alike, beside and above.
  entry('dd', { on: agency('ljj', '450206') }),
  entry('ee', { on: { kind: 'region', region: '450200' } }),
  entry('ff', { on: { kind: 'region', region: '450000' } }),
  entry('gg', { on: agency('zwj', '110105'), by: { ...LI, kind: 'credential', credential: '办公系统' } }),
  entry('hh', { on: { kind: 'region', region: '000000' } }),
  entry('ii', { detail: 'detail-ii <script>alert(1)</script>' }),
];

let engines: TestEngines;
let store: Store;
let app: ReturnType<typeof createOffice>;
beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(engines, {
    regions: ['000000', '450000', '450200', '450205', '450206', '110000', '110105'].map((code) => ({
      code,
      name: `区划${code}`,
    })),
    roster: [
      member('jyj', { name: '柳北区教育局' }),
      member('ljj', { name: '柳江区民政局', district: '450206' }),
      member('zwj', { name: '朝阳区局', district: '110105' }),
    ],
  });
  for (const one of ENTRIES) await store.trail.append(one);
  ({ app } = anOffice(engines, store, SESSIONS));
});
afterAll(() => engines.stop());

type Who = keyof typeof SESSIONS;
const SPAN = 'from=2026-01-01&to=2026-01-31';
const get = (who: Who | undefined, query = SPAN, path = '/audit') =>
  app.request(`https://site.example${path}?${query}`, {
    headers: { accept: 'text/html', ...(who && { cookie: `test-session=${who}` }) },
  });
const exportAs = (who: Who | undefined, fields: Record<string, string>, origin = 'https://site.example') =>
  app.request('https://site.example/audit/export', {
    method: 'POST',
    headers: { accept: 'text/html', origin, ...(who && { cookie: `test-session=${who}` }) },
    body: new URLSearchParams({ from: '2026-01-01', to: '2026-01-31', ...fields }),
  });
/** Which entries a text tells of. */
const idsIn = (text: string): string =>
  ENTRIES.filter(({ id, detail }) =>
    id === 'aa' ? /用邮件链接|by mail/.test(text) : text.includes(detail.split(' ')[0]!),
  )
    .map(({ id }) => id)
    .join(' ');
const see = async (who: Who, query?: string): Promise<string> => idsIn(await (await get(who, query)).text());

describe('the audit page', () => {
  it.each([
    ['district', 'aa bb cc'],
    ['next', 'dd'],
    ['city', 'aa bb cc dd ee'],
    ['province', 'aa bb cc dd ee ff'],
    ['nation', 'aa bb cc dd ee ff gg hh'],
    ['both', 'aa bb cc gg'],
    // What is the system's is an operator's alone.
    ['root', 'aa bb cc dd ee ff gg hh ii'],
  ] as const)('shows the office of %s its subtree and nothing else', async (who, ids) => {
    expect(await see(who)).toBe(ids);
    const file = await exportAs(who, { format: 'csv' });
    expect(idsIn(await file.text())).toBe(ids);
  });

  it('is for offices alone, after their second step', async () => {
    expect((await get('clerk')).status).toBe(403);
    expect((await exportAs('clerk', { format: 'csv' })).status).toBe(403);
    const led = await get(undefined);
    expect([
      led.status,
      led.headers.get('location')?.startsWith('/account/sign-in?returnTo=%2Faudit'),
    ]).toEqual([303, true]);
    expect((await exportAs(undefined, { format: 'csv' })).status).toBe(303);
    expect((await exportAs('city', { format: 'csv' }, 'https://evil.example')).status).toBe(403);
  });

  it.each([
    ['an act', 'city', `${SPAN}&act=file`, 'bb'],
    ['an act that there is not, as any', 'district', `${SPAN}&act=nothing`, 'aa bb cc'],
    ['a person', 'city', `${SPAN}&mail=LI@example.cn`, 'aa bb dd ee'],
    ['a person’s programs', 'nation', `${SPAN}&mail=li@example.cn&region=110000`, 'gg'],
    ['a region of one’s own', 'city', `${SPAN}&region=450206`, 'dd'],
    ['an agency', 'city', `${SPAN}&agency=jyj`, 'aa bb'],
    ['days of China', 'district', 'from=2026-01-11&to=2026-01-11', 'bb'],
    ['the day after', 'district', 'from=2026-01-12&to=2026-01-31', ''],
  ] as const)('finds %s', async (_, who, query, ids) => {
    expect(await see(who, query)).toBe(ids);
  });

  it.each([
    ['another’s region', 'district', `${SPAN}&region=450206`],
    ['the region above', 'district', `${SPAN}&region=450200`],
    ['another’s agency', 'district', `${SPAN}&agency=ljj`],
    ['an agency that there is not', 'root', `${SPAN}&agency=none`],
    ['no code', 'city', `${SPAN}&region=45020`],
    ['no day', 'city', 'from=2026-02-30'],
    ['days the wrong way round', 'city', 'from=2026-02-01&to=2026-01-01'],
  ] as const)('says what is wrong: %s', async (_, who, query) => {
    const answer = await get(who, `${query}&lang=en`);
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain('aria-invalid="true"');
    expect(idsIn(html)).toBe('');
    const fields = Object.fromEntries(new URLSearchParams(query));
    expect((await exportAs(who, { ...fields, format: 'csv' })).status).toBe(400);
  });

  it('tells it in the reader’s language, in China time, names as text, and how long it is kept', async () => {
    const zh = await (await get('root')).text();
    expect(zh).toContain('2026-01-10 11:00');
    expect(zh).toContain('柳北区教育局 jyj');
    expect(zh).toContain('用邮件链接，已通过第二步验证');
    expect(zh).toContain('不修改、不删除');
    expect(zh).toContain('系统管理员（命令行）');
    expect(zh).not.toContain('<b>李四');
    expect(zh).not.toContain('<script>alert');
    const en = await (await get('root', `${SPAN}&lang=en`)).text();
    expect(en).toContain('by a mailed link, with a second step');
    expect(en).toContain('never changed or deleted');
  });

  it('tells a report behind the request that led to it, and what was refused in words', async () => {
    const on = agency('jyj', '450205');
    const told = [
      entry('r1', { act: 'file', on, at: at('2026-04-01T01:00:05.340Z') }),
      entry('r2', { act: 'receive', on, at: at('2026-04-01T01:00:05Z') }),
      entry('r3', {
        ...{ act: 'refused', on, at: at('2026-04-02T01:00:00Z') },
        detail: 'return: second-step',
      }),
      entry('r4', { act: 'refused', on, at: at('2026-04-02T01:00:00Z'), detail: 'see-notes: not-allowed' }),
      entry('r5', { act: 'reach-limit', at: at('2026-04-02T01:00:00Z'), detail: 'requests of other sites' }),
    ] as const;
    for (const one of told) await store.trail.append(one);
    const APRIL = 'from=2026-04-01&to=2026-04-02';
    const zh = await (await get('root', APRIL)).text();
    expect(zh.indexOf('detail-r2')).toBeLessThan(zh.indexOf('detail-r1'));
    expect(zh).toContain('退回：还没有通过第二步验证');
    expect(zh).toContain('查看或办理机关的年度：没有权限');
    expect(zh).toContain('来自其他网站的请求');
    const en = await (await get('root', `${APRIL}&lang=en`)).text();
    expect(en).toContain('returned: the second step was missing');
    const file = await (
      await exportAs('root', { from: '2026-04-01', to: '2026-04-02', format: 'csv' })
    ).text();
    expect(file.indexOf('detail-r2')).toBeLessThan(file.indexOf('detail-r1'));
    expect(file).toContain('2026-04-01T01:00:05.000Z');
  });

  it('names an act of a newer release as that one does', async () => {
    await store.trail.append(entry('zz', { act: 'merge-planets' as 'file', at: at('2026-05-01T00:00:00Z') }));
    expect(await (await get('root', 'from=2026-05-01&to=2026-05-02')).text()).toContain('merge-planets');
  });

  it('goes on part by part, each entry once, and reads a bounded part of the trail for each', async () => {
    for (let i = 0; i < 250; i++)
      await store.trail.append(
        entry(`many-${i}`, {
          at: at(`2026-03-${String(1 + (i % 28)).padStart(2, '0')}T0${i % 10}:00:00Z`),
          on: agency('jyj', '450205'),
          detail: `many-${i}-`,
        }),
      );
    const seen: string[] = [];
    let address: string | undefined = 'from=2026-03-01&to=2026-03-31&region=450205';
    for (let parts = 0; address !== undefined && parts < 9; parts++) {
      const html: string = await (await get('city', address)).text();
      seen.push(...[...html.matchAll(/>many-(\d+)-</g)].map(([, id = '']) => id));
      address = /rel="next" href="\/audit\?([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toHaveLength(250);
    expect(new Set(seen).size).toBe(250);
  });
});

describe('an export', () => {
  it('is the same as was shown, as CSV and as a workbook, and runs no formula', async () => {
    await store.trail.append(
      entry('formula', { on: agency('jyj', '450205'), at: at('2026-06-01T00:00:00Z'), detail: '=1+1' }),
    );
    const june = { from: '2026-06-01', to: '2026-06-30' };
    const csv = await exportAs('district', { ...june, format: 'csv' });
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment.*audit-2026-06-01-2026-06-30\.csv/);
    expect(csv.headers.get('cache-control')).toBe('private, no-store');
    const text = await csv.text();
    expect(text).toContain("'=1+1");
    expect(text).toContain('2026-06-01 08:00');
    const book = xlsx.read(await (await exportAs('district', { ...june, format: 'xlsx' })).arrayBuffer());
    const [sheet] = Object.values(book.Sheets);
    const rows = xlsx.utils.sheet_to_json<string[]>(sheet!, { header: 1 });
    expect(rows[0]).toContain('说明 detail');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('=1+1');
    expect(JSON.stringify(sheet)).not.toContain('"f":');
  });

  it('is an entry of each region that it takes along, before it is there; looking is none', async () => {
    const count = async (scope: string): Promise<NewAuditEntry[]> =>
      (await store.trail.ofMonth(scope, store.now().slice(0, 7))).filter(
        ({ act }) => act === 'download',
      ) as NewAuditEntry[];
    const before = await count('450000');
    await get('both');
    expect(await count('450000')).toHaveLength(before.length);
    await exportAs('both', { format: 'csv', act: 'file' });
    const [newest] = (await count('450000')).filter(({ id }) => !before.some((one) => one.id === id));
    expect(newest).toMatchObject({
      by: { kind: 'person', mail: 'two@example.cn' },
      on: { kind: 'region', region: '450205' },
      detail: 'audit from=2026-01-01 to=2026-01-31 act=file',
    });
    expect((await count('110000')).map(({ on }) => on)).toContainEqual({ kind: 'region', region: '110105' });
    expect((await exportAs('district', { format: 'exe' })).status).toBe(400);
  });
});
