import { describe, expect, it } from 'vitest';
import { parsePhrases } from '../../../shared/contracts/files/phrases-file.ts';

const HEAD = 'wrong,right,source\n';
const complaints = (text: string, known: readonly { readonly wrong: string }[] = []) => {
  const parsed = parsePhrases(text, 'csv', known);
  return parsed.kind === 'bad' ? parsed.complaints.map(({ line, column }) => `${line} ${column}`) : [];
};

describe('a file of wrong phrases', () => {
  it('is read as rules read a text, with Chinese heads or English ones', () => {
    const lines = [{ wrong: '政务"公开', right: '政务公开', source: '办公室通知' }];
    for (const head of [HEAD, '错误写法,正确写法,依据\n'])
      expect(parsePhrases(`${head}"政务 ＂公开",政务公开,办公室通知\n`, 'csv', [])).toMatchObject({
        kind: 'ok',
        lines,
      });
  });

  it.each([
    ['is named twice', '政务公布,政务公开,通知\n政务 公布,政务公开,通知\n', ['3 wrong']],
    ['is one character', '开,关,通知\n', ['2 wrong']],
    ['is within what is right', '信息公开,政府信息公开,通知\n', ['2 right']],
    ['has no source', '政务公布,政务公开,\n', ['2 source']],
    ['is withdrawn and not there', '政务公布,,\n', ['2 right']],
    ['is too long', `${'错'.repeat(31)},对,通知\n`, ['2 wrong']],
  ])('is refused where a phrase %s', (_, text, expected) => {
    expect(complaints(HEAD + text)).toEqual(expected);
  });

  it('withdraws what is there', () => {
    expect(complaints(`${HEAD}政务公布,,\n`, [{ wrong: '政务公布' }])).toEqual([]);
  });

  it('has at most 500 phrases, with those that are loaded', () => {
    const rows = Array.from({ length: 500 }, (_, i) => `错写${i}号,对,通知\n`).join('');
    expect(complaints(HEAD + rows)).toEqual([]);
    expect(complaints(HEAD + rows, [{ wrong: '政务公布' }])).toEqual(['1 ']);
  });
});
