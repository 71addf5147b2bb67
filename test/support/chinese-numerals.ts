const DIGITS = '零一二三四五六七八九';
const UNITS = ['千', '百', '十', ''];

/** 105 → 一百零五; below a hundred million. */
export function inChinese(value: number): string {
  if (value === 0) return '零';
  const wan = Math.floor(value / 10_000);
  const rest = value % 10_000;
  if (wan === 0) return fourDigits(value);
  return `${fourDigits(wan)}万${rest > 0 && rest < 1000 ? '零' : ''}${rest > 0 ? fourDigits(rest) : ''}`;
}

function fourDigits(value: number): string {
  const digits = String(value).padStart(4, '0');
  return Array.from(digits, (digit, i) => (digit === '0' ? '零' : DIGITS.charAt(Number(digit)) + UNITS[i]!))
    .join('')
    .replaceAll(/零+/g, '零')
    .replace(/^零|零$/g, '')
    .replace(/零$/, '')
    .replace(/^一十/, '十');
}

/** Digits as wide as Chinese characters. */
export const fullWidth = (value: number): string =>
  String(value).replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
