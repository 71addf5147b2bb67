/** T6. */
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { readSections } from '../../narrative/section-texts.ts';
import { NOTHING_FOUND, type OwnRule, type Upload } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { NOTICE_OVERVIEW } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { isOverviewAsked } from './overview-asked.ts';

const PATH = '/narrative/overview';

interface Aspect {
  readonly name: Text;
  /** Any of these tells of it. */
  readonly words: RegExp;
}
/** In the order of the notice. A wrong alarm is worse than a miss: each is told by whatever a clerk may call it. */
const ASPECTS: readonly Aspect[] = [
  {
    name: { zh: '主动公开', en: 'proactive disclosure' },
    words: /主动公开|主动发布|主动向社会|信息公开[^,。]{0,6}条|公开[^,。]{0,12}信息|发布|公布/,
  },
  { name: { zh: '依申请公开', en: 'disclosure on application' }, words: /申请/ },
  {
    name: { zh: '政府信息管理', en: 'the keeping of information' },
    words: /信息管理|信息资源|规范性文件|保密|审核|审查|公文|台账|归档|档案|目录|指南|清理|动态调整|公开属性/,
  },
  {
    name: { zh: '公开平台建设', en: 'the platforms' },
    words: /平台|网站|网页|门户|公众号|新媒体|微博|微信|专栏|栏目|公报|公开栏|公示栏|查阅/,
  },
  {
    name: { zh: '监督保障', en: 'oversight and support' },
    words: /监督|保障|考核|考评|评议|培训|追究|问责|领导小组|组织领导|专人|机制/,
  },
];

export const ASPECTS_TOLD: OwnRule = {
  id: 'T6',
  severity: 'info',
  since: TEXT_RULES_SINCE,
  looksAt: 'upload',
  check: checkAspects,
  entry: describeRule(() => ({
    title: { zh: '五个方面写全', en: 'All five aspects are told' },
    formula: {
      zh: `正文写到${joinZh(ASPECTS)}(汇总报告、乡镇零报告、2019 版不适用)`,
      en: `The narrative tells of ${joinEn(ASPECTS)} (not of consolidated reports, of townships’ zero reports, nor of edition 2019)`,
    },
    source: NOTICE_OVERVIEW,
    toDo: { zh: '补写没有写到的方面。', en: 'Add the aspects that are missing.' },
    examples: pairExamples(
      (last) =>
        makeTextExample(`正文“…${last}”`, `The narrative ends with “${last}”`, {
          [PATH]: `${OTHER_ASPECTS}${last}`,
          '/narrative/problems': PROBLEMS,
          '/narrative/other': FEES,
        }),
      '答复按时办理。',
      '门户网站按月更新。',
    ),
  })),
};
const OTHER_ASPECTS =
  '本局主动公开信息三百条,依申请公开工作平稳有序,规范性文件逐件标注有效状态,监督保障和年度考核按时完成。';
const PROBLEMS = '政策解读的形式较为单一,明年将增加图解和问答。';
const FEES = '未收取信息处理费。';

/** An empty or nearly empty narrative is another rule's matter. */
const LEAST_CHARACTERS = 30;

function checkAspects(read: ReadValues, upload: Upload): readonly Observation[] {
  if (!isOverviewAsked(read, upload)) return NOTHING_FOUND;
  const text = readSections(read)
    .filter(({ path }) => path.startsWith('/narrative'))
    .map((section) => section.text)
    .join('。');
  if (text.length < LEAST_CHARACTERS) return NOTHING_FOUND;
  const missing = ASPECTS.filter(({ words }) => !words.test(text));
  return missing.length > 0 ? [observeMissing(missing)] : NOTHING_FOUND;
}

const joinZh = (aspects: readonly Aspect[]): string => aspects.map(({ name }) => name.zh).join('、');
const joinEn = (aspects: readonly Aspect[]): string => aspects.map(({ name }) => name.en).join(', ');

const observeMissing = (missing: readonly Aspect[]): Observation => ({
  path: PATH,
  found: null,
  expected: null,
  message: {
    zh: `正文没有写到${joinZh(missing)}。请在“总体情况”中补写。`,
    en: `The narrative does not tell of ${joinEn(missing)}. Add it to the overview.`,
  },
});
