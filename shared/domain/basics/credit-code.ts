/**
 * 统一社会信用代码: 18 characters, of which the last one checks the other 17.
 * Source: GB 32100-2015, clause 5 and annex B (31 characters: no I, O, S, V, Z).
 */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const BASE = CHARACTERS.length;
export const CREDIT_CODE_LENGTH = 18;

/** Whether it is as long as one, and its check character is right. */
export const isCreditCode = (text: string): boolean =>
  text.length === CREDIT_CODE_LENGTH && text.at(-1) === computeCreditCodeCheck(text);

/** The check character of the first 17; `undefined` where one of them is not in use. */
export function computeCreditCodeCheck(code: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < CREDIT_CODE_LENGTH - 1; i++) {
    const value = CHARACTERS.indexOf(code.charAt(i));
    if (value < 0 || i >= code.length) return undefined;
    sum += value * weight;
    weight = (weight * 3) % BASE;
  }
  return CHARACTERS[(BASE - (sum % BASE)) % BASE];
}
