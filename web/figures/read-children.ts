/** What a region's children say together: what moved its total, who carries it, and how their workload and corrections lie. */
import { RECONSIDERATIONS, countCorrections } from '../../shared/domain/form/breakdowns.ts';
import { readMeasure, type Value, type YearStated } from '../../shared/domain/form/comparison.ts';
import { concentrate, type Concentration } from '../../shared/domain/form/concentration.ts';
import {
  computeFairRatio,
  ENOUGH_CASES,
  sumCarriedIn,
  sumReceived,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import { perTenThousand, type Population } from '../../shared/domain/form/population.ts';
import { tellMovement, type Movement } from '../../shared/domain/form/movers.ts';
import { figuresPath } from '../site/figures-address.ts';
import { nameRegion } from '../site/named-region.ts';
import type { Texts } from '../texts/zh-cn.ts';
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

/** The one of the two years in which it was none of the children: merged, renamed, or not yet there. */
export const findYearOfNone = (
  { region, before, unreadable }: Pick<FiguresView, 'region' | 'before' | 'unreadable'>,
  { id, years }: FiguresChild,
): number | undefined =>
  unreadable.includes(id)
    ? undefined
    : ([before, region.year].find((year) => year !== null && !years.has(year)) ?? undefined);

/** One that carries part of it, the largest first. */
export interface CarrierRow extends Carrier {
  readonly count: number;
  /** What those up to this one have together. */
  readonly sum: number;
}

/** With fewer, each of them is a large share of all. */
export const ENOUGH_MEMBERS = 10;

export interface CarriedLoad extends Concentration {
  readonly rows: readonly CarrierRow[];
  /** Those without a report in force. */
  readonly silent: number;
  /** Whether shares are told: of few cases, or few that have them, counts alone. */
  readonly isEnough: boolean;
}

export function readCarriedLoad({ carriers: { list } }: FiguresView): CarriedLoad {
  let sum = 0;
  const rows = list
    .flatMap((one) => (one.stated.figures ? [{ ...one, count: sumReceived(one.stated.figures) }] : []))
    .toSorted((a, b) => b.count - a.count)
    .map((one) => ({ ...one, sum: (sum += one.count) }));
  const load = concentrate(rows.map(({ count }) => count));
  return {
    ...load,
    rows,
    silent: list.length - rows.length,
    isEnough: load.total >= ENOUGH_CASES && load.members >= ENOUGH_MEMBERS,
  };
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
  readonly dataset: FiguresChild['dataset'];
  /** The region itself, before those right below it. */
  readonly isWhole: boolean;
  readonly reports: YearStated['reports'];
  readonly received: number | undefined;
  readonly population: Population | undefined;
  /** Applications per 10 000 inhabitants; `undefined` of fewer than 30. */
  readonly rate: number | undefined;
}

export function readPerInhabitants(
  { region, children, population }: FiguresView,
  t: Pick<Texts, 'nation'>,
): InhabitedRow[] {
  const { year, total } = region;
  const row = (
    { code, name, path, dataset }: Pick<InhabitedRow, 'code' | 'name' | 'path' | 'dataset'>,
    { figures, reports }: YearStated,
    isWhole: boolean,
  ): InhabitedRow => {
    const received = figures && sumReceived(figures);
    const inhabited = population.get(code);
    const rate =
      received === undefined || !inhabited ? undefined : perTenThousand(received, inhabited.inhabitants);
    return { code, name, path, dataset, isWhole, reports, received, population: inhabited, rate };
  };
  const { code } = region.region;
  const whole = {
    code,
    name: nameRegion(region.region, t),
    path: figuresPath(code, year),
    // The page's head says whose figures it adds up.
    dataset: undefined,
  };
  return [
    row(whole, total, true),
    ...children.flatMap((child) => {
      const stated = child.kind === 'region' ? child.years.get(year) : undefined;
      return stated ? [row({ ...child, code: child.id }, stated, false)] : [];
    }),
  ];
}
