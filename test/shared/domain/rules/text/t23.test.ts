import { describe, expect, it } from 'vitest';
import { judgeText, readMarked } from '../../../../support/judge-text.ts';

const said = (preamble: string, other = '') => ({ '/preamble': preamble, '/narrative/other': other });
const announce = (part: string): string => `本报告全文由总体情况、${part}、存在的主要问题及改进情况组成。`;

describe('T23', () => {
  it.each([
    '政府信息公开的减免情况',
    '培训宣传情况',
    '政府网站集约化情况',
    '咨询接待情况',
    '机构设置情况',
    '重点领域公开情况',
  ])('finds that %s is nowhere', (part) => {
    const set = said(announce(part));
    const [finding, ...more] = judgeText('T23', set);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'info', path: '/preamble' });
    expect(finding && readMarked(finding, set)).toBe(part);
  });

  it.each([
    said(announce('主动公开政府信息情况')),
    said(announce('收到和处理政府信息公开申请情况')),
    said(announce('政府信息公开行政复议、行政诉讼情况')),
    said(announce('政府信息公开收费及减免情况'), '未收取信息处理费。'),
    said(announce('培训宣传情况'), '组织培训两场,宣传一次。'),
    said('本报告包括总体情况、附表等六个部分。'),
    said('本报告依据条例编制。'),
    said('本报告由柳北区教育局编制,内容真实。'),
  ])('passes %j', (set) => {
    expect(judgeText('T23', set)).toEqual([]);
  });
});
