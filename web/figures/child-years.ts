/** A region's children, each with all its years, in the order in which they are listed. */
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';
import type { ChildFacts } from '../../shared/domain/standing/child-facts.ts';
import { isCounted } from '../../shared/domain/standing/region-year.ts';
import type { YearStated } from '../../shared/domain/form/comparison.ts';
import { makeRegionRow } from '../region/child-rows.ts';
import { figuresPath } from '../site/figures-address.ts';
import { agencyYearPath } from '../site/page-context.ts';
import { tellDataset } from '../site/tell-dataset.ts';

/** A region right below, or an agency of the region's own. */
export interface FiguresChild {
  readonly kind: 'region' | 'agency';
  /** A region's code, an agency's id. */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** A region's where any of its agencies' reports is the generator's. */
  readonly dataset: Dataset | undefined;
  /** Main figures alone but for the year that is shown, of which all are known. Years that it is no part of are left out. */
  readonly years: ReadonlyMap<number, YearStated>;
}

interface OneYear extends Omit<FiguresChild, 'years'> {
  readonly year: number;
  readonly stated: YearStated;
}

/** Named as in the year that is shown, or in their last one. */
export function readChildYears(facts: ReadonlyMap<number, ChildFacts>, year: number): FiguresChild[] {
  const all = [...facts].flatMap(([one, list]) => readYear(list, one, year));
  // Those of the year that is shown, in their order, before those that are no more, or not yet.
  const inOrder = [...all.filter((item) => item.year === year), ...all.toReversed()];
  return [...Map.groupBy(inOrder, ({ kind, id }) => `${kind} ${id}`).values()].flatMap((items) =>
    items.slice(0, 1).map(({ kind, id, name, path, dataset }) => ({
      kind,
      id,
      name,
      path,
      dataset,
      years: new Map(items.map((item) => [item.year, item.stated])),
    })),
  );
}

const readYear = ({ regions, agencies }: ChildFacts, one: number, year: number): OneYear[] => [
  ...regions.filter(isCounted).map((item): OneYear => {
    const { code, name, figures, reports } = makeRegionRow(item);
    return {
      kind: 'region',
      id: code,
      name,
      path: figuresPath(code, year),
      dataset: reports.synthetic > 0 ? 'synthetic' : undefined,
      year: one,
      stated: { figures, reports },
    };
  }),
  ...agencies
    .filter(({ obliged }) => obliged)
    .map((item): OneYear => ({
      kind: 'agency',
      id: item.agency.id,
      name: nameInYear(item.agency, one),
      path: agencyYearPath(item.agency.id, one),
      dataset: tellDataset(item.agency.dataset, item.inForce !== undefined),
      year: one,
      stated: { figures: item.inForce?.figures, reports: undefined },
    })),
];
