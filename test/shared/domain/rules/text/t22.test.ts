import { describe, expect, it } from 'vitest';
import { judgeText, readMarked } from '../../../../support/judge-text.ts';

const PATH = '/narrative/other';
const said = (words: string) => ({ [PATH]: words });

describe('T22', () => {
  it.each([
    ['涉及危机“三安全一稳定”的没有。', '危机“三安全', '危及“三安全'],
    ['没有行政法复议。', '行政法复议', '行政复议'],
    ['收到的处理政府信息公开申请情况见表。', '收到的处理政府信息', '收到和处理政府信息'],
    ['截止目前无其他事项。', '截止目前', '截至目前'],
    ['学习信息公开 条列。', '信息公开 条列', '信息公开条例'],
    ['公开专项资金资金使用情况。', '资金资金', '资金'],
    ['将进一步进一步改进。', '进一步进一步', '进一步'],
    ['召开工作布署会议。', '布署', '部署'],
    ['公开专项资\n金资金使用情况。', '资\n金资金', '资金'],
  ])('finds %j', (words, marked, expected) => {
    const [finding, ...more] = judgeText('T22', said(words));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning', expected });
    expect(finding && readMarked(finding, said(words))).toBe(marked);
  });

  it.each([
    '危及“三安全一稳定”的没有。',
    '没有行政复议。',
    '转发《关于行政法复议衔接的说明》。',
    '转发《行政法复议》一书的书评。',
    '常常更新,等等。',
    '柳北区人民政府政府信息公开年报已发布。',
    '进一步规范规范性文件管理。',
    '负责公开工作工作人员两名。',
    '信息公开开展顺利,服务群众群众满意,召开推进推进会。',
    '一件一件核对,逐条逐条公布。',
    '截至目前无其他事项。',
    '公布署名解读文章,发布署名评论。',
    '既使用政府网站,又使用新媒体。',
    '既使群众满意,又使企业受益。',
    '解读工作深入开展\n开展政策解读十次。',
    '公开制度不断完善\n完善栏目设置。',
    '培训进一步加强\r\n加强检查。',
    '信息质量不断提高\n提高认识。',
    '问题仍然存在\n 存在的问题如下。',
    '更新是否及时及时长是否合理均已检查。',
  ])('passes %j', (words) => {
    expect(judgeText('T22', said(words))).toEqual([]);
  });
});
