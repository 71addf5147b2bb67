import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { createApp } from '../../web/app.tsx';
import type { WebTable } from '../../web/ports.ts';
import { elementWithId, rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

async function get(path: string): Promise<string> {
  const response = await scene.app.request(path);
  expect(response.status).toBe(200);
  return response.text();
}

describe('an agency’s year', () => {
  it('shows the form in force with its heads merged as the regulation prints them', async () => {
    const html = await get('/agencies/accepted-ju/years/2024');
    expect(rowOf(html, '一、本年新收').slice(1)).toEqual(['1 204', '0', '0', '0', '0', '0', '1 204']);
    expect(rowOf(html, '三、本年度办理结果').slice(2)).toEqual(['1 187', '0', '0', '0', '0', '0', '1 187']);
    expect(html).toMatch(/<th scope="rowgroup" rowspan="22">三、本年度办理结果<\/th>/);
    expect(html).toMatch(/<th scope="rowgroup" rowspan="8">\S+不予公开<\/th>/);
    expect(html).toMatch(/<td class="n zero" id="cell-applications-results-partial-total">0<\/td>/);
    expect(textOf(html)).toContain('演示数据 – 数字由程序生成');
  });

  it('shows edition 2019 for the years that it serves', async () => {
    const html = await get('/agencies/accepted-ju/years/2020');
    expect(rowOf(html, '政府集中采购')).toEqual(['政府集中采购', '0', '0']);
    expect(textOf(html)).not.toContain('逾期不补正');
    expect(html).toMatch(/<th scope="rowgroup" rowspan="20">三、本年度办理结果<\/th>/);
  });

  it('says of a report returned for S rules that it was not, or not wholly, compared with last year’s', async () => {
    const says = '未能与上年度报告';
    for (const id of ['unreadable-ju', 'partly-ju']) {
      const path = `/agencies/${id}/years/2024`;
      expect(textOf(await get(path))).toContain(says);
      const { submissions } = JSON.parse(await get(`/api/v1${path}`)) as {
        submissions: { submissionId: string; notCompared: { zh: string } }[];
      };
      expect(submissions[0]?.notCompared.zh).toContain(says);
      const receipt = `${path}/submissions/${submissions[0]?.submissionId}`;
      expect(textOf(await get(receipt))).toContain(says);
      expect(await get(`/api/v1${receipt}`)).toContain(says);
    }
    for (const id of ['returned-ju', 'flagged-ju'])
      expect(textOf(await get(`/agencies/${id}/years/2024`))).not.toContain(says);
  });

  it('marks the cells of a returned report and leads to the findings and back', async () => {
    const html = await get('/agencies/returned-ju/years/2024');
    expect(textOf(html)).toContain('没有计入任何汇总');
    expect(html).toContain(
      '<td class="n marked suspected" id="cell-applications-received-total"><a href="#suspect-1"',
    );
    expect(textOf(elementWithId(html, 'cell-applications-received-total'))).toBe('8 应为 7');
    expect(html).toContain(
      '<td class="n marked marked-error" id="cell-applications-carriedOut-total"><a href="#finding-2"',
    );
    expect(textOf(elementWithId(html, 'suspect-1'))).toContain('很可能只需改 1 个数');
    const finding = elementWithId(html, 'finding-1');
    expect(textOf(finding)).toContain('错误');
    expect(finding).toMatch(/href="#cell-applications-\S+"/);
    expect(textOf(html)).toContain('2 处错误');
  });

  it('keeps the form in force where a correction was returned, and leads to that version', async () => {
    const html = await get('/agencies/corrected-ju/years/2024');
    expect(rowOf(html, '一、本年新收')[7]).toBe('8');
    expect(textOf(html)).toContain('2025-03-01 10:00 收到的更正已退回');
    const versions = rowsIn(html.slice(html.indexOf('submissions-heading'))).slice(1);
    expect(versions.map((row) => row.slice(0, 2))).toEqual([
      ['2025-03-01 10:00', '已退回'],
      ['2025-01-20 16:00', '已接收 现行版本'],
    ]);
    const old = /href="(\/agencies\/corrected-ju\/years\/2024\/submissions\/[^"]+)"/.exec(html)?.[1] ?? '';
    expect(rowOf(await get(old), '一、本年新收')[7]).toContain('10');
  });

  it('says of an old version what came after it, and leads to the version in force', async () => {
    const year = '/agencies/city-ju/years/2024';
    const old = /href="([^"]+\/submissions\/[^"/]+)"/.exec(await get(year))?.[1] ?? '';
    expect(textOf(await get(old))).not.toContain('取代');
    const district = '450200';
    await scene.file({ id: 'city-ju', district, year: 2024, received: 12, at: '2025-03-02T02:00:00Z' });
    const html = await get(old);
    expect(textOf(html)).toContain('已被 2025-03-02 10:00 收到的更正取代');
    expect(html).toMatch(/href="\/agencies\/city-ju\/years\/2024">看现行版本/);
  });

  it('shows what a returned document states, and leaves blank what could not be read', async () => {
    const html = await get('/agencies/partly-ju/years/2024');
    expect(rowOf(html, '一、本年新收').slice(1)).toEqual(['7', '1', '0', '0', '0', '0', '7']);
    expect(html).toMatch(
      /marked-error" id="cell-applications-received-commercial"><a [^>]*><sup>1<\/sup><\/a>/,
    );
    expect(textOf(html)).toContain('读不出的单元格留空');
    expect(html).not.toContain('NaN');
  });

  it('says so where the document cannot be read as a form', async () => {
    const html = await get('/agencies/unreadable-ju/years/2024');
    expect(textOf(html)).toContain('这份文件读不成报告表');
    expect(textOf(elementWithId(html, 'finding-1'))).toContain('S1');
    expect(html).not.toContain('class="form"');
  });

  it('shows an agency’s texts as text, and links to the published original', async () => {
    const html = await get('/agencies/hostile-ju/years/2024');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script>');
    // Marked where a rule on broken text finds it.
    expect(html).toContain('&lt;img src=x onerror=alert(2)&gt;');
    expect(html).toContain('href="https://example.org/report?a=1&amp;b=2"');
  });

  it('compares the report in force with last year’s as it stands now', async () => {
    const path = '/agencies/late-ju/years/2024';
    expect(textOf(await get(path))).not.toContain('Y1');
    await scene.file({ id: 'late-ju', year: 2023, received: 5, carriedOut: 4, at: '2025-06-01T00:00:00Z' });
    const html = await get(path);
    expect(textOf(html)).toContain('待说明');
    expect(html).toMatch(/marked-warning" id="cell-applications-carriedIn-total"/);
  });

  it('leads on from an agency that was merged away, and back', async () => {
    const relatives: Readonly<Record<string, Partial<RosterRecord>>> = {
      'merged-ju': { successors: ['accepted-ju', 'gone-ju'] },
      'accepted-ju': { predecessors: ['merged-ju'] },
    };
    const observed: WebTable['observed'] = (onRead) => {
      const table = scene.deps.table.observed(onRead);
      const roster: WebTable['roster'] = async (id) => {
        const found = await table.roster(id);
        return found && { ...found, ...relatives[id] };
      };
      return { ...table, roster };
    };
    const app = createApp({ ...scene.deps, table: { ...scene.deps.table, observed } });
    const at = async (path: string) => (await app.request(path)).text();
    for (const path of ['/agencies/merged-ju', '/agencies/merged-ju/years/2022']) {
      const html = await at(path);
      expect(textOf(html)).toMatch(/并入 柳北区公安局 ?、 ?gone-ju/);
      expect(html).toContain('href="/agencies/accepted-ju"');
    }
    expect(textOf(await at('/agencies/accepted-ju/years/2024'))).toContain('前身 柳北区旅游局');
    expect(textOf(await at('/agencies/accepted-ju/years/2024'))).not.toContain('并入');
    expect(textOf(await at('/agencies/merged-ju?lang=en'))).toContain(
      "Continued by Liubei Qu Gong'an Ju 柳北区公安局",
    );
  });

  it('tells a missing report from one that nobody is obliged to file', async () => {
    const missing = await get('/agencies/missing-ju/years/2024');
    expect(textOf(missing)).toContain('未报送');
    expect(textOf(missing)).toContain('这一年还没有收到报告');
    const merged = await get('/agencies/merged-ju/years/2024');
    expect(textOf(merged)).toContain('无需报送');
    expect(textOf(merged)).toContain('按名册');
  });

  it('says by which date of the law it is measured, and where that stands; not where nothing is due', async () => {
    const said = async (path: string): Promise<string> => textOf(await get(path));
    expect(await said('/agencies/accepted-ju/years/2024')).toMatch(
      /截止日 2025-01-31.《政府信息公开条例》第四十九条、国办公开办函〔2021〕30号二.一.，时限表 2021-09-26 版/,
    );
    expect(await said('/agencies/whole-qu/years/2024')).toMatch(/截止日 2025-02-20.+二.二./);
    expect(await said('/agencies/merged-ju/years/2024')).not.toContain('截止日');
    expect(await said(`/compliance/${DISTRICT}/2024`)).toMatch(/截止日依据.+有延期的/);
  });

  it('leads back to its district', async () => {
    expect(await get('/agencies/missing-ju/years/2024')).toContain(`href="/regions/${DISTRICT}/years/2024"`);
  });

  it('speaks English throughout', async () => {
    const html = await get('/agencies/returned-ju/years/2024?lang=en');
    expect(rowOf(html, 'I. Applications received')[7]).toContain('8');
    const ours = textOf(html)
      .replaceAll(
        /柳北区\S*|广西壮族自治区|柳州市|中文|2024年主动公开、依申请公开和信息管理平稳有序,平台和监督保障到位,未收取信息处理费。|个别栏目信息更新不够及时。/g,
        '',
      )
      .match(/[\u4e00-\u9fff]+/g);
    expect(ours).toBeNull();
  });
});

describe('an agency’s years at a glance', () => {
  it('lists every year with its state and figures, the newest first', async () => {
    const rows = rowsIn(await get('/agencies/accepted-ju')).slice(1, 8);
    expect(rows.map(([year]) => year)).toEqual([
      '2025年',
      '2024年',
      '2023年',
      '2022年',
      '2021年',
      '2020年',
      '2019年',
    ]);
    expect(rows[1]).toEqual([
      '2024年',
      '已接收',
      '按时',
      '1 204',
      '1 187',
      '100.0 % 1 187 / 1 187',
      '0.0 % 0 / 1 187',
      '57',
      '0',
      '0',
      '历史',
    ]);
    expect(rows[0]?.[1]).toContain('未报送');
    // Nothing was filed: nothing is undefined as zero, and there is no history to see.
    expect(rows[0]?.slice(2)).toEqual(['–', '–', '–', '–', '–', '–', '–', '–', '–']);
  });

  it('has no rate where nothing was handled, and a gap, not zero, in the chart of a year without report', async () => {
    expect(rowOf(await get('/agencies/nil-ju'), '2024年').slice(3)).toEqual([
      ...['0', '0', '–', '–', '0', '0', '0', '历史'],
    ]);
    const html = await get('/agencies/accepted-ju');
    const drawing: unknown = JSON.parse(
      /<script type="application\/json">(.+?)<\/script>/.exec(html)?.[1] ?? '',
    );
    expect(drawing).toMatchObject({
      labels: ['2019', '2020', '2021', '2022', '2023', '2024', '2025'],
      series: [
        { key: 'received', values: [null, 3, null, null, 1000, 1204, null] },
        { key: 'carried-in', values: [null, 0, null, null, 0, 40, null] },
      ],
    });
    expect(textOf(html)).toContain('2024年：新收 1 204 件申请，比上年多 20.4 %');
    expect(html).toContain('href="/agencies/accepted-ju/tables/years.csv?lang=zh"');
    expect(html).toContain('href="/agencies/accepted-ju/tables/chart-received.csv?lang=zh"');
  });

  it('says that nothing is due after an agency was merged away', async () => {
    expect(rowOf(await get('/agencies/merged-ju'), '2023年')[1]).toBe('无需报送');
  });
});

/** The labels of a table of the form, in the order in which they are printed. */
const labelsOf = (html: string, table: string): string[] =>
  [
    ...(new RegExp(`aria-labelledby="form-${table}">([\\s\\S]*?)</table>`).exec(html)?.[1] ?? '').matchAll(
      /<(?:h3|th)[\s>][\s\S]*?<\/(?:h3|th)>/g,
    ),
  ].map(([label]) => textOf(label));

/** As 国办公开办函〔2019〕60号 and 〔2021〕30号 print them; not read from the catalogue, which they are to prove. */
const REASONS = [
  ...['（三）不予公开', '1.属于国家秘密', '2.其他法律行政法规禁止公开', '3.危及“三安全一稳定”'],
  ...['4.保护第三方合法权益', '5.属于三类内部事务信息', '6.属于四类过程性信息', '7.属于行政执法案卷'],
  ...['8.属于行政查询事项', '（四）无法提供', '1.本机关不掌握相关政府信息', '2.没有现成信息需要另行制作'],
  ...['3.补正后申请内容仍不明确', '（五）不予处理', '1.信访举报投诉类申请', '2.重复申请'],
  ...['3.要求提供公开出版物', '4.无正当理由大量反复申请', '5.要求行政机关确认或重新出具已获取信息'],
];
const OTHER_HANDLING = {
  '2019': ['（六）其他处理'],
  '2021': [
    '（六）其他处理',
    '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
    '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
    '3.其他',
  ],
};
const NUMBERS_2019 = ['信息内容', '上一年项目数量', '本年增/减'];
const PROACTIVE = {
  '2019': [
    ...['第二十条第（一）项', '信息内容', '本年新制作数量', '本年新公开数量', '对外公开总数量'],
    ...['规章', '规范性文件'],
    ...['第二十条第（五）项', ...NUMBERS_2019, '处理决定数量', '行政许可', '其他对外管理服务事项'],
    ...['第二十条第（六）项', ...NUMBERS_2019, '处理决定数量', '行政处罚', '行政强制'],
    ...['第二十条第（八）项', ...NUMBERS_2019, '行政事业性收费'],
    ...['第二十条第（九）项', '信息内容', '采购项目数量', '采购总金额（元）', '政府集中采购'],
  ],
  '2021': [
    ...['第二十条第（一）项', '信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
    ...['规章', '行政规范性文件'],
    ...['第二十条第（五）项', '信息内容', '本年处理决定数量', '行政许可'],
    ...['第二十条第（六）项', '信息内容', '本年处理决定数量', '行政处罚', '行政强制'],
    ...['第二十条第（八）项', '信息内容', '本年收费金额（单位：万元）', '行政事业性收费'],
  ],
};
const ENDS = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];

describe.each([
  { year: 2020, edition: '2019' },
  { year: 2024, edition: '2021' },
] as const)('the form of $year', ({ year, edition }) => {
  it('has every label as the regulation prints it, in its order', async () => {
    const html = await get(`/agencies/accepted-ju/years/${year}`);
    expect(labelsOf(html, 'proactive')).toEqual(['二、主动公开政府信息情况', ...PROACTIVE[edition]]);
    expect(labelsOf(html, 'applications')).toEqual([
      '三、收到和处理政府信息公开申请情况',
      '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
      ...['申请人情况', '自然人', '法人或其他组织', '总计'],
      ...['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'],
      ...['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量'],
      ...['三、本年度办理结果', '（一）予以公开'],
      '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
      ...REASONS,
      ...OTHER_HANDLING[edition],
      ...['（七）总计', '四、结转下年度继续办理'],
    ]);
    expect(labelsOf(html, 'disputes')).toEqual([
      '四、政府信息公开行政复议、行政诉讼情况',
      ...['行政复议', '行政诉讼', '未经复议直接起诉', '复议后起诉'],
      ...[...ENDS, ...ENDS, ...ENDS],
    ]);
  });

  it('stands under six headings in their order', async () => {
    const html = await get(`/agencies/accepted-ju/years/${year}`);
    const headings = [...html.matchAll(/<h3[^>]*>([\s\S]*?)<\/h3>/g)].map(([, heading]) => heading);
    expect(headings.map((heading) => heading?.slice(0, 2))).toEqual([
      '一、',
      '二、',
      '三、',
      '四、',
      '五、',
      '六、',
    ]);
    expect(html).toMatch(/六、其他需要报告的事项<\/h3><p class="quiet">（未填写）/);
  });
});

describe('last year’s figures', () => {
  const path = '/agencies/accepted-ju/years/2024';

  it('stand in the cells under an address of their own, where they are others', async () => {
    const plain = await get(path);
    expect(textOf(elementWithId(plain, 'cell-applications-received-total'))).toBe('1 204');
    expect(plain).toContain('id="cell-applications-received-total" title="2023年：1\u00a0000">');
    expect(plain).toContain('href="/agencies/accepted-ju/years/2024?previous=1#form-heading"');
    const html = await get(`${path}?previous=1`);
    expect(textOf(elementWithId(html, 'cell-applications-received-total'))).toBe('1 204 上年 1 000');
    expect(textOf(elementWithId(html, 'cell-applications-carriedOut-naturalPerson'))).toBe('57 上年 40');
    expect(textOf(elementWithId(html, 'cell-applications-received-commercial'))).toBe('0');
    // The other years and the other language keep them.
    expect(html).toContain('href="/agencies/accepted-ju/years/2023?previous=1"');
    expect(html).toContain('previous=1&amp;lang=en');
  });

  it('are not offered where no report of the year before is in force, and a wrong wish is told', async () => {
    expect(await get('/agencies/accepted-ju/years/2023')).not.toContain('previous=1');
    expect((await scene.app.request(`${path}?previous=yes`)).status).toBe(400);
  });

  it('leads a year on and back', async () => {
    const html = await get(path);
    expect(html).toContain('href="/agencies/accepted-ju/years/2023" rel="prev" aria-label="上一年：2023年"');
    expect(html).toContain('href="/agencies/accepted-ju/years/2025" rel="next" aria-label="下一年：2025年"');
    expect(await get('/agencies/accepted-ju/years/2019')).not.toContain('rel="prev"');
  });
});

describe('an explanation', () => {
  const year = '/agencies/nil-ju/years/2023';
  const text = '上年漏报 <b>两</b> 件,已在台账更正。';
  const file = (carriedIn: number, at: string, explained: boolean) =>
    scene.file({
      id: 'nil-ju',
      year: 2023,
      received: 8,
      carriedIn,
      at,
      change: (document) => {
        if (explained)
          document['explanations'] = ['naturalPerson', 'total'].map((column) => ({
            rule: 'Y1',
            path: `/applications/carriedIn/${column}`,
            text,
          }));
      },
    });

  it('stands beside its finding, in page and API, also after a later upload without it, until a cell changes', async () => {
    await scene.file({ id: 'nil-ju', year: 2022, received: 4, carriedOut: 1, at: '2023-01-10T01:00:00Z' });
    await file(3, '2024-01-10T01:00:00Z', true);
    await file(3, '2024-01-12T01:00:00Z', false);
    const explained = await get(year);
    expect(textOf(elementWithId(explained, 'finding-1'))).toContain('已说明 （2024-01-10） 上年漏报');
    expect(explained).not.toContain('<b>两</b>');
    expect(textOf(explained)).toContain('已接收');
    expect(explained).toMatch(/finding-warning finding-explained"/);
    expect(explained).toMatch(
      /marked-explained" id="cell-applications-carriedIn-total"[^<]*><a[^>]*title="已说明">/,
    );
    expect(explained).not.toContain('marked-warning');
    expect(textOf(explained)).toMatch(/\d 处警告 ?· 已说明 \d/);
    const answer = async () =>
      (await (await scene.app.request(`/api/v1${year}`)).json()) as {
        state: string;
        submissions: { findings: { rule: string; explanation?: unknown }[] }[];
      };
    const before = await answer();
    expect(before.state).toBe('accepted');
    expect(before.submissions[0]?.findings[0]?.explanation).toEqual({
      text,
      receivedAt: '2024-01-10T01:00:00.000Z',
      holds: true,
    });

    await file(4, '2024-01-14T01:00:00Z', false);
    const lapsed = await get(year);
    expect(textOf(elementWithId(lapsed, 'finding-1'))).toContain('说明已失效');
    expect(textOf(lapsed)).toContain('待说明');
    expect(lapsed).toContain('marked-warning');
    expect(lapsed).not.toContain('finding-explained');
    const after = await answer();
    expect(after.state).toBe('flagged');
    expect(after.submissions[0]?.findings[0]?.explanation).toMatchObject({ text, holds: false });
    // The version that was explained still says so of itself.
    expect(textOf(await get(`${year}?lang=en`))).toContain('Explanation lapsed');
  });
});

describe('a consolidated report', () => {
  it('says how many agencies are missing before it is compared', async () => {
    expect(textOf(await get('/agencies/whole-qu/years/2024'))).toMatch(
      /未与本地区合计比较：应报送的 \d+ 个机构中，还有 4 个没有已接收的报告/,
    );
    const answer: unknown = await (await scene.app.request('/api/v1/agencies/whole-qu/years/2024')).json();
    expect(answer).toMatchObject({ comparison: { compared: false, missing: 4 } });
    const other: unknown = await (await scene.app.request('/api/v1/agencies/late-ju/years/2024')).json();
    expect(other).not.toHaveProperty('comparison');
  });
});

describe('an agency that was renamed', () => {
  it('is called what it was called in the year, and what it is called today beside it', async () => {
    const { store } = scene;
    const before = (await store.table.rosterOf(['city-ju'])).get('city-ju');
    if (!before) throw new Error('no city-ju');
    const { since: _since, ...entry } = before;
    await loadRoster(store.table, [{ ...entry, name: '柳州市方志档案局' }], store.now());
    const year = Number(store.now().slice(0, 4));
    const html = await get(`/agencies/city-ju/years/${year - 1}`);
    expect(/<h1>(?<name>[^<]+)/.exec(html)?.groups?.['name']).toContain('柳州市档案局');
    expect(textOf(html)).toContain('现名 柳州市方志档案局');
    expect(await get('/agencies/city-ju')).not.toContain('现名');
    const api = async (one: number) =>
      JSON.parse(await get(`/api/v1/agencies/city-ju/years/${one}`)) as unknown;
    expect(await api(year - 1)).toMatchObject({
      agency: { name: '柳州市方志档案局', nameInYear: '柳州市档案局' },
    });
    const present = await scene.app.request(`/api/v1/agencies/city-ju/years/${year}`);
    expect(await present.text()).not.toContain('nameInYear');
  });
});
