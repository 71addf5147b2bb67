/** Why what was typed is no figure of its cell. */
import type { Text } from '../basics/text.ts';
import type { TypedProblem } from './typed-number.ts';

export const TYPED_WORDS: Readonly<Record<TypedProblem, Text>> = {
  'no-number': { zh: '这里要填数字', en: 'a number is due here' },
  negative: { zh: '不能是负数', en: 'must not be negative' },
  'minus-zero': { zh: '请填 0', en: 'write 0' },
  fraction: { zh: '要填整数', en: 'must be a whole number' },
  exponent: { zh: '请写出全部数字', en: 'write out all digits' },
  'too-many-decimals': { zh: '小数位数太多', en: 'too many decimals' },
  'too-large': { zh: '数字太大，请核对单位', en: 'too large, check the unit' },
};
