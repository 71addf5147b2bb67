import { describe, expect, it } from 'vitest';
import { judgeText, readMarked } from '../../../../support/judge-text.ts';

const PATH = '/narrative/other';
const said = (words: string) => ({ [PATH]: words });

describe('T21', () => {
  it.each([
    ['公开栏目\ufffd\ufffd已更新', '\ufffd\ufffd'],
    ['全年公开信息???条', '???'],
    ['全年公开\ue123信息', '\ue123'],
    ['<p class="MsoNormal">本年无其他事项', '<p class="MsoNormal">'],
    ['本年无其他事项</span>', '</span>'],
    ['本年无其他事项<br/>', '<br/>'],
    ['其他事项:&nbsp;无', '&nbsp;'],
    ['锛屽叏骞翠富鍔ㄥ叕寮€', '锛屽叏骞翠富鍔ㄥ'],
    ['涓€銆佹€讳綋鎯呭喌', '涓€銆佹€讳綋鎯'],
  ])('finds %j', (words, marked) => {
    const [finding, ...more] = judgeText('T21', said(words));
    expect(more).toEqual([]);
    expect(finding && readMarked(finding, said(words))).toBe(marked);
  });

  it.each([
    '为什么办得慢?已书面说明',
    '满足 a<b 且 c>d 的情形',
    '办理时长 <5 个工作日',
    '涓涓细流,汇成服务',
    'R&D 经费信息已公开',
    '锛子厂搬迁信息已公开',
    '(一)无;(二)无——“无”…',
    '热线 12345 & 网站',
    '浠水县涓水镇的信息已公开',
  ])('passes %j', (words) => {
    expect(judgeText('T21', said(words))).toEqual([]);
  });

  it('reads every text', () => {
    for (const path of ['/preamble', '/narrative/overview', '/narrative/problems', '/signature/name'])
      expect(judgeText('T21', { [path]: '已更新各栏目&nbsp;并按月检查公开情况' })).toMatchObject([{ path }]);
  });
});
