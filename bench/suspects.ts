/**
 * Errors planted into balanced figures, generated and published ones: how often the culprit is named first and alone,
 * and what naming it costs. Whether an error can be told at all is decided by trying every cell, apart from the
 * algorithm.
 */
import { publishedReports } from '../demonstration/published.ts';
import { RESULTS_TOTAL } from '../generator/cells.ts';
import { syntheticNation } from '../generator/nation.ts';
import { createRandom, type Random } from '../generator/random.ts';
import { generateDrafts } from '../generator/universe.ts';
import { CATALOGUES } from '../shared/domain/form/catalogue.ts';
import { checkSums } from '../shared/domain/rules/sums/check-sums.ts';
import { decodeReport } from '../shared/domain/document/decode-report.ts';
import type { Figures } from '../shared/domain/form/figures.ts';
import { nameSuspects } from '../shared/domain/suspects/name-suspects.ts';
import { groupBySuspect } from '../shared/domain/suspects/suspect-text.ts';
import type { Change, Suspect } from '../shared/domain/findings/suspect.ts';
import { applyRepair } from './apply-repair.ts';
import { findPercentile, measureSpread, type Report } from './measure.ts';
import {
  balances,
  DISPUTE_PLANT,
  SEVERAL_PLANTS,
  SINGLE_PLANTS,
  listSingleExplanations,
  listSwapExplanations,
  type Plant,
} from './planted-slips.ts';

const NATION = { provinces: 1, cities: 2, districts: 2, agencies: 8 };
const YEARS = { from: 2020, to: 2024 };
const TOTAL = 6;

/** Fewer cells than were planted explain all, and those were named. */
const NAMED_OTHERWISE = 'undecidable, less named alone';

/** `named`: every culprit first and alone. `partly`: some of them, the others not at all or among candidates. */
type Judgement =
  'named' | 'among candidates' | 'partly' | 'not named' | 'wrong' | 'undecidable' | typeof NAMED_OTHERWISE;
interface Tally {
  readonly counts: Map<Judgement, number>;
  planted: number;
}

export async function benchSuspects(report: Report, { each } = { each: 800 }): Promise<void> {
  const balanced = [...generated(), ...published()];
  const random = createRandom('suspects');
  const timesMs: number[] = [];
  const run = (plants: readonly Plant[], isSingle: boolean, pickTwo = false): Tally => {
    const tally: Tally = { counts: new Map(), planted: 0 };
    for (let i = 0; i < each; i++) {
      const figures = random.pick(balanced);
      const chosen = pickTwo ? [random.pick(plants), random.pick(plants)] : plants;
      const judged = plantAndJudge(figures, chosen, random, isSingle, timesMs);
      if (!judged) continue;
      tally.planted++;
      tally.counts.set(judged, (tally.counts.get(judged) ?? 0) + 1);
    }
    return tally;
  };
  // Compiled before it is timed.
  run(Object.values(SEVERAL_PLANTS), false, true);
  timesMs.length = 0;
  let wrong = 0;
  let planted = 0;
  const tell = (what: string, tally: Tally, mustBeNamed = false): void => {
    const of = (judgement: Judgement): number => tally.counts.get(judgement) ?? 0;
    const decidable = tally.planted - of('undecidable') - of(NAMED_OTHERWISE);
    wrong += of('wrong');
    planted += tally.planted;
    report({
      what: `suspects: ${what}: decidable errors not named first and alone`,
      value: decidable - of('named'),
      unit: ` of ${decidable}`,
      ...(mustBeNamed && { target: { atMost: 0 } }),
      detail: [...tally.counts].map(([judgement, count]) => `${judgement} ${count}`).join(', '),
    });
  };
  for (const [what, plant] of Object.entries(SINGLE_PLANTS)) tell(what, run([plant], true), true);
  tell('one figure of table 四', run([DISPUTE_PLANT], true), true);
  for (const [what, plant] of Object.entries(SEVERAL_PLANTS)) tell(what, run([plant], false));
  const singles = Object.values(SINGLE_PLANTS);
  tell('two of one cell each', run(singles, false, true));
  tell('two slips of any kind', run([...singles, ...Object.values(SEVERAL_PLANTS)], false, true));
  report({
    what: `suspects: wrong claims among ${planted} planted errors`,
    value: wrong,
    unit: '',
    target: { atMost: 0 },
  });
  report({
    what: 'suspects: time of naming them, 99th percentile',
    value: findPercentile(timesMs, 0.99),
    unit: ' ms',
    spread: measureSpread(timesMs),
    target: { below: 1 },
  });
  await Promise.resolve();
}

function generated(): Figures[] {
  const nation = syntheticNation(NATION);
  const drafts = generateDrafts({ seed: 'suspects', ...nation, years: YEARS, consolidated: true });
  return [...drafts].map(({ report }) => report.figures).filter(hasCases);
}

function published(): Figures[] {
  return publishedReports().filings.flatMap(({ document }) => {
    const read = decodeReport(typeof document === 'string' ? new TextEncoder().encode(document) : document);
    const figures = read.kind === 'read' ? read.report?.figures : undefined;
    return figures && balances(figures.cells) && hasCases(figures) ? [figures] : [];
  });
}

const hasCases = ({ cells }: Figures): boolean => (cells[RESULTS_TOTAL + TOTAL] ?? 0) > 0;

/** undefined where nothing was planted: the slip changed nothing, or led below 0. */
function plantAndJudge(
  { edition, cells }: Figures,
  plants: readonly Plant[],
  random: Random,
  isSingle: boolean,
  timesMs: number[],
): Judgement | undefined {
  const { rows, cells: form } = CATALOGUES[edition];
  const starts = rows.flatMap((row) => (row.table === 'applications' ? (row.cells[0]?.index ?? []) : []));
  const spoilt = cells.slice();
  for (const plant of plants) plant(spoilt, starts, random);
  const planted = form.flatMap(({ index, path }) =>
    spoilt[index] === cells[index] ? [] : [{ path, found: spoilt[index] ?? 0, value: cells[index] ?? 0 }],
  );
  if (planted.length === 0 || planted.some(({ found }) => found < 0)) return undefined;
  if (balances(spoilt)) return 'undecidable';
  const broken: Figures = { edition, cells: spoilt };
  const findings = checkSums(broken);
  const started = performance.now();
  const named = nameSuspects(broken, findings);
  timesMs.push(performance.now() - started);
  const suspects = groupBySuspect(named).map(({ suspect }) => suspect);
  const judged = judge(suspects, planted);
  if (judged === 'named') return judged;
  const countable = form.flatMap(({ index, path }) => (path.startsWith('/proactive') ? [] : [index]));
  const others = listSingleExplanations(spoilt, countable);
  // Less than what was planted, or as much, explains it.
  if (others > (isSingle ? 1 : 0)) {
    if (judged === 'wrong') return isSingle ? 'wrong' : NAMED_OTHERWISE;
    return 'undecidable';
  }
  if (!isSingle && plants.length === 1 && listSwapExplanations(spoilt, starts) > 1 && judged !== 'wrong')
    return 'undecidable';
  if (judged === 'wrong' && explainsWithLess(broken, suspects, planted)) return NAMED_OTHERWISE;
  return judged;
}

const isAlone = (suspect: Suspect): suspect is Extract<Suspect, Change> => 'path' in suspect;

function judge(suspects: readonly (Suspect | undefined)[], planted: readonly Change[]): Judgement {
  const due = new Map(planted.map(({ path, value }) => [path, value]));
  const isRight = (changes: readonly Change[]): boolean =>
    changes.every(({ path, value }) => due.get(path) === value);
  const told = suspects.filter((suspect) => suspect !== undefined);
  const alone = told.filter(isAlone);
  if (alone.some(({ changes }) => !isRight(changes))) return 'wrong';
  if (alone.length === suspects.length) return 'named';
  const candidates = told.flatMap((suspect) => (isAlone(suspect) ? [] : [suspect.candidates]));
  if (
    told.length === suspects.length &&
    candidates.every((repairs) => repairs.some(({ changes }) => isRight(changes)))
  )
    return 'among candidates';
  return alone.length > 0 ? 'partly' : 'not named';
}

/** All is named, balances, and changes fewer cells than were planted: nobody could tell. */
function explainsWithLess(
  broken: Figures,
  suspects: readonly (Suspect | undefined)[],
  planted: readonly Change[],
): boolean {
  const changes = suspects.flatMap((suspect) => (suspect && isAlone(suspect) ? suspect.changes : []));
  return changes.length < planted.length && balances(applyRepair(broken, { changes }).cells);
}
