/** The years of one agency: each year's figures follow from its habits, its stocks and the cases that it took over. */
import { chooseEdition } from '../shared/domain/form/catalogue.ts';
import { noFigures, type Figures } from '../shared/domain/form/figures.ts';
import type { AgencyProfile } from './agency-profiles.ts';
import { fillApplications, drawHabits } from './applications.ts';
import { addTo, readCell, cellIndex, NATURAL_PERSON, TOTAL } from './cells.ts';
import { CARRIED_TOO_MANY, DOUBLE_COUNTED, type PlannedFlaw } from './flaws.ts';
import { fillProactive, openingStock, drawOutput, type Stock } from './proactive.ts';
import { createRandom } from './random.ts';

const FEES_2021 = cellIndex('2021', '/proactive/fees/amountWanCny');
/** Applications of a year relative to 2019; later years go on growing. */
const TREND = [1, 0.92, 1.18, 1.3, 1.52, 1.74, 1.9];
const LATER_GROWTH = 1.06;
/** Rule Y4 is about more than fivefold and more than 50; the generator stays clear of both. */
const MOST_GROWTH = 4;
const MOST_CHANGE = 45;

interface Career {
  readonly seed: number | string;
  readonly agencyId: string;
  readonly profile: AgencyProfile;
  /** Size of the region's agencies relative to a district's. */
  readonly scale: number;
  readonly isCity: boolean;
  readonly from: number;
  readonly to: number;
  readonly flaws: ReadonlyMap<number, PlannedFlaw>;
  /** What a successor takes over from the merged agencies. */
  readonly inherits?: Legacy;
}

export interface Legacy {
  /** Per applicant column. */
  readonly carriedOut: readonly number[];
  readonly stock: Stock;
}

interface YearOfAgency {
  readonly year: number;
  readonly figures: Figures;
}

interface History {
  readonly years: readonly YearOfAgency[];
  readonly leaves: Legacy;
}

export function makeHistory(career: Career): History {
  const { seed, agencyId, profile, scale, isCity, from, to, flaws, inherits } = career;
  const traits = createRandom(seed, agencyId, 'traits');
  const habits = drawHabits(traits);
  const output = drawOutput(profile, scale, traits);
  const usual = traits.logNormal(profile.applications * scale, 0.6);
  let stock = inherits?.stock ?? openingStock(profile, output, isCity, traits);
  let carried: readonly number[] =
    inherits?.carriedOut ?? noCases().with(NATURAL_PERSON, traits.poisson(usual * 0.04));
  let receivedBefore: number | undefined;
  const years: YearOfAgency[] = [];
  for (let year = from; year <= to; year++) {
    const random = createRandom(seed, agencyId, year);
    const flaw = flaws.get(year);
    const isZero = flaw?.kind === 'zero-confirmed' || flaw?.kind === 'zero-unconfirmed';
    const nextIsZero = ['zero-confirmed', 'zero-unconfirmed'].includes(flaws.get(year + 1)?.kind ?? '');
    const figures = noFigures(chooseEdition(year));
    if (year === from && isZero) carried = noCases();
    const takesOver =
      flaw?.kind === 'carried-over-wrong' || flaw?.kind === 'explained-warning'
        ? carried.with(NATURAL_PERSON, (carried[NATURAL_PERSON] ?? 0) + CARRIED_TOO_MANY)
        : carried;
    const drawn = random.poisson(random.logNormal(usual * trendOf(year), 0.25));
    const received = isZero ? 0 : Math.max(leastOf(flaw), withinReason(drawn, receivedBefore));
    carried = fillApplications(
      figures,
      { received, carriedIn: takesOver, carriesOut: !nextIsZero },
      habits,
      random,
    );
    stock = fillProactive(figures, stock, output, random);
    if (flaw?.kind === 'yuan-for-wan')
      addTo(figures.cells, FEES_2021, 9_999 * readCell(figures.cells, FEES_2021));
    receivedBefore = received;
    years.push({ year, figures });
  }
  return { years, leaves: { carriedOut: carried, stock } };
}

export const noCases = (): number[] => Array.from({ length: TOTAL }, () => 0);

function trendOf(year: number): number {
  const at = year - 2019;
  return TREND[at] ?? (TREND.at(-1) ?? 1) * LATER_GROWTH ** (at - TREND.length + 1);
}

function withinReason(received: number, before: number | undefined): number {
  if (before === undefined) return received;
  const most = Math.max(before * MOST_GROWTH, before + MOST_CHANGE);
  const least = Math.min(Math.ceil(before / MOST_GROWTH), Math.max(0, before - MOST_CHANGE));
  return Math.min(most, Math.max(least, received));
}

/** Flaws that need applications to go wrong with. */
function leastOf(flaw: PlannedFlaw | undefined): number {
  switch (flaw?.kind) {
    case 'returned':
    case 'returned-correction':
    case 'unbalanced-then-corrected':
    case 'corrected-after-acceptance':
    case 'carried-over-wrong':
    case 'explained-warning':
      return DOUBLE_COUNTED + 2;
    default:
      return 0;
  }
}
