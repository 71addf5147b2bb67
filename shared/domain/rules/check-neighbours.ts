/**
 * A report beside the one of the year before that is in force: rules Y1–Y4 and Q5. Cells that could not be read are
 * NaN, and equal to whatever they should be.
 */
import { APPLICANT_COLUMNS } from '../form/catalogue.ts';
import { indexOf, jumpedApplications, jumpedFees, MERGED, wrongCell } from '../findings/figure-findings.ts';
import type { Figures, YearBefore } from '../form/figures.ts';
import type { Finding } from '../findings/finding.ts';

interface Pair {
  readonly path: string;
  readonly index: number;
}
const pair = (edition: '2019' | '2021', path: string): Pair => ({ path, index: indexOf(edition, path) });

/** `carriedIn` of this year beside `carriedOut` of last year; the same places in both editions. */
const CARRIED = APPLICANT_COLUMNS.map(({ key }) => ({
  now: pair('2021', `/applications/carriedIn/${key}`),
  before: indexOf('2021', `/applications/carriedOut/${key}`),
}));
const IN_FORCE = ['rules', 'normativeDocuments'].map((row) => ({
  now: pair('2021', `/proactive/${row}/inForce`),
  made: indexOf('2021', `/proactive/${row}/made`),
  repealed: indexOf('2021', `/proactive/${row}/repealed`),
}));
const ITEMS = ['licensing', 'otherServices', 'penalties', 'coercion', 'fees'].map((row) => ({
  now: pair('2019', `/proactive/${row}/previousItems`),
  change: indexOf('2019', `/proactive/${row}/change`),
}));
const RECEIVED = pair('2021', '/applications/received/total');
const FEES = pair('2021', '/proactive/fees/amountWanCny');

/** Rule Y4: more than fivefold, and by more than 50 applications. Source: `docs/report-format.md` §2. */
const JUMP_FACTOR = 5;
const JUMP_LEAST = 50;
/** Rule Q5: a slip between yuan and 10 000 yuan is a factor of 10 000; year-to-year changes stay below 1 000. */
const UNIT_FACTOR = 1000;

/** Rules Y1–Y4 and Q5. */
export function checkYearBefore({ previous, openers = [] }: YearBefore, current: Figures): Finding[] {
  if (openers.length > 0) return checkMerged(openers, current);
  return previous ? checkNeighbours(previous, current) : [];
}

/** Y1 of a merged agency. What else it continues is not of its own making; without all of them there is no sum. */
function checkMerged(openers: readonly (Figures | undefined)[], { edition, cells }: Figures): Finding[] {
  const known = openers.filter((figures) => figures !== undefined);
  if (known.length < openers.length) return [];
  return CARRIED.flatMap(({ now, before }) => {
    const expected = known.reduce((sum, opener) => sum + opener.cells[before]!, 0);
    return differs(cells[now.index]!, expected)
      ? [wrongCell('Y1', edition, now.path, cells[now.index]!, expected, MERGED)]
      : [];
  });
}

const differs = (a: number, b: number): boolean => a < b || a > b;

export function checkNeighbours(previous: Figures, current: Figures): Finding[] {
  const findings: Finding[] = [];
  const before = previous.cells;
  const now = current.cells;
  const { edition } = current;
  if (edition === '2021' && previous.edition === '2021') {
    for (const { now: cell, made, repealed } of IN_FORCE) {
      const expected = before[cell.index]! + now[made]! - now[repealed]!;
      if (differs(now[cell.index]!, expected))
        findings.push(wrongCell('Y2', edition, cell.path, now[cell.index]!, expected));
    }
    const fees = now[FEES.index]!;
    const lastFees = before[FEES.index]!;
    if (fees > 0 && lastFees > 0 && (fees > lastFees * UNIT_FACTOR || fees * UNIT_FACTOR < lastFees))
      findings.push(jumpedFees(FEES.path, fees, lastFees));
  }
  if (edition === '2019' && previous.edition === '2019') {
    for (const { now: cell, change } of ITEMS) {
      const expected = before[cell.index]! + before[change]!;
      if (differs(now[cell.index]!, expected))
        findings.push(wrongCell('Y3', edition, cell.path, now[cell.index]!, expected));
    }
  }
  const received = now[RECEIVED.index]!;
  const lastReceived = before[RECEIVED.index]!;
  if (
    Math.abs(received - lastReceived) > JUMP_LEAST &&
    (received > lastReceived * JUMP_FACTOR || received * JUMP_FACTOR < lastReceived)
  )
    findings.push(jumpedApplications(RECEIVED.path, received, lastReceived));
  for (const { now: cell, before: index } of CARRIED) {
    if (differs(now[cell.index]!, before[index]!))
      findings.push(wrongCell('Y1', edition, cell.path, now[cell.index]!, before[index]!));
  }
  return findings;
}
