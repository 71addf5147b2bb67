/** A cell that should hold another value: which one, what it says, what it should say, and what to do. Counts only. */
import type { Text } from '../basics/text.ts';
import type { Observation } from '../findings/finding.ts';
import type { Edition } from '../form/catalogue.ts';
import { placeName } from '../form/cell-names.ts';

export interface CellWords {
  /** How the expected value comes about. */
  readonly expected: Text;
  readonly cure: Text;
  /** Where the cells themselves lead to a number below 0, another one of them is wrong. */
  readonly cureBelowZero?: Text;
}

export const CORRECT_CELLS: Text = { zh: '请核对并改正', en: 'Check these cells and correct them' };
export const CHECK_OR_EXPLAIN: Text = {
  zh: '请核对;确实如此的,请附情况说明',
  en: 'Check it; where it is right, add an explanation',
};
/** The same for the catalogue. */
export const TO_DO_ABOUT_SUM: Text = {
  zh: '核对这些格,改正填错的一格。',
  en: 'Check these cells and correct the wrong one.',
};
export const TO_DO_ABOUT_YEARS: Text = {
  zh: '核对两年的数;确实如此的,附情况说明。',
  en: 'Check both years; where they are right, add an explanation.',
};

export function observeWrongCell(
  words: CellWords,
  edition: Edition,
  path: string,
  found: number,
  expected: number,
): Observation {
  const name = placeName(edition, path);
  const { zh, en } = words.expected;
  const cure = (expected < 0 ? words.cureBelowZero : undefined) ?? words.cure;
  return {
    path,
    found,
    expected,
    message: {
      zh: `${name.zh}填的是 ${found},应为 ${expected}(${zh})。${cure.zh}。`,
      en: `${name.en} is ${found}, but should be ${expected} (${en}). ${cure.en}.`,
    },
  };
}

/** NaN is a cell that could not be read, and equal to whatever it should be. */
export const isOther = (found: number, expected: number): boolean => found < expected || found > expected;
