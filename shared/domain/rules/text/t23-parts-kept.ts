/** T23. */
import type { Observation } from '../../findings/finding.ts';
import { NUMBER, type ReadValues } from '../../form/read-values.ts';
import { findSection, readSections } from '../../narrative/section-texts.ts';
import { describeRule } from '../describe-rule.ts';
import { NOTHING_FOUND, type OwnRule } from '../rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { FORM } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';

export const PARTS_KEPT: OwnRule = {
  id: 'T23',
  severity: 'info',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkParts,
  entry: describeRule(() => ({
    title: { zh: '引言所列的部分都有', en: 'Every part that the preamble announces is there' },
    formula: {
      zh: '引言列出的组成部分,除格式规定的六部分外,正文都写到',
      en: 'What the preamble announces besides the six parts of the form is told in one of the sections',
    },
    source: FORM,
    toDo: {
      zh: '补写这一部分,或从引言中删去。',
      en: 'Write this part, or delete it from the preamble.',
    },
    examples: pairExamples(
      (part) =>
        makeTextExample(
          `引言写“全文由总体情况、${part}、存在的主要问题组成”`,
          `The preamble announces an overview, problems, and ${part}`,
          { '/preamble': `本报告全文由总体情况、${part}、存在的主要问题组成。` },
        ),
      '政府信息公开的减免情况',
      '主动公开政府信息情况',
    ),
  })),
};

const ANNOUNCED =
  /(?:全文|报告|内容)[^。;:由包]{0,12}(?:由|包括|包含|分为)[:]?([^。;:]{8,300}?)(?:组成|构成|[五六七八5-8]个?(?:部分|方面)|[。;]|$)/;
/** Nobody reads further for it. */
const MAX_PREAMBLE = 3000;
/** What the form itself has. */
const OF_FORM = /总体|概[述况]|主动公开|申请|复议|诉讼|问题|改进|其[他它]|需要报告|附|指标|统计表/;
const EMPTY_WORDS =
  /政府|信息|信息公开|政务公开|公开|工作|情况|方面|本[年局]度?|[一二三四五六七八][是、]|[()的]/g;
const FEES = /费/;

function checkParts(read: ReadValues): readonly Observation[] {
  const preamble = findSection(read, '/preamble');
  const announced = preamble && ANNOUNCED.exec(preamble.text.slice(0, MAX_PREAMBLE));
  if (!preamble || !announced) return NOTHING_FOUND;
  const parts = announced[1]!.split(/[、,]|以及/);
  // 由办公室编制 is no list of parts.
  if (parts.filter((part) => OF_FORM.test(part)).length < 2) return NOTHING_FOUND;
  const sections = readSections(read).filter(({ path }) => path.startsWith('/narrative/'));
  const isTold = (words: string): boolean => sections.some(({ text }) => text.includes(words));
  const statesFees = read.numbers[NUMBER.notices] !== undefined || isTold('处理费');
  const missing = parts.find((part) => {
    if (OF_FORM.test(part) || (FEES.test(part) && statesFees)) return false;
    const words = splitIntoWords(part);
    return words.length > 0 && !words.some(isTold);
  });
  if (missing === undefined) return NOTHING_FOUND;
  const start = preamble.text.indexOf(missing, announced.index);
  return [
    observeWords({
      section: preamble,
      start,
      end: start + missing.length,
      says: {
        zh: '但各部分都没有写到,请补写,或从引言中删去',
        en: 'no section tells of it; write it, or delete it from the preamble',
      },
    }),
  ];
}

/** Every two characters that stand together and mean something: 培训宣传 is told where 培训 is. */
function splitIntoWords(part: string): readonly string[] {
  return part
    .replaceAll(EMPTY_WORDS, ' ')
    .split(/[ 及与和]+/)
    .flatMap((piece) =>
      Array.from({ length: Math.max(piece.length - 1, 0) }, (_, i) => piece.slice(i, i + 2)),
    );
}
