import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, type TextPart } from '../../web/history/text-diff.ts';

/** `申请[-12-]{+21+}件`. */
const shown = (parts: readonly TextPart[] | undefined): string | undefined =>
  parts
    ?.map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('');
const compare = (a: string, b: string): string | undefined => shown(compareTexts(a, b).parts);
const side = (parts: readonly TextPart[], kind: 'removed' | 'added'): string =>
  parts
    .filter((part) => part.kind === 'same' || part.kind === kind)
    .map(({ text }) => text)
    .join('');

describe('two texts compared', () => {
  it.each([
    ['收到申请12件。', '收到申请21件。', '收到申请[-12-]{+21+}件。'],
    ['金额1,200.50元', '金额1,300.50元', '金额[-1,200.50-]{+1,300.50+}元'],
    ['工作平稳。', '总体工作平稳。', '{+总体+}工作平稳。'],
    ['工作平稳。\n无。', '工作平稳。', '工作平稳。[-\n无。-]'],
    ['', '新写的', '{+新写的+}'],
    ['删去的', '', '[-删去的-]'],
    ['a 𠮷 b', 'a 𠮶 b', 'a [-𠮷-]{+𠮶+} b'],
    // 的 alone between two changes is chance; the whole of it reads as one change.
    ['开头甲的乙结尾', '开头丙的丁结尾', '开头[-甲的乙-]{+丙的丁+}结尾'],
    ['开头甲中间的话乙结尾', '开头丙中间的话丁结尾', '开头[-甲-]{+丙+}中间的话[-乙-]{+丁+}结尾'],
  ])('%j, %j', (a, b, expected) => {
    expect(compare(a, b)).toBe(expected);
  });

  it('hold both texts whole', () => {
    const text = fc.string({
      unit: fc.constantFrom('申', '请', '1', '2', '\n', 'a', '。', '𠮷'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { parts = [], before, after } = compareTexts(a, b);
        expect([side(parts, 'removed'), side(parts, 'added')]).toEqual([a, b]);
        expect([before, after]).toEqual([Array.from(a).length, Array.from(b).length]);
      }),
    );
  });

  it('are shown one after the other where they are short and have little in common', () => {
    const [a, b] = ['甲'.repeat(1_500), '乙'.repeat(1_500)];
    expect(compare(a, b)).toBe(`[-${a}-]{+${b}+}`);
  });

  it('are told by their lengths alone where they differ in too much', () => {
    expect(compareTexts('甲'.repeat(350_000), '乙'.repeat(340_000))).toEqual({
      parts: undefined,
      before: 350_000,
      after: 340_000,
    });
    // Short enough to be compared, and yet too different.
    const [a, b] = ['甲乙'.repeat(5_000), '丙丁'.repeat(5_000)];
    expect(compareTexts(a, b).parts).toBeUndefined();
  });

  it('are compared up to fifty thousand characters where they changed at both ends', () => {
    const long = '甲乙丙丁'.repeat(12_000);
    expect(compareTexts(`头${long}`, `${long}尾`).parts?.map(({ kind }) => kind)).toEqual([
      'removed',
      'same',
      'added',
    ]);
    const longer = '甲乙丙丁'.repeat(13_000);
    expect(compareTexts(`头${longer}`, `${longer}尾`).parts).toBeUndefined();
  });

  it('are compared at any length where little was changed', () => {
    const long = '甲乙丙'.repeat(116_000);
    expect(compareTexts(long, `${long.slice(0, 1_000)}变${long.slice(1_001)}`).parts).toHaveLength(4);
  });
});
