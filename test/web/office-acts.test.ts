/** What pages, lists, files and the API say of the office's acts, and what they keep to themselves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInstant, toIsoDay } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { act, anAct } from '../support/acting.ts';
import { settle } from '../support/a-store.ts';
import { readDocx } from '../support/read-files.ts';
import { rowOf, textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

const AT = makeInstant(Date.parse('2026-05-20T02:00:00Z'));
/** The scene's clock stands at 2026-06-01. */
const UNTIL = toIsoDay('2026-05-25');
const REASON = '部分公开件数与台账不符';
const SECRET = '科长张三答应月底前改好';
const place = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: 2024 });

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  const { store } = scene;
  const newest = async (id: string) => (await store.table.submissions(place(id)))[0]!.submissionId;
  const by = { kind: 'person', mail: 'zhang@liubei.example.cn', name: '张三' } as const;
  const does = async (id: string, deed: object, why = REASON) =>
    act(
      store,
      anAct(place(id), { ...deed, submissionId: await newest(id) } as Parameters<typeof anAct>[1], {
        why,
        by,
      }),
      AT,
    );
  await does('accepted-ju', { kind: 'return', until: UNTIL, paths: ['/applications/results/granted/total'] });
  await does('late-ju', { kind: 'demand', until: toIsoDay('2026-06-30') });
  await does('nil-ju', { kind: 'confirm' }, '');
  await does('hostile-ju', { kind: 'withhold' }, '正在核实');
  await act(store, anAct(place('nil-ju'), { kind: 'note' }, { why: SECRET, by }), AT);
  await settle(store, ['accepted-ju', 'late-ju', 'nil-ju', 'hostile-ju'].map(place));
});
afterAll(() => scene.stop());

async function page(path: string): Promise<string> {
  const response = await scene.app.request(path);
  expect(response.status, path).toBe(200);
  return response.text();
}
const api = async (path: string): Promise<Record<string, unknown>> =>
  JSON.parse(await page(`/api/v1${path}`)) as Record<string, unknown>;

describe('a report that the office returned', () => {
  it('stands as returned by the office on its page, with day, reason and places', async () => {
    const text = textOf(await page('/agencies/accepted-ju/years/2024'));
    expect(text).toContain('主管部门退回');
    expect(text).toContain(`请在 ${UNTIL} 前更正`);
    expect(text).toContain(REASON);
    expect(text).toContain('要更正的地方：表三「予以公开·总计」');
    expect(text).not.toContain('0 处错误');
    expect(text.match(/主管部门办理/g)).toHaveLength(1);
    expect(textOf(await page('/agencies/accepted-ju/years/2024?lang=en'))).toContain(
      'Returned by the office',
    );
  });

  it('and in lists, where the day that is set says what is overdue', async () => {
    const row = rowOf(await page(`/regions/${DISTRICT}/years/2024`), '柳北区公安局').join(' ');
    expect(row).toContain('主管部门退回');
    const compliance = await page(`/compliance/${DISTRICT}/2024?list=returned`);
    expect(textOf(compliance)).toContain('主管部门退回');
    const { returned } = await api(`/compliance/${DISTRICT}/2024`);
    expect(returned).toContainEqual(
      expect.objectContaining({
        id: 'accepted-ju',
        state: 'returned',
        by: 'office',
        reason: REASON,
        until: UNTIL,
        overdue: 7,
        late: 0,
        errors: 0,
      }),
    );
  });

  it('says so in the API, beside the version that it was', async () => {
    const answer = await api('/agencies/accepted-ju/years/2024');
    expect(answer).toMatchObject({
      state: 'returned',
      by: 'office',
      returnedAt: AT,
      reason: REASON,
      until: UNTIL,
      paths: ['/applications/results/granted/total'],
      late: 0,
      inForce: null,
      submissions: [
        {
          outcome: 'accepted',
          returned: { by: 'office', at: AT, until: UNTIL, correctedAt: null, days: null },
        },
      ],
    });
    const before = await api(`/agencies/accepted-ju/years/2024?asOf=2026-05-19`);
    expect(before).toMatchObject({ state: 'accepted' });
    expect(before).not.toHaveProperty('by');
  });

  it('has columns of its own in the CSV, behind all others', async () => {
    const [head = '', ...lines] = (await page(`/compliance/${DISTRICT}/2024.csv`)).trim().split('\r\n');
    expect(
      head.endsWith('"主管部门","更正期限","更正理由"') || head.endsWith('主管部门,更正期限,更正理由'),
    ).toBe(true);
    const line = lines.find((one) => one.includes('accepted-ju'));
    expect(line).toMatch(new RegExp(`主管部门退回.*${UNTIL}.*${REASON}`));
  });

  it('is gone on with where reports are filed', async () => {
    expect(await page('/file?agency=accepted-ju&year=2024')).toContain('"there":{"state":"returned"');
  });

  it('is due there by the office’s day first, with the reason; the law’s day stands below', async () => {
    const text = textOf(await page('/file?agency=accepted-ju&year=2024'));
    expect(text).toMatch(
      new RegExp(`由主管部门限定于 ${UNTIL} 前更正（含当日） · 已过 7 天 理由：${REASON} 截止 2025-01-31 `),
    );
    const late = textOf(await page('/file?agency=late-ju&year=2024&lang=en'));
    expect(late).toMatch(/To be corrected by 2026-06-30: .* · .*Reason: .*Due 2025-01-31/);
    // Whoever is asked for nothing reads the law's day alone.
    const nil = textOf(await page('/file?agency=nil-ju&year=2024'));
    expect(nil).toContain('截止 2025-01-31');
    expect(nil).not.toContain('主管部门限定');
  });
});

describe('marks', () => {
  it('stand beside a state that stays', async () => {
    const late = textOf(await page('/agencies/late-ju/years/2024'));
    expect(late).toContain('已接收');
    expect(late).toContain('要求更正');
    expect(late).toContain('请在 2026-06-30 前更正');
    expect(textOf(await page('/agencies/nil-ju/years/2024'))).toContain('审核通过');
    expect(await api('/agencies/late-ju/years/2024')).toMatchObject({
      state: 'accepted',
      marks: [{ kind: 'demanded', at: AT, reason: REASON, until: '2026-06-30' }],
    });
    expect(textOf(await page(`/compliance/${DISTRICT}/2024`))).toContain('审核通过');
  });
});

describe('a text that the office withholds', () => {
  it.each([
    '/agencies/hostile-ju/years/2024',
    '/agencies/hostile-ju/years/2024/history',
    '/agencies/hostile-ju/years/2024?lang=en',
    '/api/v1/agencies/hostile-ju/years/2024',
    '/file?agency=hostile-ju&year=2024',
    // Nor on a day before it was withheld.
    '/agencies/hostile-ju/years/2024?asOf=2026-05-19',
    '/agencies/hostile-ju/years/2024/history?asOf=2026-05-19',
    '/api/v1/agencies/hostile-ju/years/2024?asOf=2026-05-19',
  ])('is not on %s', async (path) => {
    const shown = await page(path);
    expect(shown).not.toContain('onerror=alert(2)');
  });

  it.each(['', '?asOf=2026-05-19'])('says that it is withheld: %s', async (query) => {
    expect(textOf(await page(`/agencies/hostile-ju/years/2024${query}`))).toContain(
      '主管部门暂不公开其中的文字',
    );
  });

  it.each(['', '?asOf=2026-05-19'])('is not in the Word file: %s', async (query) => {
    const path = `/agencies/hostile-ju/years/2024/form.docx${query}`;
    const docx = await createDownloads(scene.deps).request(path);
    const { paragraphs } = await readDocx(new Uint8Array(await docx.arrayBuffer()));
    expect(paragraphs.join('\n')).toContain('暂不公开');
    expect(paragraphs.join('\n')).not.toContain('onerror=alert(2)');
  });

  it('is not in the answer about its version', async () => {
    const { submissions } = (await api('/agencies/hostile-ju/years/2024')) as {
      submissions: { submissionId: string }[];
    };
    const path = `/api/v1/agencies/hostile-ju/years/2024/submissions/${submissions[0]!.submissionId}`;
    expect(await page(path)).not.toContain('onerror=alert(2)');
  });
});

describe('what is the office’s own', () => {
  it('is on no page and in no answer: notes, and who did it', async () => {
    for (const id of ['accepted-ju', 'late-ju', 'nil-ju', 'hostile-ju'])
      for (const path of [
        `/agencies/${id}/years/2024`,
        `/agencies/${id}/years/2024/history`,
        `/agencies/${id}/years/2024?asOf=2026-05-21`,
        `/api/v1/agencies/${id}/years/2024`,
        `/compliance/${DISTRICT}/2024`,
        `/compliance/${DISTRICT}/2024.csv`,
        `/api/v1/compliance/${DISTRICT}/2024`,
      ]) {
        const shown = await page(path);
        expect(shown, path).not.toContain(SECRET);
        expect(shown, path).not.toContain('zhang@liubei.example.cn');
      }
  });
});

describe('a returned report that was corrected', () => {
  it('says so on its own page, too', async () => {
    const [returned] = await scene.store.table.submissions(place('accepted-ju'));
    await scene.file({ id: 'accepted-ju', year: 2024, received: 1_300, at: '2026-05-22T02:00:00Z' });
    const path = `/agencies/accepted-ju/years/2024/submissions/${returned!.submissionId}`;
    const text = textOf(await page(path));
    expect(text).toContain('主管部门退回');
    expect(text).toContain('2 天');
    expect(text).not.toContain(`请在 ${UNTIL} 前更正`);
  });
});

describe('what an earlier version explained of a report that is withheld', () => {
  const EXPLAINED = '今年确无突出问题';
  const PATHS = ['/agencies/flagged-ju/years/2024', '/api/v1/agencies/flagged-ju/years/2024'];

  it('is withheld with it', async () => {
    const filing = { id: 'flagged-ju', year: 2024 };
    const quiet = { overview: '平稳。', problems: '无', other: '' };
    await scene.file({
      ...filing,
      received: 5,
      at: '2026-05-21T02:00:00Z',
      change: (document) => {
        document['narrative'] = quiet;
        document['explanations'] = [{ rule: 'Q2', path: '/narrative/problems', text: EXPLAINED }];
      },
    });
    await scene.file({
      ...filing,
      received: 6,
      at: '2026-05-22T02:00:00Z',
      change: (document) => {
        document['narrative'] = quiet;
      },
    });
    for (const path of PATHS) expect(await page(path)).toContain(EXPLAINED);
    const [newest] = await scene.store.table.submissions(place('flagged-ju'));
    const { submissionId } = newest!;
    await act(scene.store, anAct(place('flagged-ju'), { kind: 'withhold', submissionId }), AT);
    for (const path of PATHS) expect(await page(path)).not.toContain(EXPLAINED);
  });
});
