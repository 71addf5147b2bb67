/** S4. */
import { lastEndedYear } from '../../basics/calendar.ts';
import type { Observation } from '../../findings/finding.ts';
import { chooseEdition } from '../../form/catalogue.ts';
import { NUMBER, TEXT, type ReadValues } from '../../form/read-values.ts';
import { NOTHING_FOUND, type OwnRule, type Upload } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples } from '../rule-examples.ts';
import { FORM } from '../sources.ts';

export const EDITION_FITS_YEAR: OwnRule = {
  id: 'S4',
  severity: 'error',
  looksAt: 'upload',
  hindersComparison: true,
  check: checkYear,
  entry: describeRule(() => ({
    title: { zh: '版本与年份相符', en: 'The edition fits the year' },
    formula: {
      zh: '2019、2020 年度用 2019 版,2021 年度起用 2021 版;报告年度已经结束(北京时间)',
      en: 'Edition 2019 for 2019 and 2020, edition 2021 from 2021; the year has ended (China time)',
    },
    source: FORM,
    toDo: {
      zh: '改用与年度相符的版本;年度未结束的,结束后再报。',
      en: 'Use the edition of the year; where the year has not ended, file when it has.',
    },
    examples: pairExamples(
      (year) =>
        makeExample(
          `${year} 年度的报告用 2021 版`,
          `A report for ${year} in edition 2021`,
          {},
          { year, edition: '2021' },
        ),
      2020,
      2021,
    ),
  })),
};

function checkYear({ numbers, texts }: ReadValues, { at }: Upload): readonly Observation[] {
  const year = numbers[NUMBER.year];
  if (year === undefined) return NOTHING_FOUND;
  const edition = texts[TEXT.edition];
  const last = lastEndedYear(at);
  return [
    ...(edition === undefined || edition === chooseEdition(year) ? [] : [observeEdition(year, edition)]),
    ...(year > last ? [observeUnended(year, last)] : []),
  ];
}

function observeEdition(year: number, found: string): Observation {
  const expected = chooseEdition(year);
  return {
    path: '/edition',
    found,
    expected,
    message: {
      zh: `${year} 年度应使用 ${expected} 版格式,这份报告是 ${found} 版。请核对年份,或按 ${expected} 版重新填报。`,
      en: `The report for ${year} is due in edition ${expected}; this one is of edition ${found}. Check the year, or fill in edition ${expected}.`,
    },
  };
}

function observeUnended(year: number, last: number): Observation {
  return {
    path: '/year',
    found: year,
    expected: last,
    message: {
      zh: `${year} 年度还没有结束(北京时间),现在最多只能报送 ${last} 年度。请核对年份,或在年度结束后再报送。`,
      en: `The year ${year} has not ended (China time); ${last} is the last that can be filed. Check the year, or file when it has ended.`,
    },
  };
}
