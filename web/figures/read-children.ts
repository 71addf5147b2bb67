/** What a region's children say together: what moved its total, who carries it, and how their workload and corrections lie. */
import { RECONSIDERATIONS, countCorrections } from '../../shared/domain/form/breakdowns.ts';
import { readMeasure, type Value } from '../../shared/domain/form/comparison.ts';
import { concentrate, type Concentration } from '../../shared/domain/form/concentration.ts';
import {
  computeFairRatio,
  sumCarriedIn,
  sumReceived,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { perTenThousand, type Population } from '../../shared/domain/form/population.ts';
import { figuresPath } from '../site/figures-address.ts';
import { tellMovement, type Movement } from '../../shared/domain/form/movers.ts';
import type { FiguresChild } from './child-years.ts';
import type { Carrier, FiguresView } from './figures-view.ts';

/** `undefined` where no year is compared, or either is told of other regions' figures. */
export function readMovement({ region, children, before }: FiguresView): Movement<FiguresChild> | undefined {
  if (before === null) return undefined;
  const sides = [before, region.year].map((year) => region.years.find((one) => one.year === year));
  if (sides.some((one) => !one?.figures || one.continuedFrom !== undefined)) return undefined;
  const countIn = (child: FiguresChild, year: number): number | undefined => {
    const figures = child.years.get(year)?.figures;
    return figures && sumReceived(figures);
  };
  return tellMovement(
    children.map((item) => ({ item, before: countIn(item, before), now: countIn(item, region.year) })),
  );
}

/** One that carries part of it, the largest first. */
export interface CarrierRow extends Carrier {
  readonly count: number;
  /** What those up to this one have together. */
  readonly sum: number;
}

export interface CarriedLoad extends Concentration {
  readonly rows: readonly CarrierRow[];
  /** Those without a report in force. */
  readonly silent: number;
}

export function readCarriedLoad({ carriers: { list } }: FiguresView): CarriedLoad {
  let sum = 0;
  const rows = list
    .flatMap((one) => (one.stated.figures ? [{ ...one, count: sumReceived(one.stated.figures) }] : []))
    .toSorted((a, b) => b.count - a.count)
    .map((one) => ({ ...one, sum: (sum += one.count) }));
  return { ...concentrate(rows.map(({ count }) => count)), rows, silent: list.length - rows.length };
}

export interface WorkloadRow {
  readonly child: FiguresChild;
  /** Newly received and carried in. */
  readonly toHandle: number;
  /** Corrected of those ended. */
  readonly corrections: Share;
  /** `undefined` of fewer than 30 ended. */
  readonly rate: number | undefined;
}

/** Those with a report in force, the most to handle first. */
export const readWorkloads = ({ children, region: { year } }: FiguresView): WorkloadRow[] =>
  children
    .flatMap((child) => {
      const figures = child.years.get(year)?.figures;
      if (!figures) return [];
      const corrections = countCorrections(figures, RECONSIDERATIONS);
      return [
        {
          child,
          toHandle: sumReceived(figures) + sumCarriedIn(figures),
          corrections,
          rate: computeFairRatio(corrections),
        },
      ];
    })
    .toSorted((a, b) => b.toHandle - a.toHandle);

/** A child by the measure that is asked for, by year. */
export interface ChildValues {
  readonly child: FiguresChild;
  readonly values: ReadonlyMap<number, Value | undefined>;
}

export const readChildValues = ({ children, measure }: FiguresView): ChildValues[] =>
  children.map((child) => ({
    child,
    values: new Map([...child.years].map(([year, stated]) => [year, readMeasure(measure, stated)])),
  }));

/** A region with its inhabitants. */
export interface InhabitedRow {
  readonly code: string;
  readonly name: string;
  readonly path: string;
  /** The region itself, before those right below it. */
  readonly isWhole: boolean;
  readonly received: number | undefined;
  readonly population: Population | undefined;
  /** Applications per 10 000 inhabitants; `undefined` of fewer than 30. */
  readonly rate: number | undefined;
}

export function readPerInhabitants({ region, children, population }: FiguresView): InhabitedRow[] {
  const { year, total } = region;
  const row = (
    { code, name, path }: Pick<InhabitedRow, 'code' | 'name' | 'path'>,
    figures: Figures | undefined,
    isWhole: boolean,
  ): InhabitedRow => {
    const received = figures && sumReceived(figures);
    const inhabited = population.get(code);
    const rate =
      received === undefined || !inhabited ? undefined : perTenThousand(received, inhabited.inhabitants);
    return { code, name, path, isWhole, received, population: inhabited, rate };
  };
  const { code, name } = region.region;
  return [
    row({ code, name: name ?? code, path: figuresPath(code, year) }, total.figures, true),
    ...children
      .filter((child) => child.kind === 'region' && child.years.has(year))
      .map((child) => row({ ...child, code: child.id }, child.years.get(year)?.figures, false)),
  ];
}
