/** T5, T6, T14: what section one tells, at which length, and whose it has to. */
import { describe, expect, it } from 'vitest';
import type { ExampleFiling, Patch } from '../../../../../shared/domain/rules/rule-examples.ts';
import {
  EXAMPLE_AGENCY,
  exampleDocument,
  makeTextExample,
  NO_APPLICATION,
} from '../../../../../shared/domain/rules/rule-examples.ts';
import { checkDocument } from '../../../../../shared/domain/verdict/check-report.ts';
import { at, bytesOf } from '../../../../support/a-report.ts';
import { findByRule } from '../../../../support/tell-rules.ts';

const NIL: Patch = { ...NO_APPLICATION, '/nil': true };
const narrative = (overview: string, other = '未收取信息处理费。'): Patch => ({
  '/narrative/overview': overview,
  '/narrative/problems': '解读材料偏少,明年增加图解。',
  '/narrative/other': other,
});
const withFiling = (filing: Partial<ExampleFiling>, set: Patch = {}): [Patch, Partial<ExampleFiling>] => [
  set,
  filing,
];
/** As nobody's: offline. */
const tellAlone = (id: string, set: Patch): number =>
  checkDocument(
    bytesOf(exampleDocument(makeTextExample('', '', set).filing)),
    at('2027-01-20T10:00:00+08:00'),
  ).findings.filter(({ rule }) => rule === id).length;

const LONG = '公开专栏每月检查一次,过期内容随即更新。'.repeat(60);

describe('T5', () => {
  it.each([
    ['a long overview', ...withFiling({}, { '/narrative/overview': LONG }), 1],
    [
      'one with spaces that make it long',
      ...withFiling({}, { '/narrative/overview': `短文。${' '.repeat(2000)}主动公开` }),
      0,
    ],
    ['a government’s own', ...withFiling({ kind: 'government' }, { '/narrative/overview': LONG }), 1],
    ['a township’s', ...withFiling({ kind: 'township' }, { '/narrative/overview': LONG }), 1],
    [
      'a township’s zero report',
      ...withFiling({ kind: 'township' }, { ...NIL, '/narrative/overview': LONG }),
      0,
    ],
    ['a department’s zero report', ...withFiling({}, { ...NIL, '/narrative/overview': LONG }), 1],
    ['a consolidated one', ...withFiling({ kind: 'consolidated' }, { '/narrative/overview': LONG }), 0],
    ['a long section on problems', ...withFiling({}, { '/narrative/problems': LONG }), 0],
    [
      'one of before the rule',
      ...withFiling({ receivedAt: '2026-11-27T12:00:00+08:00', year: 2025 }, { '/narrative/overview': LONG }),
      0,
    ],
    [
      'one of edition 2019',
      ...withFiling(
        { year: 2020, edition: '2019', receivedAt: '2027-01-10T12:00:00+08:00' },
        { '/narrative/overview': LONG },
      ),
      0,
    ],
  ])('of %s', (_, set, filing, times) => {
    expect(findByRule('T5', set, filing)).toHaveLength(times);
  });

  it('states both lengths, and weighs nothing', () => {
    expect(findByRule('T5', { '/narrative/overview': LONG })).toMatchObject([
      { severity: 'info', path: '/narrative/overview', found: 1200, expected: 1000 },
    ]);
  });

  it('tells by the name what nobody files', () => {
    const named = (name: string): number =>
      tellAlone('T5', { '/narrative/overview': LONG, '/agency/name': name });
    expect([EXAMPLE_AGENCY.name, '柳北区人民政府', '长塘镇人民政府'].map(named)).toEqual([1, 0, 1]);
    expect(tellAlone('T5', { ...NIL, '/narrative/overview': LONG })).toBe(0);
  });
});

const ALL = '全年主动公开信息40条,收到申请12件,文件公开前逐件审核,网站栏目定期维护,工作列入年度考核。';
describe('T6', () => {
  it.each([
    ['all aspects', ALL, []],
    [
      'no word of what is disclosed',
      '收到申请12件,文件逐件审核,网站栏目定期维护,工作列入年度考核并安排培训。',
      ['主动公开'],
    ],
    [
      'no word of applications',
      '全年主动公开信息40条,文件公开前逐件审核,网站栏目定期维护,工作列入年度考核。',
      ['依申请公开'],
    ],
    [
      'no word of keeping information',
      '全年主动公开信息40条,收到申请12件,网站栏目定期维护,工作列入年度考核。',
      ['政府信息管理'],
    ],
    [
      'no word of platforms',
      '全年主动公开信息40条,收到申请12件,文件公开前逐件审核,工作列入年度考核。',
      ['公开平台建设'],
    ],
    [
      'no word of oversight',
      '全年主动公开信息40条,收到申请12件,文件公开前逐件审核,网站内容定期维护。',
      ['监督保障'],
    ],
    [
      'hardly anything',
      '本局收到申请12件,均依法答复,没有收费。另有两件正在研究之中,将尽快答复申请人。',
      ['主动公开', '政府信息管理', '公开平台建设', '监督保障'],
    ],
    [
      'other words for the same',
      '全年向社会发布消息40篇,受理申请12件,修订了公开目录,公众号按周更新,配备专人负责。',
      [],
    ],
    [
      'words that a line end parts',
      '全年主动公\n开信息40条,收到申\n请12件,文件逐件审\n核,网\n站定期维护,工作列入年度考\n核。',
      [],
    ],
  ])('of %s', (_, overview, missing) => {
    const [finding, ...more] = findByRule('T6', narrative(overview));
    expect(more).toEqual([]);
    expect(/没有写到(.*?)。/.exec(finding?.message.zh ?? '')?.[1] ?? '').toBe(missing.join('、'));
  });

  it.each([
    [
      'another section tells of it',
      narrative(
        '收到申请12件,文件逐件审核,网站栏目定期维护,工作列入年度考核。',
        '全年主动公开信息40条;未收费。',
      ),
      {},
    ],
    ['a consolidated report', narrative('全区收到申请12件,均已答复。'), { kind: 'consolidated' }],
    [
      'a township’s zero report',
      { ...narrative('本镇没有收到政府信息公开的申请,也没有收费。'), ...NIL },
      { kind: 'township' },
    ],
    [
      'hardly any text, which other rules tell',
      { '/narrative/overview': '略', '/narrative/problems': '无', '/narrative/other': '无' },
      {},
    ],
  ] as const)('is silent where it is %s', (_, set, filing) => {
    expect(findByRule('T6', set, filing)).toEqual([]);
  });
});

describe('T14', () => {
  it.each([
    ['a government without', '全年主动公开信息40条,网站栏目定期维护,举办培训两期。', 'government', 1],
    [
      'a government with an appraisal',
      '全年主动公开信息40条,公开工作占年度考核的百分之四。',
      'government',
      0,
    ],
    [
      'a government with a public review',
      '全年主动公开信息40条,社会评议结果良好,已在网站公布。',
      'government',
      0,
    ],
    [
      'a government where nobody was held to account',
      '全年主动公开信息40条,没有责任追究的情形。',
      'government',
      0,
    ],
    [
      'a government that writes 追责问责',
      '全年主动公开信息40条,因公开不力追责问责的为0人。',
      'government',
      0,
    ],
    ['a department', '全年主动公开信息40条,网站栏目定期维护,举办培训两期。', 'department', 0],
    ['a township', '全年主动公开信息40条,网站栏目定期维护,举办培训两期。', 'township', 0],
    ['a consolidated report', '全年主动公开信息40条,网站栏目定期维护,举办培训两期。', 'consolidated', 0],
  ] as const)('of %s', (_, overview, kind, times) => {
    expect(findByRule('T14', narrative(overview), { kind })).toHaveLength(times);
  });

  it('says nothing where nobody is known to file', () => {
    expect(tellAlone('T14', narrative('全年主动公开信息40条,网站栏目定期维护。'))).toBe(0);
  });
});
