/** How a draft's sentences are put together: words with numbers between them, each taken from where it stands. */
import { ENOUGH_CASES, yearOnYear } from '../form/derived-figures.ts';
import { formatNumber, formatRatio } from '../form/number-text.ts';
import type { FeeKey, FeePart } from '../form/processing-fees.ts';
import {
  measure,
  type DraftBasis,
  type Paragraph,
  type Piece,
  type ReportNumber,
  type Source,
} from './draft.ts';

type Words = Piece | readonly Words[];

export const say = (words: TemplateStringsArray, ...numbers: readonly Words[]): readonly Piece[] =>
  words.flatMap((word, i): readonly Piece[] => [
    ...(word === '' ? [] : [word]),
    ...(i < numbers.length ? flatten(numbers[i] ?? []) : []),
  ]);

const isList = (words: Words): words is readonly Words[] => Array.isArray(words);
const flatten = (words: Words): readonly Piece[] => (isList(words) ? words.flatMap(flatten) : [words]);

export const paragraph = (...words: readonly Words[]): Paragraph[] => {
  const pieces = words.flatMap(flatten).filter((piece) => piece !== '');
  return pieces.length === 0 ? [] : [{ as: 'text', pieces }];
};
export const place = (text: string): Paragraph => ({ as: 'place', pieces: [text] });

/** `、` between the parts. */
export const enumerate = (parts: readonly Words[], separator = '、'): readonly Piece[] =>
  parts.flatMap((part, i) => [...(i === 0 ? [] : [separator]), ...flatten(part)]);

/** Whether every agency's report is among the figures. */
export const isWhole = (reports: DraftBasis['previousReports']): boolean =>
  reports !== undefined && reports.accepted === reports.expected;

/** 均 is said where there are several. */
export const sayAll = (count: number): string => (count === 1 ? '' : '均');

/** As such reports write numbers: nothing groups their digits. */
const MAX_DECIMALS = 6;
const plain = (text: string): string => text.replaceAll('\u00a0', '');
const RATIOS: ReadonlySet<Source['kind']> = new Set(['share', 'change', 'onTimeShare']);

export type Say = ReturnType<typeof nameWords>;

/** Numbers of one region's year as pieces, and what they are. */
export function nameWords(basis: DraftBasis) {
  const piece = (source: Exclude<Source, { readonly kind: 'asOf' }>): Piece => {
    const value = measure(basis, source);
    const text = RATIOS.has(source.kind) ? formatRatio(value) : formatNumber(value, MAX_DECIMALS);
    return { text: plain(text), source };
  };
  const sum = (cells: readonly string[], at: 'now' | 'before' = 'now'): number | undefined =>
    measure(basis, { kind: 'cells', cells, at });

  return {
    basis,
    /** Whose the year's sentences are: they tell of the year only where all have filed. */
    whose: isWhole(basis.reports) ? '全年' : '已报送单位',
    sum: (...cells: readonly string[]): number => sum(cells) ?? 0,
    cells: (...cells: readonly string[]): Piece => piece({ kind: 'cells', cells, at: 'now' }),
    share: (cells: readonly string[], whole: readonly string[]): Piece =>
      piece({ kind: 'share', cells, whole }),
    child: (id: string, cells: readonly string[], at: 'now' | 'before' | 'difference'): Piece =>
      piece({ kind: 'child', id, cells, at }),
    reports: (of: ReportNumber): Piece => piece({ kind: 'reports', of }),
    countReports: (of: ReportNumber): number => measure(basis, { kind: 'reports', of }) ?? 0,
    onTimeShare: (): Piece => piece({ kind: 'onTimeShare' }),
    fee: (key: FeeKey): Piece => piece({ kind: 'fee', key }),
    feeStated: (part: FeePart): Piece => piece({ kind: 'feeStated', part }),
    feeUnstated: (part: FeePart): Piece => piece({ kind: 'feeUnstated', part }),
    year: (): Piece => ({ text: String(basis.year), source: { kind: 'year' } }),
    asOf: (): Piece => ({ text: basis.asOf, source: { kind: 'asOf' } }),

    /** `，较上年增长12.5%`; of few cases in cases; nothing where there is no year before. */
    compared(...cells: readonly string[]): readonly Piece[] {
      const [now, before] = [sum(cells), sum(cells, 'before')];
      if (now === undefined || before === undefined) return [];
      if (now === before) return ['，与上年持平'];
      return yearOnYear(now, before) === undefined
        ? say`，较上年${now > before ? '增加' : '减少'}${piece({ kind: 'difference', cells })}件`
        : say`，较上年${now > before ? '增长' : '下降'}${piece({ kind: 'change', cells })}`;
    },
  };
}

/** `，占61.2%`: of few cases the counts say more. */
export const writeShare = (
  { share, sum }: Say,
  cells: readonly string[],
  whole: readonly string[],
): readonly Piece[] => (sum(...whole) < ENOUGH_CASES ? [] : say`，占${share(cells, whole)}`);
