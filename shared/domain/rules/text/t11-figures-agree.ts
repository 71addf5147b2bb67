/** T11. What the text states is read in `narrative/stated-figures.ts`; counts of applications and disputes are Q1's. */
import type { Observation } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import { placeName } from '../../form/cell-names.ts';
import { readFigure } from '../../form/figures.ts';
import type { ReadValues } from '../../form/read-values.ts';
import {
  compareCounts,
  findRestatements,
  MEANINGS,
  type NarrativePath,
  type Restatement,
} from '../../narrative/check-narrative.ts';
import { readSections, type SectionText } from '../../narrative/section-texts.ts';
import { readMeanings, readStatedFigures } from '../../narrative/stated-figures.ts';
import { describeRule } from '../describe-rule.ts';
import type { OwnRule, Upload } from '../rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { describeOwner, readDocumentCounts } from './document-counts.ts';
import { observeContradiction } from './observe-contradiction.ts';

export const FIGURES_AGREE: OwnRule = {
  id: 'T11',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkFigures,
  reads: ({ about = [] }) => ({ now: about }),
  entry: describeRule(() => ({
    title: { zh: '正文写的分项与表格一致', en: 'The parts that the narrative states agree with the tables' },
    formula: {
      zh: '正文写明的办理结果、申请人、规范性文件、行政许可、行政处罚、行政强制件数 = 表中相应的数;同一件数在各部分的写法一致',
      en: 'Outcomes, applicants, normative documents, licences, penalties and coercive measures as the narrative states them = the tables; a count that two sections state is one and the same',
    },
    source: ARTICLE_50,
    toDo: {
      zh: '核对正文和表格,改正写错的一处。',
      en: 'Check narrative and table, and correct the wrong one.',
    },
    examples: pairExamples(
      (count) =>
        makeTextExample(
          `正文“申请办结后予以公开${count}件”,表三予以公开总计 9`,
          `The narrative says that ${count} applications were granted, table III says 9`,
          { '/narrative/other': `申请办结后予以公开${count}件。` },
        ),
      7,
      9,
    ),
  })),
};

/** Counts that are of the whole report wherever they stand: in section 五 others are of what it speaks of. */
const STATED_ANYWHERE: ReadonlySet<string> = new Set([
  'received', 'receivedAndCarriedIn', 'handled', 'carriedIn', 'carriedOut', 'reconsideration', 'litigation',
]); // prettier-ignore

function checkFigures(read: ReadValues, { budget }: Upload): readonly Observation[] {
  const { edition } = read;
  const sections = readSections(read).filter(isNarrative);
  if (sections.length === 0) return [];
  const told = { ...describeOwner(read), wholes: listWholes(read) };
  const figures = sections.map((section) => readStatedFigures(section, edition, told, budget));
  const counts = readDocumentCounts(read, budget).map((section) => ({
    ...section,
    counts: section.counts.filter(({ thing }) => STATED_ANYWHERE.has(thing)),
  }));
  const meanings = readMeanings(edition);
  return [
    ...compareCounts(figures, meanings, read).map((found) => observeContradiction(edition, found)),
    ...[...findRestatements(figures, meanings, read), ...findRestatements(counts, MEANINGS, read)].map(
      observeRestatement,
    ),
  ];
}

/** What all applications of a report may be counted as. */
const listWholes = (read: ReadValues): number[] => {
  const [received = Number.NaN, carriedIn = Number.NaN, handled = Number.NaN] = [
    '/applications/received/total',
    '/applications/carriedIn/total',
    '/applications/results/total/total',
  ].map((path) => readFigure(read, path));
  return [received, received + carriedIn, handled];
};

const isNarrative = (section: SectionText): section is SectionText & { readonly path: NarrativePath } =>
  section.path.startsWith('/narrative/');

function observeRestatement({ here, there }: Restatement): Observation {
  const { path, passage, words, stated, expected, about } = here;
  const [own, other] = [placeName('2021', path), placeName('2021', there.path)];
  return {
    path,
    found: stated,
    expected,
    message: {
      zh: `“${own.zh}”写的是“${shown(words)}”,“${other.zh}”写的是“${shown(there.words)}”。请核对并改为一致;确实如此的,请附情况说明。`,
      en: `"${own.en}" says "${shown(words)}", "${other.en}" says "${shown(there.words)}". Make them agree; where both are right, add an explanation.`,
    },
    passage,
    about,
  };
}
