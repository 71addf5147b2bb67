/** The words for facts of an assessment (考核), and for why one is not known. */
import type { Text } from '../basics/text.ts';
import type { FactName, UnknownWhy } from './fact-names.ts';

interface FactWords {
  readonly title: Text;
  /** What its number counts. */
  readonly unit: Text;
}

const fact = (zh: string, en: string, unitZh: string, unitEn: string): FactWords => ({
  title: { zh, en },
  unit: { zh: unitZh, en: unitEn },
});

export const FACT_WORDS: Readonly<Record<FactName, FactWords>> = {
  missing: fact('未报送', 'Not filed', '份', 'reports'),
  'filed-late': fact('迟报', 'Filed late', '天', 'days'),
  'published-late': fact('逾期公布', 'Published late', '天', 'days'),
  'publication-not-stated': fact('未填公布情况', 'Publication not stated', '份', 'reports'),
  incomplete: fact('内容缺项', 'Parts missing', '项', 'parts'),
  inconsistent: fact('未解决的核对问题', 'Open findings of the checks', '处', 'findings'),
  unexplained: fact('未作说明', 'Left unexplained', '处', 'findings'),
  returned: fact('退回次数', 'Times returned', '次', 'returns'),
  'corrected-late': fact('退回后逾期更正', 'Corrected late after a return', '次', 'returns'),
  'repeated-text': fact('照搬上年文字', 'Text repeated from last year', '%', '%'),
  'copied-text': fact('正文雷同', 'Text copied', '份', 'reports'),
  'disputes-lost': fact('复议诉讼被纠正', 'Disputes lost', '件', 'cases'),
};

export const UNKNOWN_WORDS: Readonly<Record<UnknownWhy, Text>> = {
  'not-obliged': { zh: '无需报送', en: 'need not report' },
  'not-due': { zh: '期限未到', en: 'not due yet' },
  'not-filed': { zh: '没有已接收的报告', en: 'no report was accepted' },
  'not-stated': { zh: '未填公布日期', en: 'the day of publication is not stated' },
  'not-compared': { zh: '没有可比的文字', en: 'there is no text to compare with' },
};
