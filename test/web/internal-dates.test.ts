/** Pages, answers and files of a district with an internal date and a unit of a vertical system. */
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agencyYearSchema,
  complianceSchema,
  regionYearSchema,
} from '../../shared/contracts/api/api-answers.ts';
import { loadCalendar } from '../../shared/pipeline/load-calendar.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { createApp } from '../../web/app.tsx';
import { instant, isoDay } from '../support/a-summary.ts';
import { textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

const REGION = `/regions/${DISTRICT}/years/2024`;
const COMPLIANCE = `/compliance/${DISTRICT}/2024`;
let scene: WebScene;
let app: Hono;
beforeAll(async () => {
  scene = await startWebScene();
  const tax = {
    id: 'tax-ju',
    name: '国家税务总局柳北区税务局',
    aliases: ['tax-ju'],
    kind: 'vertical' as const,
    district: DISTRICT,
    from: 2019,
    predecessors: [],
  };
  await loadRoster(
    scene.store.table,
    [tax, { ...tax, id: 'idle-ju', name: '国家统计局柳北调查队' }],
    instant('2026-06-01T06:00Z'),
  );
  await scene.file({ id: 'tax-ju', year: 2024, received: 777, at: '2025-02-05T00:00Z' });
  const line = { year: 2024, scope: '450200', kind: undefined, type: 'internal' as const };
  await loadCalendar(
    scene.store.table,
    [{ ...line, until: isoDay('2025-01-15'), reason: '柳政办〔2024〕81号' }],
    instant('2026-06-02T06:00Z'),
  );
  await recomputeRegion(scene.store.table, DISTRICT, 2024);
  const deps = { ...scene.deps, now: () => instant('2026-06-03T00:00Z') };
  app = createApp(deps);
  app.route('/', createDownloads(deps));
});
afterAll(() => scene.stop());

async function get(path: string): Promise<string> {
  const response = await app.request(path);
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return response.text();
}
const getJson = async (path: string): Promise<unknown> => JSON.parse(await get(`/api/v1${path}`));

describe('an internal date', () => {
  it('stands beside the law’s on the page of compliance, and makes nobody late', async () => {
    const html = await get(COMPLIANCE);
    const text = textOf(html);
    expect(text).toMatch(/已过 504 天 2025-01-15 内部时限 部门.10 个/);
    expect(text).toMatch(/2025-01-31 部门.10 个 4 个未接收/);
    expect(text).toContain('是否迟报按截止日，不按内部时限。');
    expect(text).toContain('按时报送率 50.0 % 5 / 10');
    expect(text).toMatch(/已过内部时限 5 未过截止日，不算迟报/);
    expect(html).toContain('<path class="due due-internal"');
    expect(text).toContain('01-15 内部时限');
    expect(textOf(await get(`${COMPLIANCE}?list=afterInternal`))).toContain('已过内部时限 5 天');
  });

  it('is told in English, too', async () => {
    const text = textOf(await get(`${COMPLIANCE}?lang=en`));
    expect(text).toContain('After the internal date 5 within the deadline, not late');
    expect(text).toContain('Lateness is told by the deadline, not by an internal date.');
    expect(textOf(await get(`${REGION}?lang=en`))).toContain('5 days after the internal date');
  });

  it('is in the answers, with what is after it', async () => {
    const answer = complianceSchema.parse(await getJson(COMPLIANCE));
    expect(answer.counts).toMatchObject({ afterInternal: 5, late: 1, overdue: 4 });
    expect(
      answer.afterInternal.map((one) => [one.id, one.internalDeadline, one.afterInternal]),
    ).toContainEqual(['nil-ju', '2025-01-15', 5]);
    const year = agencyYearSchema.parse(await getJson('/agencies/nil-ju/years/2024'));
    expect(year).toMatchObject({
      late: 0,
      deadline: '2025-01-31',
      internalDeadline: '2025-01-15',
      internalReason: '柳政办〔2024〕81号',
      afterInternal: 5,
    });
    const region = regionYearSchema.parse(await getJson(REGION));
    expect(region.children.find(({ id }) => id === 'nil-ju')).toMatchObject({ afterInternal: 5, late: 0 });
  });

  it('is on the agency’s page, and in the table of agencies', async () => {
    const text = textOf(await get('/agencies/nil-ju/years/2024'));
    expect(text).toContain('内部时限 2025-01-15：柳政办〔2024〕81号');
    expect(text).toContain('已过内部时限 5 天');
    const [head = '', ...lines] = (await get(`${REGION}/tables/agencies.csv`)).split('\r\n');
    const columns = head.split(',');
    const line = lines.find((one) => one.startsWith('nil-ju,'))?.split(',') ?? [];
    const cellOf = (name: string): string | undefined => line[columns.indexOf(name)];
    expect(columns).toEqual(expect.arrayContaining(['内部时限', '已过内部时限天数']));
    expect(cellOf('已过内部时限天数')).toBe('5');
  });

  it('held since it was loaded: the past says which dates held then', async () => {
    const now = complianceSchema.parse(await getJson(COMPLIANCE));
    const then = complianceSchema.parse(await getJson(`${COMPLIANCE}?asOf=2026-06-01`));
    const told = ({ dates }: typeof now) =>
      dates.map(({ basis, day, agencies }) => `${basis} ${day} ${agencies}`);
    expect(told(now)).toEqual(['law 2025-01-31 10', 'law 2025-02-20 0', 'internal 2025-01-15 10']);
    expect(told(then)).toEqual(['law 2025-01-31 10', 'law 2025-02-20 0']);
    expect(then.dates[0]?.source.zh).toContain('第四十九条');
    const html = await get(`${COMPLIANCE}?asOf=2026-06-01`);
    expect(html).toContain('<details class="dates-in-force" open');
    expect(textOf(html)).toMatch(
      /当时有效的时限 2025-01-31 法定期限 10 个机构 《政府信息公开条例》第四十九条/,
    );
    expect(textOf(html)).not.toContain('内部时限');
    expect(then.dates.map(({ edition }) => edition)).toEqual(['2021-09-26', '2021-09-26']);
    expect(now.dates.at(-1)).not.toHaveProperty('edition');
    expect(textOf(html)).toContain('时限表 2021-09-26 版：国务院令第711号、国办公开办函〔2019〕60号');
  });
});

describe('a unit of a vertical system', () => {
  it('stands beside the agencies of the region, added to nothing', async () => {
    const answer = regionYearSchema.parse(await getJson(REGION));
    expect(answer.vertical.map(({ id, state, figures }) => [id, state, figures === null])).toEqual([
      ['idle-ju', 'not-obliged', true],
      ['tax-ju', 'not-obliged', false],
    ]);
    expect(answer.reports).toMatchObject({ expected: 10, accepted: 6 });
    expect(answer.children.map(({ id }) => id)).not.toContain('tax-ju');
    const html = await get(REGION);
    const section = textOf(html.slice(html.indexOf('id="vertical-heading"')));
    expect(section).toMatch(/^[^]*垂直管理系统单位 2 这些单位向本系统报送/);
    expect(section).toContain('国家税务总局柳北区税务局 无需报送 报送后已接收');
    const csv = await get(`${REGION}/tables/vertical.csv`);
    expect(csv).toContain('tax-ju,国家税务总局柳北区税务局,垂直管理系统单位,无需报送、报送后已接收');
    expect(await get(`${REGION}/tables/agencies.csv`)).not.toContain('tax-ju');
  });

  it('is listed apart in compliance, and on its own page', async () => {
    expect(textOf(await get(COMPLIANCE))).toContain('另有垂直管理系统单位 2 个，向本系统报送，不计入机构数');
    const listed = textOf(await get(`${COMPLIANCE}?kind=vertical`));
    expect(listed).toContain('国家税务总局柳北区税务局');
    const answer = complianceSchema.parse(await getJson(COMPLIANCE));
    expect(answer.vertical.map(({ id }) => id)).toEqual(['tax-ju', 'idle-ju']);
    expect(answer.consolidated.map(({ id }) => id)).toEqual(['whole-qu']);
    expect(answer.missing.map(({ id }) => id)).not.toContain('idle-ju');
    expect(textOf(await get('/agencies/tax-ju/years/2024'))).toContain('垂直管理系统单位');
  });
});
