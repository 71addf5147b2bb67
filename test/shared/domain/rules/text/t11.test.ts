/** The report: received 12 (10 by persons), carried in 2, granted 9, partial 4, handled 13, carried out 1. */
import { describe, expect, it } from 'vitest';
import { makeTextExample } from '../../../../../shared/domain/rules/rule-examples.ts';
import { judgeText, readMarked } from '../../../../support/judge-text.ts';
import { runExample } from '../../../../support/run-example.ts';

const PATH = '/narrative/other';
const DECISIONS = {
  '/proactive/normativeDocuments/made': 3,
  '/proactive/normativeDocuments/repealed': 1,
  '/proactive/normativeDocuments/inForce': 20,
  '/proactive/licensing/decisions': 40,
  '/proactive/penalties/decisions': 5,
};
const said = (words: string) => ({ ...DECISIONS, [PATH]: words });

describe('T11', () => {
  it.each([
    ['申请办结后予以公开7件。', '予以公开7件', 7, 9],
    ['答复申请13件,其中予以公开9件,部分公开 3 件。', '部分公开 3 件', 3, 4],
    ['对申请不予公开2件。', '不予公开2件', 2, 0],
    ['申请中无法提供的1件。', '无法提供的1件', 1, 0],
    ['申请的结果:不予处理三件。', '不予处理三件', 3, 0],
    ['申请予以公开及部分公开12件。', '予以公开及部分公开12件', 12, 13],
    ['收到申请12件,自然人申请8件。', '自然人申请8件', 8, 10],
    ['收到申请12件,其中法人或其他组织4件。', '法人或其他组织4件', 4, 2],
    ['答复申请中予以公开9件,占69.2%;无法提供1件,占7.7%。', '无法提供1件', 1, 0],
    ['全年制发规范性文件4件。', '制发规范性文件4件', 4, 3],
    ['现行有效的行政规范性文件19件。', '现行有效的行政规范性文件19件', 19, 20],
    ['全年作出行政许可决定41件。', '作出行政许可决定41件', 41, 40],
    ['作出行政处罚6件。', '作出行政处罚6件', 6, 5],
    ['答复申请13件,教育类申请5件,其余8件。对全部13件申请,予以公开7件。', '予以公开7件', 7, 9],
    ['收到申请12件,自然人10件,法人或其他组织2件,予以公开7件。', '予以公开7件', 7, 9],
    ['收到申请12件,较上年增加3件,予以公开7件。', '予以公开7件', 7, 9],
    ['收到申请12件,结转下年1件,予以公开7件。', '予以公开7件', 7, 9],
  ])('finds %j', (words, marked, found, expected) => {
    const [finding, ...more] = judgeText('T11', said(words));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ path: PATH, found, expected, severity: 'warning' });
    expect(finding && readMarked(finding, said(words))).toBe(marked);
  });

  it.each([
    '申请办结后予以公开9件,部分公开4件,不予公开0件。',
    '申请办结后予以公开13件。',
    '收到申请12件,自然人10件,商业企业2件。',
    '连同上年结转的,自然人申请12件,均依法处理。',
    '上年结转的申请予以公开1件。',
    '2025年的申请予以公开5件。',
    '区卫生健康局的申请予以公开3件。',
    '全年产生公文30件,其中主动公开20件,不予公开10件。',
    '发布文件60份,其中主动公开50份,依申请公开及不予公开10份。',
    '主动公开信息300条,其中行政许可信息35条。',
    '公示行政许可120件、行政处罚30件。',
    '以区政府名义制发规范性文件2件。',
    '制发规范性文件3件,其中修订规范性文件1件。',
    '因不予公开引起的申请2件。',
    '网上申请予以公开5件。',
    '申请不予公开1件以上的科室应当说明。',
    '全年申请中涉及征地的4件,予以公开3件,部分公开1件。',
    '教育类申请5件,予以公开4件,部分公开1件。',
    '教育类申请五件,予以公开四件,部分公开一件。',
    '街道受理的5件申请中予以公开4件。',
    '自然人申请10件,予以公开8件,部分公开2件。',
    '对教育局制发规范性文件4件进行合法性审核。',
    '制发规范性文件4件报区政府备案。',
  ])('passes %j', (words) => {
    expect(judgeText('T11', said(words))).toEqual([]);
  });

  it('leaves a wrong total to the rule on sums', () => {
    const set = { ...said('申请办结后予以公开9件。'), '/applications/results/granted/total': 0 };
    expect(judgeText('T11', set)).toEqual([]);
  });

  it('finds a count that two sections state differently, and leaves it to Q1 where neither agrees', () => {
    const tell = (first: number, second: number) =>
      runExample(
        makeTextExample('', '', {
          '/narrative/overview': `2026年新收政府信息公开申请${first}件,栏目按月检查。`,
          '/narrative/other': `全年新收政府信息公开申请${second}件。`,
        }).filing,
      )
        .findings.filter(({ rule }) => rule === 'Q1' || rule === 'T11')
        .map(({ rule, path, found, expected }) => [rule, path, found, expected]);
    expect(tell(12, 12)).toEqual([]);
    expect(tell(12, 9)).toEqual([['T11', '/narrative/other', 9, 12]]);
    expect(tell(9, 12)).toEqual([['T11', '/narrative/overview', 9, 12]]);
    expect(tell(9, 8)).toEqual([['Q1', '/narrative/overview', 9, 12]]);
  });

  it('takes parts that two sections state for what they are', () => {
    expect(
      judgeText('T11', {
        '/narrative/overview': '2026年新收政府信息公开申请12件,栏目按月检查。',
        '/narrative/other': '一季度收到政府信息公开申请3件,当面收到政府信息公开申请2件。',
      }),
    ).toEqual([]);
  });
});
