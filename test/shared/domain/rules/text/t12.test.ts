import { describe, expect, it } from 'vitest';
import { judgeText, readMarked } from '../../../../support/judge-text.ts';

const PATH = '/narrative/other';
const said = (words: string) => ({ [PATH]: words });
const NOTHING_LEFT = {
  '/applications/results/granted/naturalPerson': 9,
  '/applications/results/granted/total': 10,
  '/applications/results/total/naturalPerson': 12,
  '/applications/results/total/total': 14,
  '/applications/carriedOut/naturalPerson': 0,
  '/applications/carriedOut/total': 0,
};

describe('T12', () => {
  it.each([
    ['2026年新收申请12件,均已办结。', '均已办结'],
    ['全年所收申请全部办理完成。', '全部办理完成'],
    ['收到政府信息公开申请12件,上年结转2件,均已答复。', '均已答复'],
    ['政府信息公开申请均已依法办结。', '均已依法办结'],
    ['依申请公开办结率100%。', '办结率100%'],
    ['所有申请都已 处理完毕。', '都已 处理完毕'],
    ['收到自然人申请10件,法人申请2件,均已办结。', '均已办结'],
    ['新收和上年结转的申请14件均已办结。', '均已办结'],
  ])('finds %j', (words, marked) => {
    const [finding, ...more] = judgeText('T12', said(words));
    expect(more).toEqual([]);
    expect(finding && readMarked(finding, said(words))).toBe(marked);
    expect(finding).toMatchObject({ expected: 1 });
    expect(judgeText('T12', { ...said(words), ...NOTHING_LEFT })).toEqual([]);
  });

  it.each([
    '收到申请12件,均在法定期限内办结。',
    '收到申请12件,均已按时答复。',
    '收到申请12件,除1件结转下年度外均已办结。',
    '收到申请12件,均已办结或者顺延到下年办理。',
    '收到申请12件,办结13件;1件结转下一年度。其他申请均已办结。',
    '上年结转的2件申请均已办结。',
    '2025年收到的申请均已办结。',
    '收到申请12件。群众来信均已答复。',
    '其中网上申请均已办结。',
    '申请引起的行政复议均已办结。',
    '自然人申请10件均已办结。',
    '通过网站收到的申请10件均已办结,信函收到的仍在办理。',
    '收到申请12件,其他渠道的3件申请均已办结。',
    '自然人申请十件均已办结。',
  ])('passes %j', (words) => {
    expect(judgeText('T12', said(words))).toEqual([]);
  });
});
