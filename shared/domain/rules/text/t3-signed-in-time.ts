/** T3. */
import { isIsoDay, tellChinaDay, toIsoDay, type IsoDay } from '../../basics/calendar.ts';
import type { Observation } from '../../findings/finding.ts';
import { NUMBER, TEXT, type ReadValues } from '../../form/read-values.ts';
import { DAY_NUMBER, readDayNumber } from '../../narrative/day-in-text.ts';
import { readSections } from '../../narrative/section-texts.ts';
import { describeRule } from '../describe-rule.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type OwnRule, type Upload } from '../rule.ts';
import { makeTextExample, pairExamples, TEXT_EXAMPLE_YEAR } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';

export const SIGNED_IN_TIME: OwnRule = {
  id: 'T3',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'upload',
  check: checkSigning,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '落款日期合理', en: 'The date of the signature is plausible' },
    formula: {
      zh: '落款日期(没有的,正文末尾的日期)在报告年度结束之后,不晚于上传日',
      en: 'The signature, or else the date that the text ends with, is dated after the report year and not after the upload',
    },
    source: ARTICLE_50,
    toDo: { zh: '改正落款日期。', en: 'Correct the date of the signature.' },
    examples: pairExamples(
      (day) =>
        makeTextExample(
          `${TEXT_EXAMPLE_YEAR} 年度的报告,落款日期 ${day}`,
          `A report for ${TEXT_EXAMPLE_YEAR}, signed on ${day}`,
          { '/signature/date': day },
        ),
      `${TEXT_EXAMPLE_YEAR}-01-17`,
      `${TEXT_EXAMPLE_YEAR + 1}-01-17`,
    ),
  })),
};

/** The date that a text ends with, behind the name that signs or a full stop: not 截至2024年12月31日. */
const AT_END = new RegExp(
  `(?:^|[。;!?)局府会委办厅院处室所站队心镇乡道部关位组团社行司校馆园区县市省州旗盟])(20\\d\\d)(?:年|[-./])${DAY_NUMBER}(?:月|[-./])${DAY_NUMBER}日?([。)]{0,2})$`,
);
const TAIL = 60;

function checkSigning(read: ReadValues, { at }: Upload): readonly Observation[] {
  const year = read.numbers[NUMBER.year];
  if (year === undefined) return NOTHING_FOUND;
  const uploadedOn = tellChinaDay(at);
  const stated = read.texts[TEXT.signatureDate];
  if (stated !== undefined) {
    const why = isIsoDay(stated) ? tellWhyNot(stated, year, uploadedOn) : undefined;
    return why
      ? [
          {
            path: '/signature/date',
            found: stated,
            expected: why.expected,
            message: {
              zh: `落款日期是 ${stated},${why.says.zh}。`,
              en: `The signature is dated ${stated}: ${why.says.en}.`,
            },
          },
        ]
      : NOTHING_FOUND;
  }
  return checkEnd(read, year, uploadedOn);
}

function checkEnd(read: ReadValues, year: number, uploadedOn: IsoDay): readonly Observation[] {
  const section = readSections(read).findLast(({ path }) => path !== '/signature/name');
  const found = section && AT_END.exec(section.text.slice(-TAIL));
  if (!section || !found) return NOTHING_FOUND;
  const [, signedIn = '', month, dayOfMonth, marks = ''] = found;
  const day = toDay(signedIn, month, dayOfMonth);
  const why = day && tellWhyNot(day, year, uploadedOn);
  if (!why) return NOTHING_FOUND;
  const end = section.text.length - marks.length;
  const start = section.text.lastIndexOf(signedIn);
  return [observeWords({ section, start, end, expected: why.expected, says: why.says })];
}

function toDay(year: string, month = '', day = ''): IsoDay | undefined {
  const text = [year, month, day]
    .map((words) => String(readDayNumber(words) ?? '').padStart(2, '0'))
    .join('-');
  return isIsoDay(text) ? toIsoDay(text) : undefined;
}

function tellWhyNot(day: IsoDay, year: number, uploadedOn: IsoDay) {
  const earliest = `${year + 1}-01-01`;
  if (day < earliest)
    return {
      expected: earliest,
      says: {
        zh: `报告年度尚未结束,最早为 ${earliest},请改正日期`,
        en: `before the report year ended; ${earliest} is the earliest, correct the date`,
      },
    };
  if (day > uploadedOn)
    return {
      expected: uploadedOn,
      says: {
        zh: `晚于上传日 ${uploadedOn},请改正日期`,
        en: `after the upload of ${uploadedOn}; correct the date`,
      },
    };
  return undefined;
}
