/** English words of a region's agencies by function. */
import type { ReasonedOutcome } from '../../shared/domain/form/breakdowns.ts';
import { writeStretch } from '../../shared/domain/basics/stretch.ts';
import type { departmentsZhCn } from './departments-zh-cn.ts';

const reasonsOf: Record<ReasonedOutcome, string> = {
  refused: 'Reasons for refusal',
  unavailable: 'Reasons why information was unavailable',
  declined: 'Reasons for declining',
};

export const departmentsEn: typeof departmentsZhCn = {
  titleOf: (name) => `${name}: departments compared`,
  says: 'Agencies of one function (housing, police, education and so on) in the region and all below it, taken together; another year can stand beside.',
  measure: 'Measure',
  year: 'Year',
  before: 'Compared with',
  noOther: 'No other year',
  show: 'Show',
  functions: 'Departments',
  agenciesOf: (work) => `${work}: agencies`,
  regionsOf: (work) => `${work}: regions`,
  ownOf: (name) => `${name} (its own agencies)`,
  open: (work) => `${work}: show its agencies`,
  close: 'Close',
  columns: {
    work: 'Function',
    workId: 'Function ID',
    english: 'English name',
    agencies: 'Agencies',
    agency: 'Agency',
    district: 'Region',
    code: 'Region code',
    results: (years) => `Results ${years}`,
    part: (years) => `Part ${years}`,
    whole: (years) => `Whole ${years}`,
    low: (years) => `95 % interval from, ${years}`,
    high: (years) => `95 % interval to, ${years}`,
    change: 'Change',
    points: 'Change (percentage points)',
    cases: 'Change (cases)',
    rank: 'Rank',
    sharedBy: 'Shared by',
    reason: (reason, years) => `${reason}, ${years}`,
    dataset: 'Dataset',
  },
  valueIn: (measure, years) => `${measure} ${years}`,
  yearsFrom: (from, to) => writeStretch(from, to),
  agenciesIn: (n) => `${n} ${n === '1' ? 'agency' : 'agencies'}`,
  fromTo: (from, to) => `${from} → ${to}`,
  reasons: reasonsOf,
  reasonsTitle: (outcome, whose) => `${outcome}: ${whose}`,
  allOfThem: 'all agencies',
  reasonColumns: {
    number: 'No.',
    reason: 'Reason',
    cases: (years) => `Cases ${years}`,
    share: (years) => `Share ${years}`,
  },
  bars: (whose, told) => `${whose}: ${told}`,
  barsIn: (years, told) => `${years}: ${told}`,
  noReasons: 'none',
  legend: (outcome, isCompared) =>
    `Small bars: ${outcome}, from left to right as listed below the table${isCompared ? '; of each, the light bar on the left is the year compared with, the dark one on the right the year chosen' : ''}. The most frequent one of the row is the highest.`,
  sort: (column) => `Sort by ${column}`,
  highest: (years, measure, names) => `${measure} in ${years}: the highest is ${names}`,
  manyHighest: (n) => `shared by ${n} functions`,
  value: (name, value) => `${name} with ${value}`,
  mostGiven: (name, years, outcome, reasons) => `${outcome} most given by ${name} in ${years}: ${reasons}`,
  reasonWith: (reason, counts) => `“${reason}” ${counts}`,
  nothing: (years) => `There is nothing to compare for ${years}.`,
  end: '.',
  separator: '; ',
  betweenSentences: '. ',
  rule: (cases, agencies) =>
    `A function’s figures are the sum of the reports in force of the agencies that must report, in the region and all below it; the roster names the function, or the agency’s name tells it. Figures in doubt are not marked here: see the pages of the region and the agency. A rate of fewer than ${cases} cases (filing rates: fewer than ${agencies} agencies; of three years an agency counts once, by the year that has most of them) has no rank and no colour, its counts alone: pool three years. A rate has its 95 % interval (Wilson). Where there were fewer than ${cases} cases, a change is told as cases, not as a percentage.`,
  tooWide: (name, most) =>
    `More than ${most} regions lie within ${name}: they are not pooled on one page. Choose one of them:`,
  waiting: (name, next) =>
    `The departments of ${name} are added up every night, and have not been yet: next from ${next} (China time) on. The regions below can be seen now:`,
  sums: (day) =>
    `These figures are added up every night, last in the night of ${day}; what is filed or corrected since counts from the next night on. A function opens to the regions below.`,
  missing: (names) => `Not added up yet, and left out: ${names}.`,
  unlike: {
    overlap:
      'Both sides have years in common, so that no change is told: compare with an earlier year, or show one year only.',
    unequal: 'The two sides add up different numbers of years, so that no change of counts is told.',
  },
  none: 'No agency must report for the years chosen.',
};
