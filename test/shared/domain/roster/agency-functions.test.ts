import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { makeProfiles } from '../../../../generator/agency-profiles.ts';
import { AGENCY_KINDS, type AgencyKind } from '../../../../shared/domain/basics/calendar.ts';
import {
  BUILT_IN_FUNCTIONS,
  findFunction,
  indexFunctions,
  tellFunction,
} from '../../../../shared/domain/roster/agency-functions.ts';

const BUILT_IN = indexFunctions(undefined);
const tell = (name: string, kind: AgencyKind = 'department', stated?: string): string =>
  tellFunction({ name, kind, function: stated }, BUILT_IN).id;

const DEMONSTRATION: Readonly<Record<string, string>> = {
  自然资源和规划局: 'natural-resources',
  住房和城乡建设局: 'housing',
  公安局: 'public-security',
  市场监督管理局: 'market',
  人力资源和社会保障局: 'human-resources',
  教育局: 'education',
  财政局: 'finance',
  发展和改革局: 'development-reform',
  民政局: 'civil-affairs',
  卫生健康局: 'health',
  农业农村局: 'agriculture',
  城市管理行政执法局: 'urban-management',
  交通运输局: 'transport',
  水利局: 'water',
  应急管理局: 'emergency',
  生态环境局: 'ecology',
  行政审批局: 'government-services',
  司法局: 'justice',
  审计局: 'audit',
  统计局: 'statistics',
  商务局: 'commerce',
  文化和旅游局: 'culture-tourism',
  体育局: 'sports',
  医疗保障局: 'medical-insurance',
  退役军人事务局: 'veterans',
  信访局: 'complaints',
  林业局: 'forestry',
  科技工业和信息化局: 'industry',
  大数据发展局: 'government-services',
  扶贫开发办公室: 'agriculture',
  金融工作办公室: 'local-finance',
  国防动员办公室: 'civil-air-defence',
  土地房屋征收中心: 'expropriation',
  机关事务服务中心: 'logistics',
  疾病预防控制中心: 'health',
  融媒体中心: 'other',
  档案馆: 'archives',
  住房公积金管理部: 'housing-fund',
};

/** Places whose names have traps in them: 市 and 政, 城 and 管, 府 and 办. */
const PLACES = [
  '',
  '公安县',
  '柳州市',
  '新城',
  '三江侗族自治县',
  '新市',
  '民和回族土族自治县',
  '平潭综合实验区',
];

describe('the function of an agency', () => {
  it.each(Object.entries(DEMONSTRATION))('called %s is %s, wherever it is', (name, id) => {
    for (const place of PLACES) expect([place, tell(place + name)]).toEqual([place, id]);
  });

  it('is known of everybody in the demonstration', () => {
    const known = { ...DEMONSTRATION };
    for (const level of ['city', 'district', 'county'] as const)
      for (const { name, kind } of makeProfiles(90, level)) {
        const expected =
          kind === 'township' ? 'township' : kind === 'government' ? 'government' : known[name];
        // Consolidated reports and vertical systems are in no total.
        if (kind === 'consolidated' || kind === 'vertical') continue;
        expect([name, tell(name, kind)]).toEqual([name, expected]);
      }
  });

  it('is told of the published reports’ agencies', () => {
    const rows = parse<Record<string, string>>(
      readFileSync(new URL('../../../../demonstration/published/roster.csv', import.meta.url)),
      { columns: true },
    );
    const told = rows.flatMap(({ name = '', kind }) => {
      const known = AGENCY_KINDS.find((one) => one === kind);
      return known === undefined || known === 'consolidated' ? [] : [[name, tell(name, known)]];
    });
    expect(told).toEqual([
      ['上海市科学技术委员会', 'science'],
      ['上海市人民政府办公厅', 'government'],
      ['沭阳县发展和改革局', 'development-reform'],
      ['平潭综合实验区财政金融局', 'finance'],
      ['平潭综合实验区金井片区管理局', 'township'],
      ['平潭综合实验区交通与建设局', 'transport'],
      ['平潭综合实验区市场监督管理局', 'market'],
      ['平潭综合实验区社会事业局', 'other'],
      ['平潭综合实验区综合执法与应急管理局', 'urban-management'],
      ['平潭综合实验区自然资源与生态环境局', 'natural-resources'],
      ['柳北区政务服务监督管理办公室', 'government-services'],
    ]);
  });

  it.each([
    ['柳北区人民政府办公室', 'government'],
    ['柳州市公安局交通警察支队', 'public-security'],
    ['柳州市政务服务局', 'government-services'],
    ['西安市新城管理委员会', 'zones'],
    ['柳州市国有资产监督管理委员会', 'state-assets'],
    ['旅游与文化体育局', 'culture-tourism'],
    ['管委会办公室', 'government'],
    ['经济发展局', 'development-reform'],
    ['妇女联合会', 'other'],
    ['公安县教育局', 'education'],
    ['公安县公安局', 'public-security'],
    ['文化市场综合行政执法支队', 'culture-tourism'],
    ['柳州市文化市场综合执法支队', 'culture-tourism'],
    ['市场监管综合行政执法大队', 'market'],
    ['农业综合行政执法大队', 'agriculture'],
    ['应急管理综合行政执法支队', 'emergency'],
    ['卫生健康综合行政执法支队', 'health'],
    ['柳州市综合行政执法局', 'urban-management'],
    ['综合行政执法局', 'urban-management'],
    ['莲花山旅游度假区管理委员会', 'zones'],
    ['中央商务区管理委员会', 'zones'],
    ['农业科技园区管委会', 'zones'],
    ['柳东新区管委会财政局', 'finance'],
    ['鹿寨县发展改革和科技局', 'development-reform'],
    ['经济发展和科技局', 'development-reform'],
    ['工业信息化和科技局', 'industry'],
    ['柳州市科学技术局', 'science'],
    ['住房城乡建设和交通局', 'housing'],
    ['城乡建设和交通委员会', 'housing'],
    ['城市建设管理局', 'housing'],
    ['柳北区建设局', 'housing'],
    ['公路建设局', 'transport'],
    ['非税收入征收管理局', 'finance'],
    ['柳北区土地房屋征收中心', 'expropriation'],
    ['党政综合办公室', 'government'],
    ['国家税务总局柳州市税务局', 'tax'],
    ['柳州市气象局', 'meteorology'],
    ['柳州市供销合作社联合社', 'supply-marketing'],
    ['柳州海关', 'customs'],
  ])('%s is not taken for what its name only contains: %s', (name, id) => {
    expect(tell(name)).toBe(id);
  });

  it('is what the roster says, where it says so and the list has it', () => {
    expect(tell('柳北区教育局', 'department', 'sports')).toBe('sports');
    expect(tell('文昌街道办事处', 'township', 'housing')).toBe('housing');
    // Withdrawn from the list since: its name decides.
    expect(tell('柳北区教育局', 'department', 'no-more')).toBe('education');
    // Or its kind, where that has one.
    expect(tell('永宁乡政府', 'township', 'no-more')).toBe('township');
  });

  it('follows an operator’s list, the first line that fits', () => {
    const list = indexFunctions({
      entries: [
        { id: 'schools', name: { zh: '学校', en: 'Schools' }, patterns: ['教育'] },
        { id: 'all-else', name: { zh: '局', en: 'Bureaus' }, patterns: ['局'] },
      ],
    });
    const by = (name: string, kind: AgencyKind = 'department') => tellFunction({ name, kind }, list).id;
    expect([by('教育局'), by('公安局'), by('档案馆'), by('永宁镇人民政府', 'township')]).toEqual([
      'schools',
      'all-else',
      'other',
      'other',
    ]);
    const folded = indexFunctions({
      entries: [{ id: 'data', name: { zh: '数据', en: 'Data' }, patterns: ['局(数据'] }],
    });
    expect(tellFunction({ name: '行政审批局（数据局）', kind: 'department' }, folded).id).toBe('data');
    expect(indexFunctions({ entries: [] }).entries).toBe(BUILT_IN_FUNCTIONS);
  });

  it('is one and the same, whatever the agency’s name', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...AGENCY_KINDS), (name, kind) => {
        const { id } = tellFunction({ name, kind }, BUILT_IN);
        expect(id === 'other' || BUILT_IN.byId.has(id)).toBe(true);
        if (kind === 'township') expect(id).toBe('township');
      }),
    );
  });
});

describe('the built-in list', () => {
  it('names each once, by ids that addresses take', () => {
    const ids = BUILT_IN_FUNCTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(BUILT_IN_FUNCTIONS.map(({ name }) => name.zh)).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z-]*$/);
  });

  it('has no pattern that never counts, as an earlier one is part of it', () => {
    const earlier: string[] = [];
    for (const { patterns } of BUILT_IN_FUNCTIONS) {
      for (const pattern of patterns)
        expect([pattern, earlier.filter((one) => pattern.includes(one))]).toEqual([pattern, []]);
      earlier.push(...patterns);
    }
  });

  it('is found by id and by either name', () => {
    expect(findFunction('housing', BUILT_IN)?.id).toBe('housing');
    expect(findFunction('公安', BUILT_IN)?.id).toBe('public-security');
    expect(findFunction('education', BUILT_IN)?.id).toBe('education');
    expect(findFunction('AUDIT', BUILT_IN)?.id).toBe('audit');
    expect(findFunction('住', BUILT_IN)).toBeUndefined();
  });
});
