/** The sentences of the findings about figures: which cell, what it says, what it should say, and what to do. */
import { CATALOGUES, type Edition } from '../form/catalogue.ts';
import { placeName } from '../form/cell-names.ts';
import { fromStored } from '../form/figures.ts';
import type { Finding, RuleId, Severity } from './finding.ts';
import { findingOf, ruleOf } from './rule-catalogue.ts';
import type { Text } from '../basics/text.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

/** How the expected value comes about, and what to look at; one per rule that expects a value. */
const EXPECTATIONS = {
  A1: t('其余六格之和', 'the sum of the other six cells'),
  A2: t(
    '新收 + 上年结转 − 办理结果总计,见同一列',
    'received + carried in − results total, of the same column',
  ),
  A3: t('本列(一)至(六)各行之和', 'the sum of the result rows of this column'),
  A4: t('其余四格之和', 'the sum of the other four cells'),
  Y1: t('上年报告的“结转下年度继续办理”', 'what last year’s report carried out'),
  Y2: t('上年现行有效 + 本年制发 − 本年废止', 'last year’s in force + made − repealed'),
  Y3: t('上年报告的“上一年项目数量” + “本年增/减”', 'last year’s previous items + change'),
} as const satisfies Partial<Record<RuleId, Text>>;
type ExpectingRule = keyof typeof EXPECTATIONS;

/** Y1 of an agency that others were merged into. */
export const MERGED = t(
  '并入各机关上年报告的“结转下年度继续办理”之和',
  'what the agencies merged into it carried out last year, together',
);

const CURES: Readonly<Record<Severity, Text>> = {
  error: t('请核对并改正', 'Check these cells and correct them'),
  warning: t('请核对;确实如此的,请附情况说明', 'Check it; where it is right, add an explanation'),
};
/** Where the cells themselves lead to a number below 0, another one of them is wrong. */
const NEGATIVE_CURES: Partial<Readonly<Record<ExpectingRule, Text>>> = {
  A2: t(
    '应填数为负,说明办理结果多于收到的申请,请核对新收、上年结转和办理结果',
    'A negative number is due because more was handled than received: check received, carried in and the results',
  ),
  Y2: t(
    '应填数为负,说明本年废止的多于上年现行有效和本年制发的,请核对本年制发、本年废止和上年报告的现行有效件数',
    'A negative number is due because more was repealed than was in force and made: check made and repealed, and what last year’s report has in force',
  ),
  Y3: t(
    '应填数为负,说明上年报告减少的多于原有的项目数量,请核对上年报告的“上一年项目数量”和“本年增/减”',
    'A negative number is due because last year’s report takes away more items than there were: check its previous items and its change',
  ),
};

/** A cell that should hold another value. Counts only. */
export function wrongCell(
  rule: ExpectingRule,
  edition: Edition,
  path: string,
  found: number,
  expected: number,
  why: Text = EXPECTATIONS[rule],
): Finding {
  const name = placeName(edition, path);
  const cure = (expected < 0 ? NEGATIVE_CURES[rule] : undefined) ?? CURES[ruleOf(rule).severity];
  return findingOf(
    rule,
    path,
    found,
    expected,
    `${name.zh}填的是 ${found},应为 ${expected}(${why.zh})。${cure.zh}。`,
    `${name.en} is ${found}, but should be ${expected} (${why.en}). ${cure.en}.`,
  );
}

/** C1. `found` and `expected` in the cell's unit. */
export function otherThanTotal(edition: Edition, path: string, found: number, expected: number): Finding {
  const name = placeName(edition, path);
  return findingOf(
    'C1',
    path,
    found,
    expected,
    `汇总报告的${name.zh}填的是 ${found},本地区各机关报告之和是 ${expected}。请核对两边;确实如此的,请附情况说明。`,
    `${name.en} of the consolidated report is ${found}; the agencies' reports add up to ${expected}. Check both; where it is right, add an explanation.`,
  );
}

/** Q4: every figure is 0, and the agency has not confirmed that. */
export function unconfirmedZero(): Finding {
  return findingOf(
    'Q4',
    '/applications',
    null,
    null,
    '表三全部是 0。如确实没有收到和办理申请,请在报告中作零报告确认;否则请补填表三。',
    'Every figure of table III is 0. If no application was received or handled, confirm the zero report in the document; otherwise fill in table III.',
  );
}

/** Q4: the agency confirms a zero report, and a figure is not 0. */
export function contradictedZero(edition: Edition, path: string, found: number): Finding {
  const name = placeName(edition, path);
  return findingOf(
    'Q4',
    '/applications',
    found,
    0,
    `报告作了零报告确认,但${name.zh}填的是 ${found}。请删去零报告确认,或核对表三。`,
    `The report is confirmed as a zero report, but ${name.en} is ${found}. Remove the confirmation, or check table III.`,
  );
}

export function jumpedApplications(path: string, current: number, previous: number): Finding {
  return findingOf(
    'Y4',
    path,
    current,
    null,
    `新收申请总计从上年的 ${previous} 件变为 ${current} 件,相差五倍以上。请核对;确实如此的,请附情况说明。`,
    `Applications received changed from ${previous} last year to ${current}, more than fivefold. Check it; where it is right, add an explanation.`,
  );
}

export function jumpedFees(path: string, currentFen: number, previousFen: number): Finding {
  const current = fromStored('wanYuan', currentFen);
  const previous = fromStored('wanYuan', previousFen);
  return findingOf(
    'Q5',
    path,
    current,
    null,
    `行政事业性收费填的是 ${current} 万元,上年是 ${previous} 万元,相差一千倍以上,可能把元当作了万元。请核对单位;确实如此的,请附情况说明。`,
    `Fees are ${current} (10 000 yuan), last year's ${previous}: a factor above 1 000, perhaps yuan for 10 000 yuan. Check the unit; where it is right, add an explanation.`,
  );
}

/** The index of a cell that both editions, or the one given, have. */
export function indexOf(edition: Edition, path: string): number {
  const cell = CATALOGUES[edition].cellByPath.get(path);
  if (!cell) throw new RangeError(`edition ${edition} has no cell ${path}`);
  return cell.index;
}
