/** The office's page on an agency's year: every act by its form, what it tells before, and who may do it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import type { Place } from '../../../shared/domain/basics/place.ts';
import type { Act } from '../../../shared/domain/standing/acts/act.ts';
import { settle } from '../../support/a-store.ts';
import { anOffice, clerkOf, officerOf } from '../../support/an-office.ts';
import { elementWithId, textOf } from '../../support/read-html.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../../support/web-scene.ts';

const SITE = 'http://127.0.0.1:8787';
const UNTIL = '2026-06-25';
const REASON = '部分公开件数与台账不符';
const SCRIPT = '<script>alert(1)</script>';
const EXPLAINED = '今年受理的申请集中在下半年';
const place = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: 2024 });
const pathOf = (id: string): string => `/office/agencies/${id}/years/2024`;

let scene: WebScene;
let ticks = 0;
let office: ReturnType<typeof anOffice>;
beforeAll(async () => {
  scene = await startWebScene();
  await scene.file({
    id: 'flagged-ju',
    year: 2024,
    received: 5,
    at: '2025-01-21T08:00:00Z',
    change: (document) => {
      document['narrative'] = { overview: '平稳。', problems: '无', other: '' };
      document['explanations'] = [{ rule: 'Q2', path: '/narrative/problems', text: EXPLAINED }];
    },
  });
  office = anOffice(
    scene.engines,
    scene.store,
    {
      office: officerOf(DISTRICT),
      city: officerOf('450200', '赵强'),
      other: officerOf('450202', '孙丽'),
      clerk: clerkOf('accepted-ju', DISTRICT),
      awaiting: { ...officerOf(DISTRICT), grants: [], secondStep: false },
    },
    // What is done later stands behind.
    () => makeInstant(Date.parse(NOW) + 1000 * ticks++),
  );
});
afterAll(() => scene.stop());

interface Sent {
  readonly method?: string;
  readonly body?: URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
}
const ask = (path: string, session: string | undefined, { headers, ...init }: Sent = {}) =>
  Promise.resolve(
    office.app.request(`${SITE}${path}`, {
      ...init,
      headers: {
        accept: 'text/html',
        'accept-language': 'zh-CN',
        ...(session !== undefined && { cookie: `test-session=${session}` }),
        ...headers,
      },
    }),
  );

type Fields = Readonly<Record<string, string | readonly string[]>>;
function post(id: string, fields: Fields, session: string | null = 'office', origin = SITE) {
  const body = new URLSearchParams(
    Object.entries(fields).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  );
  return ask(pathOf(id), session ?? undefined, { method: 'POST', body, headers: { origin } });
}

async function page(id: string, session = 'office'): Promise<string> {
  const answer = await ask(pathOf(id), session);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** The hidden fields of the form that confirms. */
function confirming(html: string): Record<string, string | string[]> {
  const form = /<form class="act-confirm"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const fields: Record<string, string[]> = {};
  for (const [, name = '', value = ''] of form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g))
    (fields[name] ??= []).push(unescape(value));
  return { ...fields, step: 'confirm' };
}
const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const newest = async (id: string): Promise<string> =>
  (await scene.store.table.submissions(place(id)))[0]?.submissionId ?? '';
const actsOn = (id: string): Promise<Act[]> => scene.store.table.acts(place(id));
const trail = async (): Promise<string[]> =>
  (await scene.store.trail.ofMonth('450000', NOW.slice(0, 7))).map(({ act, by, detail }) =>
    [act, 'name' in by ? by.name : by.kind, detail].join(' '),
  );

const countAccepted = async (): Promise<number> =>
  (await scene.store.table.regionYears(DISTRICT, [2024], [])).years.get(2024)?.reports.accepted ?? 0;

/** Previews, confirms, and says where that led. */
async function does(
  id: string,
  fields: Fields,
  session = 'office',
): Promise<{ preview: string; led: string }> {
  const previewed = await post(id, fields, session);
  const preview = await previewed.text();
  expect([previewed.status, textOf(preview).slice(0, 400)]).toEqual([200, expect.any(String)]);
  const answer = await post(id, confirming(preview), session);
  expect([answer.status, textOf(await answer.text())]).toEqual([303, '']);
  await settle(scene.store, [place(id)]);
  return { preview, led: answer.headers.get('location') ?? '' };
}

describe('the page', () => {
  it('tells how the year stands, what was filed, what is open, and offers what is possible', async () => {
    const html = await page('accepted-ju');
    const text = textOf(html);
    expect(text).toContain('柳北区公安局 2024年：办理');
    expect(text).toContain('报告还没有审核');
    for (const word of ['审核通过', '退回', '要求更正', '记录联系和约定', '遮蔽文字'])
      expect(text).toContain(word);
    // It explains nothing.
    expect(text).not.toContain('答复说明');
    expect(text).toContain('报送记录');
  });

  it('shows the words of explanations, and offers to answer them', async () => {
    const text = textOf(await page('flagged-ju'));
    expect(text).toContain(EXPLAINED);
    expect(text).toContain('答复说明');
    expect(text).toContain('情况说明 1 条，等待答复');
  });

  it('offers nothing about a report that there is not, but a note', async () => {
    const text = textOf(elementWithId(`<x id="all">${await page('missing-ju')}</x>`, 'all'));
    expect(text).toContain('逾期');
    expect(text).toContain('记录联系和约定');
    expect(text).not.toContain('要求更正');
    expect(text).toContain('sjj@liubei.example.cn');
  });

  it('is the office’s alone, and nobody keeps it', async () => {
    const allowed = await ask(pathOf('accepted-ju'), 'city');
    expect([allowed.status, allowed.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    for (const [session, status] of [
      ['clerk', 403],
      ['other', 403],
      ['awaiting', 403],
      [undefined, 303],
    ] as const)
      expect([session, (await ask(pathOf('accepted-ju'), session)).status]).toEqual([session, status]);
    expect(await (await ask(pathOf('accepted-ju'), 'awaiting')).text()).toContain('第二步');
    expect((await ask(pathOf('nobody-ju'), 'office')).status).toBe(404);
    expect((await ask('/office/agencies/accepted-ju/years/2018', 'office')).status).toBe(404);
  });

  it('is whole in English', async () => {
    const answer = await ask(`${pathOf('flagged-ju')}?lang=en`, 'office');
    const text = textOf(await answer.text());
    expect(text).toContain('What is open');
    expect(text).toContain('Answer the explanations');
  });
});

describe('an act by its form', () => {
  it('changes nothing before it is confirmed, and then what the preview told', async () => {
    const id = 'accepted-ju';
    const fields = {
      kind: 'return',
      submission: await newest(id),
      why: REASON,
      until: UNTIL,
      path: ['/applications/results/granted/total'],
      place: ['一、总体情况', ''],
    };
    const before = await trail();
    const answer = await post(id, fields);
    const preview = await answer.text();
    const text = textOf(preview);
    expect(answer.status).toBe(200);
    expect(await actsOn(id)).toEqual([]);
    expect(await trail()).toEqual(before);
    expect(text).toContain('请核对：退回');
    expect(text).toContain('还没有办理');
    expect(text).toContain('办理后 主管部门退回');
    expect(text).toContain('柳北区');
    expect(text).toContain('全国');
    const accepted = await countAccepted();
    expect(text).toContain(`柳北区 已接收 ${accepted} → ${accepted - 1}`);
    const done = await post(id, confirming(preview));
    expect(done.status).toBe(303);
    const led = done.headers.get('location') ?? '';
    await settle(scene.store, [place(id)]);
    const [act, ...more] = await actsOn(id);
    expect(more).toEqual([]);
    expect(act).toMatchObject({
      kind: 'return',
      why: REASON,
      until: UNTIL,
      paths: ['/applications/results/granted/total', '/narrative/overview'],
      by: { kind: 'person', name: '王芳', mail: 'office-450205@liubei.example.cn' },
    });
    expect((await trail()).slice(before.length)).toEqual([
      `return 王芳 ${[act?.id, fields.submission, REASON].join(' ')}`,
    ]);
    expect(await countAccepted()).toBe(accepted - 1);
    const after = textOf(await (await ask(led, 'office')).text());
    expect(after).toContain('已办理：退回');
    expect(after).toContain('王芳');
    expect(after).toContain(REASON);
    // Whoever reads the public page reads of the office, and of no person.
    const published = textOf(await (await scene.app.request('/agencies/accepted-ju/years/2024')).text());
    expect(published).toContain(REASON);
    expect(published).not.toContain('王芳');
  });

  it('is done once, however often it is confirmed', async () => {
    const id = 'accepted-ju';
    const [returned] = await actsOn(id);
    const preview = await (
      await post(id, { kind: 'withdraw', act: returned?.id ?? '', why: '退错了' })
    ).text();
    expect(textOf(preview)).toContain('请核对：撤销');
    const answers = await Promise.all([1, 2, 3].map(() => post(id, confirming(preview))));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await actsOn(id)).map(({ kind }) => kind)).toEqual(['return', 'withdraw']);
    await settle(scene.store, [place(id)]);
    expect(textOf(await page(id))).toContain('撤销“退回”');
  });

  it('confirms, demands, notes and withholds', async () => {
    const id = 'nil-ju';
    const submission = await newest(id);
    expect(await page(id)).toContain('name="kind" value="confirm"');
    await does(id, { kind: 'confirm', submission });
    expect(await page(id)).not.toContain('name="kind" value="confirm"');
    await does(id, { kind: 'demand', submission, until: UNTIL, why: REASON });
    const { preview } = await does(id, { kind: 'note', why: '张科长答应月底前改好', until: '2026-06-30' });
    expect(textOf(preview)).toContain('不发信');
    await does(id, { kind: 'withhold', submission, why: '正在核实' });
    expect((await actsOn(id)).map(({ kind }) => kind)).toEqual(['confirm', 'demand', 'note', 'withhold']);
    const text = textOf(await page(id, 'city'));
    expect(text).toContain('张科长答应月底前改好');
    expect(text).toContain(`已要求更正，期限 ${UNTIL}`);
    expect(text).toContain('2026-06-30 到期的约定');
  });

  it('answers explanations, and says who is written to', async () => {
    const id = 'flagged-ju';
    const fields = { kind: 'answer-explanation', submission: await newest(id), why: '没有说清原因' };
    const missing = await post(id, fields);
    expect(missing.status).toBe(422);
    const html = await missing.text();
    expect(html).toContain('没有说清原因');
    expect(textOf(html)).toContain('请选择认可或不予认可。');
    await does(id, { kind: 'note', why: '月底前补充说明', until: '2026-06-30' });
    expect(textOf(await page(id))).toContain('2026-06-30 到期的约定');
    const { preview } = await does(id, { ...fields, answer: 'refused' });
    // As on the desk: something was done about it since.
    expect(textOf(await page(id))).not.toContain('到期的约定');
    expect(textOf(preview)).toContain('信发不出去');
    expect(textOf(await page(id))).toContain('说明不予认可');
  });
});

describe('what can’t be done', () => {
  it.each([
    ['why', { why: '' }, '请写明理由'],
    ['why', { why: '请联系 13812345678' }, '请去掉其中的个人号码'],
    ['why', { why: '长'.repeat(501) }, '不超过 500 字'],
    ['until', { until: '' }, '请写明期限'],
    ['until', { until: '2026-02-30' }, '不是日期'],
    ['until', { until: '2026-05-31' }, '期限已过'],
    ['until', { until: '2028-01-01' }, '超过一年'],
    ['places', { place: '表九' }, '没有“表九”这个位置'],
  ])('is said at the field, and nothing typed is lost: %s %j', async (field, wrong, words) => {
    const id = 'late-ju';
    const fields = { kind: 'demand', submission: await newest(id), why: REASON, until: UNTIL, place: '正文' };
    const answer = await post(id, { ...fields, ...wrong });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(textOf(elementWithId(html, `demand-${field}-fault`))).toContain(words);
    expect(html).toContain(`href="#demand-${field}"`);
    const kept = { ...fields, ...wrong };
    for (const typed of [kept.why, kept.until, kept.place]) expect(html).toContain(typed);
    expect(await actsOn(id)).toEqual([]);
  });

  it('is refused to whoever may not, whichever way it is asked', async () => {
    const id = 'late-ju';
    const fields = { kind: 'confirm', submission: await newest(id) };
    for (const [session, status] of [
      ['clerk', 403],
      ['other', 403],
      ['awaiting', 403],
    ] as const)
      expect([session, (await post(id, fields, session)).status]).toEqual([session, status]);
    expect((await post(id, fields, null)).headers.get('location')).toMatch(/^\/account\/sign-in/);
    expect((await post(id, fields, 'office', 'https://evil.example')).status).toBe(403);
    expect((await post(id, { ...fields, step: 'confirm', id: 'x', seen: '1' }, 'clerk')).status).toBe(403);
    expect(await actsOn(id)).toEqual([]);
  });

  it('is no form of ours', async () => {
    for (const fields of [
      {},
      { kind: 'toString' },
      { kind: 'confirm', step: 'confirm', id: 'a b', seen: '1' },
    ])
      expect((await post('late-ju', fields as Fields)).status).toBe(400);
  });
});

describe('two offices', () => {
  it('are told what changed between: the second looks again, and decides anew', async () => {
    const id = 'late-ju';
    const submission = await newest(id);
    const fields = { kind: 'demand', submission, why: REASON, until: UNTIL };
    const [one = '', other = ''] = await Promise.all(
      ['office', 'city'].map(async (session) => (await post(id, fields, session)).text()),
    );
    expect((await post(id, confirming(one), 'office')).status).toBe(303);
    const told = await post(id, confirming(other), 'city');
    expect(told.status).toBe(409);
    const anew = await told.text();
    expect(textOf(anew)).toContain('情况有了变化');
    expect(textOf(anew)).toContain(REASON);
    expect(await actsOn(id)).toHaveLength(1);
    expect((await post(id, confirming(anew), 'city')).status).toBe(303);
    expect((await actsOn(id)).map(({ by }) => 'name' in by && by.name)).toEqual(['王芳', '赵强']);
  });

  it('that act in the same moment lose nothing of what either did', async () => {
    const id = 'late-ju';
    const before = await countAccepted();
    const fields = { kind: 'return', submission: await newest(id), why: REASON, until: UNTIL };
    const previews = await Promise.all(
      ['office', 'city'].map(async (session) => (await post(id, fields, session)).text()),
    );
    const answers = await Promise.all([
      post(id, confirming(previews[0] ?? ''), 'office'),
      post(id, confirming(previews[1] ?? ''), 'city'),
    ]);
    const done = answers.filter(({ status }) => status === 303).length;
    expect(answers.every(({ status }) => [303, 409, 422].includes(status))).toBe(true);
    expect((await actsOn(id)).filter(({ kind }) => kind === 'return')).toHaveLength(done);
    await settle(scene.store, [place(id)]);
    expect([done > 0, await countAccepted()]).toEqual([true, before - 1]);
  });
});

describe('what somebody wrote', () => {
  it('is shown as it was written, and is never markup', async () => {
    const id = 'corrected-ju';
    await does(id, { kind: 'note', why: `${SCRIPT}\r\n第二行` });
    const html = await page(id);
    expect(html).not.toContain(SCRIPT);
    expect(textOf(html)).toContain(`${SCRIPT} 第二行`);
    expect((await actsOn(id))[0]?.why).toBe(`${SCRIPT}\n第二行`);
    const hostile = await post(id, { kind: 'note', why: '', until: '"><img src=x onerror=alert(2)>' });
    expect(await hostile.text()).not.toContain('<img');
    expect(office.failures).toEqual([]);
  });

  it('goes back into the form that it came from', async () => {
    const id = 'corrected-ju';
    const preview = await (await post(id, { kind: 'note', why: REASON, until: UNTIL })).text();
    const html = await (await post(id, { ...confirming(preview), step: 'edit' })).text();
    expect(html).toContain(REASON);
    expect(html).toContain(`value="${UNTIL}"`);
  });
});
