import { describe, expect, it } from 'vitest';
import { judgeText, readMarked } from '../../../../support/judge-text.ts';

const PREAMBLE = '/preamble';
const OVERVIEW = '/narrative/overview';
const PROBLEMS = '/narrative/problems';

describe('T1, of a report for 2026', () => {
  it.each([
    [PREAMBLE, '现公布2025年政府信息公开工作年度报告。', '2025年政府信息公开工作年度报告'],
    [PREAMBLE, '编制二〇二五年度柳北区政府信息公开年度报告如下。', '二〇二五年度柳北区政府信息公开年度报告'],
    [PREAMBLE, '柳北区教育局 2024 年政务公开工作报告', '2024 年政务公开工作报告'],
    [
      OVERVIEW,
      '区教育局2025年政府信息公开工作年度报告。2026年公开信息300条,逐月检查。',
      '2025年政府信息公开工作年度报告',
    ],
    [OVERVIEW, '2025年,我局认真组织公开工作,全年公开信息300条,栏目按月检查。', '2025年'],
    [OVERVIEW, '我局2025年度公开信息300条,栏目按月检查,回应关切30次。', '2025年'],
    [PROBLEMS, '2025年,我局的解读形式仍显单一,更新不够均匀。', '2025年'],
    [PROBLEMS, '更新偏慢。2026年,我局将进一步充实人员。', '2026年,我局将进一步'],
    [PROBLEMS, '更新偏慢。下一步,2025年将增加图解。', '下一步,2025年'],
  ])('finds %s %j', (path, words, marked) => {
    const [finding, ...more] = judgeText('T1', { [path]: words });
    expect(more).toEqual([]);
    expect(finding && readMarked(finding, { [path]: words })).toBe(marked);
  });

  it.each([
    [PREAMBLE, '根据《关于编制2025年政府信息公开工作年度报告的通知》编制本报告。'],
    [PREAMBLE, '按照区政府办关于做好2025年度政府信息公开年度报告编制工作的要求编制。'],
    [PREAMBLE, '现公布2026年政府信息公开工作年度报告,并附2025年数据供比较。'],
    [OVERVIEW, '2026年公开信息300条,按时发布了2025年政府信息公开工作年度报告。'],
    [OVERVIEW, '较2025年,我局公开信息增加了三成,栏目按月检查。'],
    [OVERVIEW, '2025年以来,我局逐步健全公开制度,栏目按月检查。'],
    [OVERVIEW, '2025年底组建的公开办今年独立运转,全年公开信息300条。'],
    [PROBLEMS, '2025年度考核指出的更新偏慢已整改,图解仍然偏少。'],
    [PROBLEMS, '更新偏慢。2027年,我局将进一步充实人员。'],
    [PROBLEMS, '更新偏慢。2026年将解读纳入考核后有所好转。'],
    [PROBLEMS, '更新偏慢。按照2021-2025年,将继续实施的规划推进。'],
  ])('passes %s %j', (path, words) => {
    expect(judgeText('T1', { [path]: words })).toEqual([]);
  });
});
