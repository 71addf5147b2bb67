/** Reminders, extensions and publications by form and by the API: what is told first, who may, and what comes of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ACTS_SCHEMAS } from '../../../shared/contracts/api/acts-api.ts';
import { FORM_ANSWERS } from '../../../shared/contracts/api/office-forms-answers.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { makePublicationKey } from '../../../shared/contracts/bucket/object-keys.ts';
import type { Place } from '../../../shared/domain/basics/place.ts';
import { receivePublication } from '../../../shared/pipeline/receive-publication.ts';
import { aStore, type Store } from '../../support/a-store.ts';
import { anOffice, clerkOf } from '../../support/an-office.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';
import { anAgency } from '../../support/filing-desk.ts';

const SITE = 'http://127.0.0.1:8787';
const OFFICER: Principal = {
  mail: 'office@liubei.example.cn',
  name: '王芳',
  grants: [{ role: 'oversight', region: '450205' }],
  secondStep: true,
};
const OTHER: Principal = { ...OFFICER, grants: [{ role: 'oversight', region: '450203' }] };
const ON: Place = { district: '450205', agencyId: 'one', year: 2025 };
const YEAR_PATH = '/office/agencies/one/years/2025';
const PERSON = { kind: 'person', mail: OFFICER.mail, name: OFFICER.name };

let engines: TestEngines;
let store: Store;
let app: ReturnType<typeof anOffice>['app'];
let failures: unknown[];
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(async () => {
  store = await aStore(engines, {
    regions: ['000000', '450000', '450200', '450203', '450205'].map((code) => ({
      code,
      name: `区划${code}`,
    })),
    roster: [
      anAgency('one', '450205', { mail: 'one@example.cn', name: '柳北区教育局' }),
      anAgency('mute', '450205'),
      anAgency('mute-2', '450205'),
      anAgency('far', '450203', { mail: 'far@example.cn' }),
    ],
  });
  ({ app, failures } = anOffice(engines, store, {
    officer: OFFICER,
    other: OTHER,
    clerk: clerkOf('one', '450205'),
  }));
});

type Who = 'officer' | 'other' | 'clerk';
const headers = (who: Who, lang = 'zh-CN') => ({
  cookie: `test-session=${who}`,
  accept: 'text/html',
  'accept-language': lang,
  origin: SITE,
});
const get = async (path: string, who: Who = 'officer', lang?: string) =>
  app.request(`${SITE}${path}`, { headers: headers(who, lang) });
const post = async (path: string, fields: readonly (readonly [string, string])[], who: Who = 'officer') =>
  app.request(`${SITE}${path}`, {
    method: 'POST',
    headers: { ...headers(who), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
  });
/** What programs are answered is what the description says of it. */
const DESCRIBED: Readonly<Record<string, z.ZodMiniType>> = {
  reminders: FORM_ANSWERS.Reminders,
  extensions: FORM_ANSWERS.Extension,
  publications: FORM_ANSWERS.StatedPublication,
  roster: z.union([FORM_ANSWERS.RosterEditPreview, FORM_ANSWERS.RosterEdited]),
  mergers: z.union([FORM_ANSWERS.RosterEditPreview, FORM_ANSWERS.RosterEdited]),
};
async function api(path: string, body: object, who: Who = 'officer'): Promise<Response> {
  const response = await app.request(`${SITE}/api/v1/office/${path}`, {
    method: 'POST',
    headers: { ...headers(who), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const schema =
    response.status === 422
      ? FORM_ANSWERS.OfficeFormRefusal
      : response.ok
        ? DESCRIBED[path]
        : ACTS_SCHEMAS.OfficeRefusal;
  const answer: unknown = await response.clone().json();
  expect(schema?.parse(answer)).toEqual(answer);
  return response;
}
const idIn = (text: string): string => /name="id" value="([^"]+)"/.exec(text)?.[1] ?? '';
const audited = async () =>
  (await store.trail.ofMonth('450000', new Date().toISOString().slice(0, 7))).map(({ act, by }) => ({
    act,
    by,
  }));
const itemOf = async (place = ON) => (await store.table.agencyYearsAt([place]))(place);

describe('the form of reminders', () => {
  it('tells who is reminded of what and who is not, and reminds when that is confirmed', async () => {
    const on = [
      ['on', 'one/2025'],
      ['on', 'mute/2025'],
    ] as const;
    const form = await get('/office/reminders?on=one/2025&on=mute/2025');
    expect(form.status).toBe(200);
    expect(await form.text()).toContain('柳北区教育局');
    const preview = await post('/office/reminders', [...on, ['why', '请尽快<b>']]);
    const text = await preview.text();
    expect(text).toContain('将催报 1 家（共选 2 家）');
    expect(text).toContain('没有登记邮箱');
    expect(text).toContain('one@example.cn');
    expect(text).toContain('请尽快&lt;b&gt;');
    expect(await store.table.acts(ON)).toEqual([]);
    const done = await post('/office/reminders', [
      ...on,
      ['why', '请尽快'],
      ['step', 'confirm'],
      ['id', idIn(text)],
    ]);
    expect(done.status).toBe(303);
    expect(done.headers.get('location')).toContain('done=1');
    expect(await (await get(done.headers.get('location') ?? '')).text()).toContain('已催报 1 家');
    expect(await store.table.acts(ON)).toMatchObject([{ kind: 'remind', by: PERSON, why: '请尽快' }]);
    expect(await audited()).toEqual([{ act: 'remind', by: PERSON }]);
    expect(failures).toEqual([]);
  });

  it('reminds nobody of those that are another office’s, and is no clerk’s', async () => {
    for (const [query, who] of [
      ['on=one/2025&on=far/2025', 'officer'],
      ['on=one/2025', 'other'],
      ['on=one/2025', 'clerk'],
    ] as const) {
      expect((await get(`/office/reminders?${query}`, who)).status).toBe(403);
      const fields = [...new URLSearchParams(query)].map(([name, value]) => [name, value] as const);
      const id = crypto.randomUUID();
      expect(
        (await post('/office/reminders', [...fields, ['step', 'confirm'], ['id', id]], who)).status,
      ).toBe(403);
    }
    expect(await store.table.acts(ON)).toEqual([]);
  });

  it('is the same by the API, each with its outcome', async () => {
    const agencies = ['one', 'mute'].map((agency) => ({ agency, year: 2025 }));
    expect(await (await api('reminders', { agencies, dryRun: true })).json()).toMatchObject({
      agencies: [{ outcome: 'possible', owed: 'report', to: 'one@example.cn' }, { outcome: 'refused' }],
    });
    expect(await (await api('reminders', { agencies, why: '请' })).json()).toMatchObject({
      agencies: [
        { agency: 'one', outcome: 'reminded' },
        { agency: 'mute', problem: { code: 'no-address' } },
      ],
    });
    expect(await (await api('reminders', { agencies })).json()).toMatchObject({
      agencies: [{ outcome: 'refused', problem: { code: 'reminded-today' } }, {}],
    });
    expect((await api('reminders', { agencies, mail: 'x@y' })).status).toBe(400);
    expect((await api('reminders', { agencies }, 'clerk')).status).toBe(403);
  });
});

describe('the form of an extension', () => {
  const path = `${YEAR_PATH}/extension`;
  const fields = [
    ['until', '2026-02-10'],
    ['why', '机构改革'],
    ['source', '柳政办函〔2026〕3号'],
  ] as const;

  it('tells the day before and after, and extends when that is confirmed', async () => {
    expect(await (await get(path)).text()).toContain('2026-01-31');
    const preview = await post(path, fields);
    const text = await preview.text();
    for (const words of ['柳北区教育局', '2026-01-31', '2026-02-10', '机构改革'])
      expect(text).toContain(words);
    expect((await itemOf())?.extension).toBeUndefined();
    const done = await post(path, [...fields, ['step', 'confirm'], ['id', idIn(text)]]);
    expect(done.headers.get('location')).toBe(`${path}?done`);
    expect(await (await get(`${path}?done`, 'officer', 'en')).text()).toContain('Deadline now: 2026-02-10');
    expect((await itemOf())?.extension?.until).toBe('2026-02-10');
    expect(await audited()).toEqual([{ act: 'extend', by: PERSON }]);
  });

  it('keeps what was typed where the calendar’s rules refuse it, and says where', async () => {
    const answer = await post(path, [
      ['until', '2026-01-15'],
      ['why', '机构改革'],
      ['source', '文'],
    ]);
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toContain('href="#field-until"');
    expect(text).toContain('value="2026-01-15"');
    expect(text).toContain('value="机构改革"');
  });

  it('goes back with what was typed', async () => {
    const text = await (await post(path, [...fields, ['step', 'edit']])).text();
    expect(text).toContain('value="2026-02-10"');
    expect(text).toContain('value="柳政办函〔2026〕3号"');
  });

  it('of a region is for a kind of agency, and is that region’s office’s', async () => {
    const region = '/office/regions/450205/years/2025/extension';
    const asked = [['kind', 'department'], ...fields] as const;
    const text = await (await post(region, asked)).text();
    expect(text).toContain('期限将有变化的报告：3');
    await post(region, [...asked, ['step', 'confirm'], ['id', idIn(text)]]);
    expect((await itemOf({ ...ON, agencyId: 'mute' }))?.extension?.until).toBe('2026-02-10');
    for (const [one, who] of [
      [region, 'other'],
      [path, 'other'],
      [path, 'clerk'],
      ['/office/regions/450200/years/2025/extension', 'officer'],
    ] as const) {
      expect((await get(one, who)).status).toBe(403);
      expect((await post(one, fields, who)).status).toBe(403);
    }
  });

  it('is the same by the API, and another act withdraws it', async () => {
    const asked = { id: 'e-1', scope: 'one', year: 2025, until: '2026-02-10', why: '机构改革', source: '文' };
    expect(await (await api('extensions', { ...asked, dryRun: true })).json()).toMatchObject({
      deadlines: [{ id: 'one', before: '2026-01-31', after: '2026-02-10' }],
    });
    expect((await itemOf())?.extension).toBeUndefined();
    expect((await api('extensions', asked)).status).toBe(200);
    expect((await api('extensions', asked)).status).toBe(200);
    expect(await store.table.acts(ON)).toHaveLength(1);
    const { until: _until, ...withdrawn } = { ...asked, id: 'e-2', why: '撤回' };
    expect((await api('extensions', withdrawn)).status).toBe(200);
    expect((await itemOf())?.extension).toBeUndefined();
    const refused = await api('extensions', { ...asked, id: 'e-3', source: '' });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ problems: [{ field: 'source' }] });
    expect((await api('extensions', { ...asked, id: 'e-4' }, 'other')).status).toBe(403);
    expect((await api('extensions', { ...asked, id: 'e-5', scope: '450200' })).status).toBe(403);
  });
});

describe('the form of a publication', () => {
  const path = `${YEAR_PATH}/publication`;
  const fields = [
    ['publishedOn', '2026-01-24'],
    ['sourceUrl', 'https://www.example.gov.cn/1.html'],
  ] as const;

  it('tells what becomes of its state, and leads to the receipt', async () => {
    const text = await (await post(path, fields)).text();
    expect(text).toContain('已按时公布 2026-01-24 https://www.example.gov.cn/1.html');
    const done = await post(path, [...fields, ['step', 'confirm'], ['id', idIn(text)]]);
    expect(done.status).toBe(303);
    const receipt = done.headers.get('location') ?? '';
    const waiting = await get(receipt);
    expect(waiting.headers.get('refresh')).toBe('2');
    expect(await waiting.text()).toContain('正在登记');
    const versionId = decodeURIComponent(receipt.split('/').at(-1) ?? '');
    await receivePublication(store, { key: makePublicationKey(ON), versionId, sequencer: versionId });
    const recorded = await get(receipt);
    expect(recorded.headers.get('refresh')).toBeNull();
    expect(await recorded.text()).toContain('已登记。');
    expect((await itemOf())?.publication).toMatchObject({ publishedOn: '2026-01-24', by: PERSON });
    expect(await audited()).toEqual([{ act: 'record-publication', by: PERSON }]);
  });

  it('refuses what the file would be refused for, and whoever may not', async () => {
    const refused = await post(path, [['publishedOn', '2025-12-01']]);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('href="#field-publishedOn"');
    for (const who of ['other', 'clerk'] as const) {
      expect((await get(path, who)).status).toBe(403);
      expect((await post(path, fields, who)).status).toBe(403);
      expect((await get(`${path}/x`, who)).status).toBe(403);
    }
  });

  it('is the same by the API', async () => {
    const asked = { agency: 'one', year: 2025, publishedOn: '2026-01-24' };
    expect(await (await api('publications', { ...asked, dryRun: true })).json()).toMatchObject({
      before: null,
      after: { state: 'on-time' },
    });
    const put = await api('publications', asked);
    expect(put.status).toBe(202);
    expect(await put.json()).toMatchObject({ recordId: expect.any(String) as string });
    expect((await api('publications', { ...asked, publishedOn: '2026-02-31' })).status).toBe(422);
    expect((await api('publications', asked, 'clerk')).status).toBe(403);
  });
});

describe('the page of the roster', () => {
  const path = '/office/agencies/one';
  const FIELDS = {
    name: '柳北区教育局',
    aliases: '教育局、教委',
    kind: 'department',
    from: '2019',
    to: '',
    mail: 'new@example.cn',
    phone: '0772-2510000',
    reminders: 'yes',
    predecessors: '',
    why: '换了经办人',
  };
  const seen = async () => ['seen', (await store.table.roster('one'))?.since ?? ''] as const;

  it('tells what changes and who may sign in, keeps who did it, and goes back by another act', async () => {
    const form = await (await get(path)).text();
    expect(form).toContain('value="one@example.cn"');
    expect(form).toContain('由名录导入');
    const asked = [...Object.entries(FIELDS), await seen()];
    const text = await (await post(path, asked)).text();
    expect(text).toContain('new@example.cn 将能为它登录报送');
    expect(text).toContain('one@example.cn 不再能为它登录报送');
    expect(text).toContain('0772-2510000');
    expect((await store.table.contactsOf(['one'])).get('one')?.mail).toBe('one@example.cn');
    const done = await post(path, [...asked, ['step', 'confirm'], ['id', idIn(text)]]);
    expect(done.headers.get('location')).toBe(`${path}?done`);
    expect((await store.table.wholeRosterOf(['one'])).get('one')).toMatchObject({
      mail: 'new@example.cn',
      aliases: ['教育局', '教委'],
      act: { by: PERSON, why: '换了经办人' },
    });
    expect(await audited()).toEqual([{ act: 'edit-roster', by: PERSON }]);
    const [trail] = await store.trail.ofMonth('450000', new Date().toISOString().slice(0, 7));
    expect(trail?.detail).not.toContain('@');
    const after = await (await get(path)).text();
    const [, restore = ''] = /href="([^"]*restore=[^"]*)"/.exec(after) ?? [];
    const old = await (await get(restore.replaceAll('&amp;', '&'))).text();
    expect(old).toContain('value="one@example.cn"');
    expect(old).toContain('起的旧内容');
    expect(failures).toEqual([]);
  });

  it('is refused where the roster has changed since it was looked at, and by its own rules', async () => {
    const stale = [...Object.entries(FIELDS), ['seen', '2020-01-01T00:00:00.000Z'] as const];
    const id = crypto.randomUUID();
    const answer = await post(path, [...stale, ['step', 'confirm'], ['id', id]]);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('名录又有改动');
    const wrong = await post(path, [...Object.entries({ ...FIELDS, mail: 'nobody' }), await seen()]);
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('href="#field-mail"');
  });

  it('shows contacts and their history to nobody else', async () => {
    for (const who of ['other', 'clerk'] as const)
      for (const one of [path, `${path}/merger`]) {
        const answer = await get(one, who);
        expect(answer.status).toBe(403);
        expect(await answer.text()).not.toContain('one@example.cn');
        expect((await post(one, Object.entries(FIELDS), who)).status).toBe(403);
      }
  });

  it('merges agencies, all of them the office’s own', async () => {
    const asked = [
      ['merged', 'mute'],
      ['into', 'one'],
      ['from', '2025'],
      ['why', '机构改革'],
    ] as const;
    const text = await (await post(`${path}/merger`, asked)).text();
    expect(text).toContain('最后年度');
    expect(text).toContain('2024');
    const done = await post(`${path}/merger`, [...asked, ['step', 'confirm'], ['id', idIn(text)]]);
    expect(done.status).toBe(303);
    expect((await store.table.roster('one'))?.predecessors).toEqual(['mute']);
    expect((await post(`${path}/merger`, [['merged', 'far'], ...asked.slice(1)])).status).toBe(403);
  });

  it('lets an agency follow none of another office’s: that one would change, too', async () => {
    const far = await store.table.roster('far');
    const follow = (predecessors: string, id: string) =>
      api('roster', { id, why: '机构改革', agencies: [{ id: 'one', predecessors }] });
    expect((await follow('far', 'p-1')).status).toBe(403);
    const fields = Object.entries({ ...FIELDS, predecessors: 'far' });
    const asked = [...fields, await seen()] as const;
    expect((await post(path, asked)).status).toBe(403);
    const confirmed = [...asked, ['step', 'confirm'], ['id', crypto.randomUUID()]] as const;
    expect((await post(path, confirmed)).status).toBe(403);
    expect((await follow('mute|far', 'p-2')).status).toBe(403);
    expect(await store.table.roster('far')).toEqual(far);
    expect((await follow('mute', 'p-3')).status).toBe(200);
    expect((await audited()).filter(({ act }) => act !== 'refused')).toHaveLength(1);
  });

  it('keeps several that it follows as the form shows them', async () => {
    const merger = { id: 'm-1', why: '合并', merged: ['mute', 'mute-2'], into: 'one', from: 2025 };
    expect((await api('mergers', merger)).status).toBe(200);
    const form = await (await get(path)).text();
    const [, predecessors = ''] = /name="predecessors"[^>]*value="([^"]*)"/.exec(form) ?? [];
    expect(predecessors).toContain('mute-2');
    const fields = Object.entries({ ...FIELDS, predecessors });
    const text = await (await post(path, [...fields, await seen()])).text();
    expect(text).toContain('new@example.cn 将能为它登录报送');
  });

  it('says to whoever may change nothing no more of agencies that nobody knows', async () => {
    const asked = { id: 'r-9', why: '换号', agencies: [{ id: 'nobody', phone: '2510001' }] };
    expect((await api('roster', asked, 'clerk')).status).toBe(403);
    const merger = { id: 'm-9', why: '合并', merged: ['nobody'], into: 'no-one', from: 2025 };
    expect((await api('mergers', merger, 'clerk')).status).toBe(403);
    expect((await api('roster', asked)).status).toBe(422);
  });

  it('is the same by the API', async () => {
    const asked = { id: 'r-1', why: '换号', agencies: [{ id: 'one', phone: '2510001' }] };
    expect(await (await api('roster', { ...asked, dryRun: true })).json()).toMatchObject({
      changed: [{ agency: 'one', changes: [{ field: 'phone', before: '', after: '2510001' }] }],
    });
    expect((await api('roster', asked)).status).toBe(200);
    expect((await api('roster', asked)).status).toBe(200);
    expect(await store.table.rosterVersions('one')).toHaveLength(1);
    // Another change under the same id would stand in no trail.
    const other = { ...asked, agencies: [{ id: 'one', phone: '2510002' }] };
    expect(await (await api('roster', other)).text()).toContain('another act has this id');
    expect((await store.table.contactsOf(['one'])).get('one')?.phone).toBe('2510001');
    expect((await api('roster', { ...asked, id: 'r-2' })).status).toBe(422);
    expect((await api('roster', { ...asked, id: 'r-3' }, 'other')).status).toBe(403);
    const merger = { id: 'm-1', why: '合并', merged: ['mute'], into: 'one', from: 2025 };
    expect((await api('mergers', { ...merger, into: 'far' })).status).toBe(403);
    expect((await api('mergers', merger)).status).toBe(200);
    expect((await store.table.roster('mute'))?.to).toBe(2024);
  });
});
