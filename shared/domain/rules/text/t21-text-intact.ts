/** T21. */
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { readSections, type SectionText } from '../../narrative/section-texts.ts';
import { describeRule } from '../describe-rule.ts';
import { READS_WHAT_IT_STATES, type OwnRule } from '../rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';

export const TEXT_INTACT: OwnRule = {
  id: 'T21',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkIntact,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '正文没有乱码', en: 'The text is not garbled' },
    formula: {
      zh: '正文没有乱码、连续的问号、网页标记和转义符',
      en: 'No text has lost characters, rows of question marks, or marks and entities of a web page',
    },
    source: ARTICLE_50,
    toDo: {
      zh: '从原稿重新复制这一处文字,或改用纯文本粘贴。',
      en: 'Copy these words from the manuscript again, or paste them as plain text.',
    },
    examples: pairExamples(
      (words) =>
        makeTextExample(`“其他需要报告的事项”写“${words}”`, `Section VI says “${words}”`, {
          '/narrative/other': words,
        }),
      '其他事项&nbsp;无。',
      '其他事项 无。',
    ),
  })),
};

/**
 * What stands for characters that were lost, private-use characters, tags and entities of HTML. A formula has < and >,
 * and a question one mark: neither is one of these.
 */
const BROKEN =
  /\ufffd+|\?{3,}|[\ue000-\uf8ff]+|<\/?(?:p|br|span|div|table|tbody|tr|td|th|img|font|strong|ul|li|h[1-6]|o:p|script|style)(?:\s[^<>]{0,200})?\/?>|<\/[a-z]{1,10}>|&(?:nbsp|amp|lt|gt|quot|[lr]dquo|[lr]squo|middot|mdash|ndash|hellip|times|emsp|ensp|#\d{2,6}|#x[0-9a-f]{2,5});/i;

/** UTF-8 read as GBK: 锛屽叏 was ,全 and 涓€銆 一、. Two different ones of the rarer signs are no names of people. */
const SURELY_MISREAD = /銆|锛[屼屽屾岀岃岄堜堝堟堢堣堥]|[涓寮]€/;
const RARE_SIGNS = Array.from('锛涓鏀搴鍏鎭鐨浠鍚鎴');

/** So many signs of it are shown. */
const MISREAD_SHOWN = 8;

/** Each of the above has one of these characters: nearly no text has, and they are cheaper to look for. */
const MAY_BE_BROKEN = /[\ufffd?\ue000-\uf8ff<&]/;
const MAY_BE_MISREAD = new RegExp(`[銆寮${RARE_SIGNS.join('')}]`);

function checkIntact(read: ReadValues): readonly Observation[] {
  return readSections(read).flatMap((section) => {
    const broken = MAY_BE_BROKEN.test(section.written) ? BROKEN.exec(section.written) : null;
    if (broken) return [observeBroken(section, broken.index, broken.index + broken[0].length)];
    if (!MAY_BE_MISREAD.test(section.written)) return [];
    const sure = SURELY_MISREAD.exec(section.written)?.index;
    const signs = RARE_SIGNS.map((sign) => section.written.indexOf(sign)).filter((at) => at >= 0);
    const first = sure ?? (signs.length > 1 ? Math.min(...signs) : undefined);
    return first === undefined ? [] : [observeBroken(section, first, first + MISREAD_SHOWN)];
  });
}

/** Offsets in the text as it was written: spaces are part of a tag. */
const observeBroken = ({ path, written }: SectionText, start: number, end: number): Observation =>
  observeWords({
    section: { path, text: written, passageOf: (from, to) => ({ path, start: from, end: to }) },
    start,
    end: Math.min(end, written.length),
    says: {
      zh: '这里的文字已损坏,请从原稿重新复制,或改用纯文本粘贴',
      en: 'the text is garbled here; copy it from the manuscript again, or paste it as plain text',
    },
  });
