/** T1. */
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import { NUMBER, type ReadValues } from '../../form/read-values.ts';
import { findSection, isInTitle, type SectionPath, type SectionText } from '../../narrative/section-texts.ts';
import { describeRule } from '../describe-rule.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type OwnRule } from '../rule.ts';
import { makeTextExample, pairExamples, TEXT_EXAMPLE_YEAR } from '../rule-examples.ts';
import { CONTENT } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';

export const TEXT_OF_YEAR: OwnRule = {
  id: 'T1',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkYears,
  reads: READS_WHAT_IT_STATES,
  // A year is no count: its digits aren't grouped.
  showBeside: ({ found, expected }) => ({ found, expected: expected === null ? null : String(expected) }),
  entry: describeRule(() => ({
    title: { zh: '正文写的是本报告年度', en: 'The text is of the report year' },
    formula: {
      zh: '引言所称的年度报告、总体情况、问题和其他事项部分的开头是本报告年度的,问题部分的打算是以后年度的',
      en: 'The report that the preamble names and the beginnings of sections I, V and VI are of the report year, and what section V plans is of a later one',
    },
    source: CONTENT,
    toDo: { zh: '把年份改为本报告年度。', en: 'Put the report year in its place.' },
    examples: pairExamples(
      (year) =>
        makeTextExample(
          `${TEXT_EXAMPLE_YEAR} 年度的报告,引言写“编制${year}年政府信息公开工作年度报告”`,
          `A report for ${TEXT_EXAMPLE_YEAR} whose preamble calls it the report for ${year}`,
          { '/preamble': `依据《政府信息公开条例》,编制${year}年政府信息公开工作年度报告。` },
        ),
      TEXT_EXAMPLE_YEAR - 1,
      TEXT_EXAMPLE_YEAR,
    ),
  })),
};

type Check = (section: SectionText, year: number) => Observation | undefined;

/** One finding a section: an explanation is of a rule and a place. */
const CHECKS: readonly (readonly [path: SectionPath, checks: readonly Check[]])[] = [
  ['/preamble', [checkName]],
  ['/narrative/overview', [checkName, checkBeginning]],
  ['/narrative/problems', [checkBeginning, checkPlan]],
  ['/narrative/other', [checkBeginning]],
];

function checkYears(read: ReadValues): readonly Observation[] {
  const year = read.numbers[NUMBER.year];
  if (year === undefined) return NOTHING_FOUND;
  return CHECKS.flatMap(([path, checks]) => {
    const section = findSection(read, path);
    for (const check of section ? checks : []) {
      const found = section && check(section, year);
      if (found) return [found];
    }
    return [];
  });
}

const observeYear = (
  section: SectionText,
  at: number,
  words: string,
  year: number,
  says: Text,
): Observation => observeWords({ section, start: at, end: at + words.length, expected: year, says });

/** 2023年度政府信息公开工作年度报告, with the agency's name in between where it stands there; not 2019年以来历年的. */
const NAMED_REPORT =
  /(20\d\d)年度?(?:(?!以来|以前|之前|历年)[^,。;:、《》()0-9]){0,16}(?:信息|政务)公开[^,。;:、《》()0-9]{0,4}报告(?!制度|有关|相关|要求|编制|的?通知|工作)/g;
/** What it is named for: another report is cited or offered, its year compared with; not 自然资源局, 大同市. */
const CITED =
  /(?:关于|按照|根据|做好|印发|较|比|(?<!大)同|与|上一?年度?|自(?![然治])|见|落实|召开|部署|查阅|查看|下载)[^,。;:]{0,24}$/;
/** In section 一 only a title that was pasted before it: 发布了2025年…报告 tells of last year's. */
const BEFORE_TITLE = /^[^,。;:、《》0-9了发公编]{0,30}$/;
/** There, what a report did or became is told of an earlier one; what is published hereby is this one. */
const TELLS_OF_REPORT = /^(?:于|已|按时|按期|如期|及时|(?:发布|公布)(?!如下))/;

function checkName({ path, ...section }: SectionText, year: number): Observation | undefined {
  const { text } = section;
  for (const { index, 0: words, 1: named } of text.matchAll(NAMED_REPORT)) {
    if (path !== '/preamble' && !BEFORE_TITLE.test(text.slice(0, index))) return undefined;
    const end = index + words.length;
    if (path !== '/preamble' && TELLS_OF_REPORT.test(text.slice(end, end + 4))) continue;
    if (Number(named) === year || isInTitle(text, index)) continue;
    if (CITED.test(text.slice(Math.max(index - 30, 0), index))) continue;
    return observeYear({ path, ...section }, index, words, year, {
      zh: `但这是 ${year} 年度的报告,请改正年份`,
      en: `this is the report for ${year}; correct the year`,
    });
  }
  return undefined;
}

/** 2023年,我局…, also below a heading of its own; not 2023年以来, 较2023年, 针对2023年考核发现的问题. */
const BEGINNING =
  /^(?:(?:\([一1]\)|[一1][、.])(?:[^,。;:《》0-9]{2,12}[。:])?)?(?:在|过去的?)?([^,。;:、《》较比同与自从据照对合绕落继0-9]{0,20})(20\d\d)年度?(?![底末初起]|以来|以后|之前|[^,。;]{0,20}(?:考核|评估|通报|测评|检查|要点|反馈|指出|整改|问题))/;

function checkBeginning(section: SectionText, year: number): Observation | undefined {
  const { text } = section;
  const begins = BEGINNING.exec(text);
  if (!begins || Number(begins[2]) !== year - 1) return undefined;
  if (text.includes(String(year)) || /本年度?|今年/.test(text)) return undefined;
  return observeYear(section, begins[0].length - (begins[0].endsWith('度') ? 6 : 5), `${year - 1}年`, year, {
    zh: `这一部分没有提到 ${year} 年,请核对是否沿用了上年的文字`,
    en: `the section never names ${year}; check whether it is last year's text`,
  });
}

/** 2024年,我局将进一步…; 将 with a noun behind it is no plan (将解读纳入考核). */
const PLAN =
  /(?:(?:下一步|今后|接下来)[,:]?(?:在)?(20\d\d)年度?(?=[,我本将要继重进])|(?<![-~至—0-9《〔])(20\d\d)年度?,?(?:我|本)?[局委办厅镇乡院县区市处中心政府单位机关街道]{0,4},?(?:将|计划|拟|准备|打算)(?:进一步|继续|加强|重点|着力|从|以下|不断|持续|认真|严格|按照?|根据|采取|努力|切实|围绕|加大|积极|深入|全面|大力|做好))/g;

function checkPlan(section: SectionText, year: number): Observation | undefined {
  for (const { index, 0: words, 1: next, 2: planned } of section.text.matchAll(PLAN)) {
    if (Number(next ?? planned) > year || isInTitle(section.text, index)) continue;
    return observeYear(section, index, words, year + 1, {
      zh: `但 ${next ?? planned} 年已经过去,打算应当是 ${year + 1} 年的,请改正年份`,
      en: `${next ?? planned} is over, and plans are of ${year + 1}; correct the year`,
    });
  }
  return undefined;
}
