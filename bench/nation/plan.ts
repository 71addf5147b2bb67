/** How large the simulated nation is, and who of it files. */
import { syntheticNation, type NationSize } from '../../generator/nation.ts';
import type { UniverseSpec } from '../../generator/universe.ts';
import { findProvince } from '../../shared/domain/basics/region.ts';

export interface NationPlan {
  readonly size: NationSize;
  /** Agencies of the largest district, which is the first one. */
  readonly largest: number;
  /** How many provinces file; the others owe and don't. */
  readonly filing: number;
  /** How many of the newest year's reports come in; those of the year before, dated in its January, come after them. */
  readonly reports: { readonly newest: number; readonly before: number };
}

/** 27 provinces, 3 295 regions, some 184 000 agencies. */
export const NATION_PLAN: NationPlan = {
  size: { provinces: 27, cities: 11, districts: 10, agencies: 55 },
  largest: 4000,
  filing: 3,
  // As many as three quarters of an hour allow on two cores.
  reports: { newest: 5000, before: 2000 },
};

interface NationSpecs {
  /** The provinces that file, from the year before the newest on. */
  readonly filing: UniverseSpec;
  /** The others, with the newest year alone. */
  readonly others: UniverseSpec;
  readonly regions: UniverseSpec['regions'];
}

export function specifyNation({ size, largest, filing }: NationPlan, newestYear: number): NationSpecs {
  const nation = syntheticNation(size);
  const districts = nation.districts.map((one, i) => (i === 0 ? { ...one, agencies: largest } : one));
  const provinces = new Set([...new Set(districts.map(({ code }) => findProvince(code)))].slice(0, filing));
  const within = (isFiling: boolean) =>
    districts.filter(({ code }) => provinces.has(findProvince(code)) === isFiling);
  const common = {
    seed: 'nation',
    regions: nation.regions,
    consolidated: false,
    dataset: 'synthetic',
  } as const;
  return {
    regions: nation.regions,
    filing: { ...common, districts: within(true), years: { from: newestYear - 1, to: newestYear } },
    others: { ...common, districts: within(false), years: { from: newestYear, to: newestYear } },
  };
}
