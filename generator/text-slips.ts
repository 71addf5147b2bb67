/** Slips in the texts of a report, as agencies make them: none in a figure, and never anybody's private data. */
import type { RuleId } from '../shared/domain/findings/finding.ts';
import type { Text } from '../shared/domain/basics/text.ts';
import { toIsoDay } from '../shared/domain/basics/calendar.ts';
import type { Report } from '../shared/domain/form/report.ts';
import { readCell, GRANTED, TOTAL } from './cells.ts';

export type TextSlip =
  'year-before' | 'period-before' | 'signed-early' | 'template-left' | 'outcome-miscounted';

interface SlipKind {
  /** The rule that a report with it fires; no other. */
  readonly rule: RuleId;
  readonly says: Text;
  readonly slip: (report: Report) => Partial<Report>;
}

const MISCOUNTED = 3;

const addToOverview = ({ narrative }: Report, sentence: string): Pick<Report, 'narrative'> => ({
  narrative: { ...narrative, overview: narrative.overview + sentence },
});

const SLIPS: Readonly<Record<TextSlip, SlipKind>> = {
  'year-before': {
    rule: 'T1',
    says: { zh: '引言写的是上年度的报告', en: "the preamble calls it last year's report" },
    slip: ({ agency, year }) => ({
      preamble: `依据《中华人民共和国政府信息公开条例》,由${agency.name}编制,现公布${year - 1}年度政府信息公开工作年度报告。`,
    }),
  },
  'period-before': {
    rule: 'T2',
    says: { zh: '引言写的统计期限是上一年的', en: "the preamble states last year's period" },
    slip: ({ agency, year }) => ({
      preamble: `本报告由${agency.name}编制,数据统计期限为${year - 1}年1月1日至${year - 1}年12月31日。`,
    }),
  },
  'signed-early': {
    rule: 'T3',
    says: { zh: '落款日期早了一年', en: 'it is signed a year too early' },
    slip: ({ agency, year }) => ({ signature: { name: agency.name, date: toIsoDay(`${year}-01-17`) } }),
  },
  'template-left': {
    rule: 'T10',
    says: { zh: '正文留有样稿的空白“XX局”', en: 'the text keeps a gap of the template, “XX局”' },
    slip: (report) => addToOverview(report, 'XX局还组织了两次政策宣讲。'),
  },
  'outcome-miscounted': {
    rule: 'T11',
    says: {
      zh: `正文写的予以公开比表中多 ${MISCOUNTED} 件`,
      en: `the text tells of ${MISCOUNTED} more granted than the table`,
    },
    slip: (report) =>
      addToOverview(
        report,
        `对申请人提出的政府信息公开申请,予以公开${readCell(report.figures.cells, GRANTED + TOTAL) + MISCOUNTED}件。`,
      ),
  },
};

export const TEXT_SLIPS: readonly TextSlip[] = [
  'year-before',
  'period-before',
  'signed-early',
  'template-left',
  'outcome-miscounted',
];

export const tellSlip = (slip: TextSlip): Text => SLIPS[slip].says;
export const findSlipRule = (slip: TextSlip): RuleId => SLIPS[slip].rule;
export const slipText = (report: Report, slip: TextSlip): Report => ({
  ...report,
  ...SLIPS[slip].slip(report),
});
