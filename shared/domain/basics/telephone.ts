/**
 * An office's telephone as people write it: a number with its area code, a mobile or a short number, with an extension
 * where there is one; or several of them. Nothing else, so that it can stand in a link and a list.
 */
const NUMBER = /^(?:\+\d{1,3}[ -]?)?(?:\(\d{2,5}\)|\d)(?:[ -]?\d){4,15}(?:[ -]?(?:转|ext\.?|#) ?\d{1,6})?$/iu;
const MAX_LENGTH = 60;

export const isTelephone = (text: string): boolean =>
  text.length <= MAX_LENGTH && text.split('、').every((number) => NUMBER.test(number));

/** Full-width signs, which input methods leave, as they are dialled; several numbers separated by one sign. */
export const cleanTelephone = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\u2010-\u2015\u2212]/gu, '-')
    .split(/[;|、,/]/u)
    .map((number) => number.trim())
    .filter((number) => number !== '')
    .join('、');
