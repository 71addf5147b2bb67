/** Applications of one agency and year: who applied, how they were decided, what is carried over, what was disputed. */
import { APPLICANT_COUNT } from '../shared/domain/form/catalogue.ts';
import type { Figures } from '../shared/domain/form/figures.ts';
import {
  addTo,
  readCell,
  CARRIED_IN,
  CARRIED_OUT,
  DISPUTE_TOTAL,
  LITIGATION_AFTER,
  LITIGATION_DIRECT,
  RECEIVED,
  RECONSIDERATION,
  RESULTS_TOTAL,
  rowOffset,
  TOTAL,
} from './cells.ts';
import { addUp, type Random } from './random.ts';

/** Share of each outcome, in percent; the last two rows exist in edition 2021 only. */
const OUTCOMES = [
  ['results.granted', 45],
  ['results.partial', 9],
  ['results.refused.stateSecret', 0.2],
  ['results.refused.prohibitedByLaw', 0.8],
  ['results.refused.safetyAndStability', 0.2],
  ['results.refused.thirdPartyRights', 1.2],
  ['results.refused.internalAffairs', 1.2],
  ['results.refused.processInformation', 1.5],
  ['results.refused.enforcementFiles', 1.5],
  ['results.refused.inquiryMatters', 1.2],
  ['results.unavailable.notHeld', 20],
  ['results.unavailable.notCompiled', 4],
  ['results.unavailable.unclear', 1.5],
  ['results.declined.petition', 3.5],
  ['results.declined.repeated', 2.5],
  ['results.declined.publication', 0.2],
  ['results.declined.excessive', 0.3],
  ['results.declined.reissue', 0.3],
  ['results.otherHandling.other', 3],
  ['results.otherHandling.notCorrected', 2],
  ['results.otherHandling.feeUnpaid', 0.3],
] as const;
const OUTCOME_OFFSETS = OUTCOMES.map(([key]) => rowOffset(key));
const OUTCOMES_OF_2019 = OUTCOMES.length - 2;

/** Share of each kind of applicant, in percent, in the form's order. */
const APPLICANTS = [92, 5, 0.3, 0.6, 1.2, 0.9];

/** Upheld, corrected, other result, pending. */
const DISPUTE_RESULTS = addUp([50, 18, 20, 12]);
const DISPUTES_PER_RESULT = { reconsideration: 0.025, direct: 0.012, after: 0.008 };

/** What an agency's applications are like, year after year. */
interface Habits {
  readonly applicants: readonly number[];
  readonly outcomes: Readonly<Record<'2019' | '2021', readonly number[]>>;
  /** Share of the year's cases that are still open at its end. */
  readonly carryRatio: number;
}

export function drawHabits(random: Random): Habits {
  const weights = OUTCOMES.map(([, weight]) => random.logNormal(weight, 0.5));
  return {
    applicants: addUp(APPLICANTS.map((weight, i) => (i === 0 ? weight : random.logNormal(weight, 0.7)))),
    outcomes: { '2019': addUp(weights.slice(0, OUTCOMES_OF_2019)), '2021': addUp(weights) },
    carryRatio: Math.min(0.2, random.logNormal(0.045, 0.6)),
  };
}

interface Caseload {
  readonly received: number;
  /** Open at the year's start, per applicant column. */
  readonly carriedIn: readonly number[];
  /** Whether cases may stay open at the year's end. */
  readonly carriesOut: boolean;
}

/** Fills table 三 and 四 in; returns what is carried out, per applicant column. */
export function fillApplications(
  { edition, cells }: Figures,
  { received, carriedIn, carriesOut }: Caseload,
  habits: Habits,
  random: Random,
): number[] {
  for (const [column, count] of carriedIn.entries()) addTo(cells, CARRIED_IN + column, count);
  for (let i = 0; i < received; i++) addTo(cells, RECEIVED + random.place(habits.applicants), 1);
  const outcomes = habits.outcomes[edition];
  for (let column = 0; column < TOTAL; column++) {
    const open = readCell(cells, RECEIVED + column) + readCell(cells, CARRIED_IN + column);
    for (let i = 0; i < open; i++) {
      if (carriesOut && random.chance(habits.carryRatio)) addTo(cells, CARRIED_OUT + column, 1);
      else {
        const outcome = OUTCOME_OFFSETS[random.place(outcomes)] ?? 0;
        addTo(cells, outcome + column, 1);
        addTo(cells, RESULTS_TOTAL + column, 1);
      }
    }
  }
  for (let row = 0; row <= CARRIED_OUT; row += APPLICANT_COUNT) {
    let sum = 0;
    for (let column = 0; column < TOTAL; column++) sum += readCell(cells, row + column);
    cells[row + TOTAL] = sum;
  }
  const done = readCell(cells, RESULTS_TOTAL + TOTAL);
  fillDisputes(cells, RECONSIDERATION, random.poisson(done * DISPUTES_PER_RESULT.reconsideration), random);
  fillDisputes(cells, LITIGATION_DIRECT, random.poisson(done * DISPUTES_PER_RESULT.direct), random);
  fillDisputes(cells, LITIGATION_AFTER, random.poisson(done * DISPUTES_PER_RESULT.after), random);
  return Array.from(cells.subarray(CARRIED_OUT, CARRIED_OUT + TOTAL));
}

function fillDisputes(cells: Float64Array, row: number, count: number, random: Random): void {
  for (let i = 0; i < count; i++) addTo(cells, row + random.place(DISPUTE_RESULTS), 1);
  cells[row + DISPUTE_TOTAL] = count;
}
