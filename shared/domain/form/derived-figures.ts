/**
 * What pages, summaries and exports derive from figures, each with its definition.
 * Source: `docs/report-format.md` section 3.
 */
import { APPLICANT_COUNT, APPLICATION_ROW_OFFSETS } from './catalogue.ts';
import { readFigure, type Figures } from './figures.ts';
import type { Text } from '../basics/text.ts';

/** A share with the counts that it stands on; its value is undefined where `whole` is 0. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

/** 0 … 1, or `undefined` where there is nothing to take a share of. */
export function computeRatio({ part, whole }: Share): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** With fewer cases below the line, one case more or less moves a rate by more than three points. */
export const ENOUGH_CASES = 30;

/** The ratio of enough cases; `undefined` of fewer, which are told by their counts alone. */
export const computeFairRatio = (share: Share): number | undefined =>
  share.whole < ENOUGH_CASES ? undefined : computeRatio(share);

/**
 * Year on year: (this − previous) ÷ previous; `undefined` where that tells less than the two counts do: with few cases,
 * and where none is left.
 */
export function yearOnYear(now: number, previous: number): number | undefined {
  return previous < ENOUGH_CASES || now === 0 ? undefined : (now - previous) / previous;
}

export type OutcomeKey = 'granted' | 'partial' | 'refused' | 'unavailable' | 'declined' | 'other';

/** The six groups of 三、本年度办理结果, in the form's order, which every chart keeps. */
export const OUTCOMES: readonly { readonly key: OutcomeKey; readonly label: Text }[] = [
  { key: 'granted', label: { zh: '予以公开', en: 'Granted' } },
  { key: 'partial', label: { zh: '部分公开', en: 'Partly disclosed' } },
  { key: 'refused', label: { zh: '不予公开', en: 'Refused' } },
  { key: 'unavailable', label: { zh: '无法提供', en: 'Unavailable' } },
  { key: 'declined', label: { zh: '不予处理', en: 'Declined' } },
  { key: 'other', label: { zh: '其他处理', en: 'Other handling' } },
];

const ROW_PREFIX: Readonly<Record<OutcomeKey, string>> = {
  granted: 'results.granted',
  partial: 'results.partial',
  refused: 'results.refused.',
  unavailable: 'results.unavailable.',
  declined: 'results.declined.',
  other: 'results.otherHandling.',
};

/** Places of the `total` cell (the last of a row's seven) of the rows that a prefix names. */
const totalPlaces = (prefix: string): readonly number[] =>
  [...APPLICATION_ROW_OFFSETS]
    .filter(([key]) => (prefix.endsWith('.') ? key.startsWith(prefix) : key === prefix))
    .map(([, offset]) => offset + APPLICANT_COUNT - 1);

const OUTCOME_PLACES = OUTCOMES.map(({ key }) => ({ key, places: totalPlaces(ROW_PREFIX[key]) }));

const sumAt = ({ cells }: Figures, places: readonly number[]): number =>
  places.reduce((sum, place) => sum + (cells[place] ?? 0), 0);

/** Applications by outcome, from the 总计 column. */
export function sumOutcomes(figures: Figures): Record<OutcomeKey, number> {
  const outcomes = { granted: 0, partial: 0, refused: 0, unavailable: 0, declined: 0, other: 0 };
  for (const { key, places } of OUTCOME_PLACES) outcomes[key] = sumAt(figures, places);
  return outcomes;
}

const RECEIVED = totalPlaces('received');
const CARRIED_IN = totalPlaces('carriedIn');
const RESULTS = totalPlaces('results.total');
const CARRIED_OUT = totalPlaces('carriedOut');

export const sumReceived = (figures: Figures): number => sumAt(figures, RECEIVED);
export const sumCarriedIn = (figures: Figures): number => sumAt(figures, CARRIED_IN);
export const sumResults = (figures: Figures): number => sumAt(figures, RESULTS);
export const sumCarriedOut = (figures: Figures): number => sumAt(figures, CARRIED_OUT);

/** 公开率: (granted + partial) ÷ results.total. */
export function countDisclosed(figures: Figures): Share {
  const { granted, partial } = sumOutcomes(figures);
  return { part: granted + partial, whole: sumResults(figures) };
}

const NOT_HELD = totalPlaces('results.unavailable.notHeld');
/** What could not have been disclosed, whatever the agency had decided. */
const UNRESOLVABLE = [
  'results.declined.petition',
  'results.declined.repeated',
  'results.declined.publication',
  'results.unavailable.unclear',
  'results.otherHandling.',
].flatMap(totalPlaces);

/** 可答复件公开率: (granted + partial) ÷ what could have been disclosed; nothing where that is not positive. */
export function countDisclosedOfResolvable(figures: Figures): Share {
  const { part, whole } = countDisclosed(figures);
  const resolvable = whole - sumAt(figures, UNRESOLVABLE);
  return resolvable > 0 ? { part, whole: resolvable } : { part: 0, whole: 0 };
}

/** 本机关不掌握相关政府信息 ÷ results.total. */
export const countNotHeld = (figures: Figures): Share => ({
  part: sumAt(figures, NOT_HELD),
  whole: sumResults(figures),
});

/** 不予公开率: refused ÷ results.total. */
export function countRefused(figures: Figures): Share {
  return { part: sumOutcomes(figures).refused, whole: sumResults(figures) };
}

export const countReconsiderations = (figures: Figures): number =>
  readFigure(figures, '/reconsideration/total') ?? 0;

/** Both groups of 行政诉讼: sued directly and after reconsideration. */
export const countLawsuits = (figures: Figures): number =>
  (readFigure(figures, '/litigation/direct/total') ?? 0) +
  (readFigure(figures, '/litigation/afterReconsideration/total') ?? 0);

/** How many agencies owe a report, have one accepted, and had it accepted late. */
export interface FilingCounts {
  readonly expected: number;
  readonly accepted: number;
  readonly late: number;
}

/** 报送率 and 按时报送率, each with its counts. */
export const filingShare = ({ accepted, expected }: Omit<FilingCounts, 'late'>): Share => ({
  part: accepted,
  whole: expected,
});
export const onTimeShare = ({ accepted, late, expected }: FilingCounts): Share => ({
  part: accepted - late,
  whole: expected,
});
