import { describe, expect, it } from 'vitest';
import { judgeText, readMarked } from '../../../../support/judge-text.ts';

const PATH = '/narrative/other';
const said = (words: string) => ({ [PATH]: words });

describe('T10', () => {
  it.each([
    ['××局无其他事项。', '××'],
    ['XX年无其他事项。', 'XX'],
    ['20XX年无其他事项。', '20XX'],
    ['20××年无其他事项。', '20××'],
    ['202X年无其他事项。', '202X'],
    ['其他事项(文字描述)', '(文字描述)'],
    ['其他事项（文字描述）', '（文字描述）'],
    ['【请填写其他事项】', '【请填写其他事项】'],
    ['请在此填写其他事项。', '请在此填写'],
    ['收费____元。', '____'],
    ['全年收费 X X 件。', 'X X'],
    ['培训XX人次。', 'XX'],
    ['发布信息 XX 项。', 'XX'],
    ['解读XX次。', 'XX'],
    ['收费XX元。', 'XX'],
    ['编印公报XX期。', 'XX'],
    ['某某局无其他事项。', '某某'],
    ['**局无其他事项。', '**'],
    ['2026年X月X日召开会议。', 'X'],
    ['2026年__月__日召开会议。', '__'],
    ['收到申请X件。', 'X'],
  ])('finds %j', (words, marked) => {
    const [finding, ...more] = judgeText('T10', said(words));
    expect(more).toEqual([]);
    expect(finding && readMarked(finding, said(words))).toBe(marked);
  });

  it.each([
    '转发《××县政务公开要点》并落实。',
    '开发了 XX 系统之外的 MAXX 平台。',
    '答复张××的申请。',
    '申请表请填写姓名和联系方式后提交。',
    '收费 0 元,详见 fee_list__2026.xlsx。',
    '面积 3×4 米的公示栏。',
    '138****1234 的来电已回复。',
    '依申请公开的文字描述不够细致。',
    '申请人王××市民来电咨询,已答复。',
    '张××办理的事项已公开。',
    '要求公开“李××年度体检信息”的,不予公开。',
    '答复申请人杨某某年度补贴一事。',
    '申请人王**办理的事项已公开。',
    '答复××项目的申请。',
    '工作日为T+X日。',
  ])('passes %j', (words) => {
    expect(judgeText('T10', said(words))).toEqual([]);
  });
});
