/** C1: a report about a whole region beside the sum of the region's reports, cell by cell and level by level. */
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import { CATALOGUES, type Edition } from '../../form/catalogue.ts';
import { placeName } from '../../form/cell-names.ts';
import { fromStored } from '../../form/figures.ts';
import {
  NOTHING_FOUND,
  READS_WHAT_IT_STATES,
  type ComparedReport,
  type Context,
  type ContextualRule,
} from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples } from '../rule-examples.ts';
import { CONSOLIDATION } from '../sources.ts';
import { isOther } from '../wrong-cell.ts';

export const EQUALS_REGION_TOTAL: ContextualRule<'regionTotal'> = {
  id: 'C1',
  severity: 'warning',
  looksAt: 'regionTotal',
  check: checkTotal,
  // What its agencies add up to is what it is held against; which region below makes the difference helps to find it.
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '汇总报告与合计一致', en: 'A consolidated report equals the total' },
    formula: {
      zh: '汇总报告的每一格 = 本地区各机关之和(各机关均已接收时);先与本级各机关及下级各汇总报告之和比,再与全部机关之和比,指明差在哪个下级地区',
      en: 'Each cell of a consolidated report = the computed total of its region, once all agencies are accepted: beside its own agencies and the consolidated reports below first, then beside all agencies below, and the region that makes the difference is named',
    },
    source: CONSOLIDATION,
    toDo: {
      zh: '核对汇总报告和各机关的报告;确实如此的,附情况说明。',
      en: 'Check the consolidated report against those of the agencies; where it is right, add an explanation.',
    },
    examples: pairExamples(
      (computed) =>
        makeExample(
          `汇总报告新收 12 件,各机关之和 ${computed} 件`,
          `The consolidated report received 12, its agencies together ${computed}`,
          {},
          { kind: 'consolidated', computed: { '/applications/received/total': computed } },
        ),
      11,
      12,
    ),
  })),
};

type RegionTotal = NonNullable<Context['regionTotal']>;

/** Agencies whose reports the total still lacks: while there are any, nothing is compared. */
export const countLacking = ({ reports: { expected, accepted } }: Pick<RegionTotal, 'reports'>): number =>
  expected - accepted;

/**
 * A cell that differs from what all agencies below add up to. First it is held against the region's own agencies with
 * the consolidated reports of the regions below, which it is drawn up from: that tells which of them makes the difference.
 * Cells that could not be read are NaN, and equal to whatever they should be.
 */
function checkTotal({ figures }: ComparedReport, total: RegionTotal): readonly Observation[] {
  const { edition, cells } = figures;
  if (total.reports.expected === 0 || countLacking(total) > 0 || edition !== total.figures.edition)
    return NOTHING_FOUND;
  return CATALOGUES[edition].cells.flatMap(({ index, path, column }) => {
    const found = cells[index]!;
    const expected = total.figures.cells[index]!;
    if (!isOther(found, expected)) return [];
    const shown = (stored: number): number => fromStored(column.kind, stored);
    const parts = listParts(total, index);
    return [
      observeOther(
        edition,
        path,
        shown(found),
        shown(expected),
        traceDifference(found, expected, parts, shown),
      ),
    ];
  });
}

/** What one region below adds to a cell. */
interface Part {
  readonly name: string;
  readonly computed: number;
  /** By its consolidated report; what its agencies add up to, where it has none. */
  readonly stated: number;
}

function listParts({ figures: { edition }, regions = [] }: RegionTotal, index: number): Part[] {
  return regions.map(({ name, computed, stated }) => ({
    name,
    computed: computed.cells[index]!,
    stated: (stated?.edition === edition ? stated : computed).cells[index]!,
  }));
}

/** Where the difference comes from, as far as the regions below tell; figures as stored. */
function traceDifference(
  found: number,
  expected: number,
  parts: readonly Part[],
  shown: (stored: number) => number,
): Text {
  const differing = parts.filter(({ computed, stated }) => stated !== computed);
  const byReports = expected + differing.reduce((sum, { computed, stated }) => sum + stated - computed, 0);
  if (differing.length > 0 && found === byReports) return nameDiffering(differing, shown);
  const [only, ...others] = parts.filter(
    ({ stated }) => stated !== 0 && Math.abs(found - byReports) === Math.abs(stated),
  );
  const trace = only && others.length === 0 ? nameMissed(only, found > byReports, shown) : NOTHING_TRACED;
  if (differing.length === 0) return trace;
  const { zh, en } = nameDiffering(differing, shown);
  return {
    zh: `本级各机关与下级汇总报告之和是 ${shown(byReports)}。${trace.zh}${zh}`,
    en: `The region's own agencies and the consolidated reports below add up to ${shown(byReports)}. ${trace.en}${en}`,
  };
}

const NOTHING_TRACED: Text = { zh: '', en: '' };
/** Those that a sentence names; others are only counted. */
const MOST_NAMED = 3;

function nameDiffering(differing: readonly Part[], shown: (stored: number) => number): Text {
  const named = differing.slice(0, MOST_NAMED);
  const rest = differing.length - named.length;
  return {
    zh: `差在${named.map(({ name, stated, computed }) => `${name}(汇总报告填 ${shown(stated)},其各机关之和 ${shown(computed)})`).join('、')}${rest > 0 ? `等 ${differing.length} 个地区` : ''}。`,
    en: `The difference lies in ${named.map(({ name, stated, computed }) => `${name} (its consolidated report states ${shown(stated)}, its agencies add up to ${shown(computed)})`).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. `,
  };
}

function nameMissed({ name, stated }: Part, isTwice: boolean, shown: (stored: number) => number): Text {
  return isTwice
    ? {
        zh: `多出的正好是${name}的 ${shown(stated)},可能重复计入。`,
        en: `It exceeds that by just the ${shown(stated)} of ${name}, perhaps counted twice. `,
      }
    : {
        zh: `少的正好是${name}的 ${shown(stated)},可能漏计。`,
        en: `It falls short of that by just the ${shown(stated)} of ${name}, perhaps left out. `,
      };
}

/** `found` and `expected` in the cell's unit. */
function observeOther(
  edition: Edition,
  path: string,
  found: number,
  expected: number,
  trace: Text,
): Observation {
  const name = placeName(edition, path);
  return {
    path,
    found,
    expected,
    message: {
      zh: `汇总报告的${name.zh}填的是 ${found},本地区各机关报告之和是 ${expected}。${trace.zh}请核对两边;确实如此的,请附情况说明。`,
      en: `${name.en} of the consolidated report is ${found}; the agencies' reports add up to ${expected}. ${trace.en}Check both; where it is right, add an explanation.`,
    },
  };
}
