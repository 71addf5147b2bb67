/**
 * The rules of the report format once more, written from its text over plain JSON and sharing nothing with the domain,
 * so that generator and validator are not proved right by the same mistake. Tells which rules a filing breaks.
 */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import type { Filing } from '../../generator/universe.ts';

type Json = Record<string, unknown>;
type Row = Record<string, number>;
const PERSONS = ['naturalPerson', 'commercial', 'research', 'nonprofit', 'legalService', 'other'];
const COLUMNS = [...PERSONS, 'total'];

interface Judged {
  readonly rules: readonly string[];
  /** The parsed document where it is acceptable. */
  readonly accepted: Json | undefined;
}

export function judgeFiling(
  { document, receivedAt, place }: Pick<Filing, 'document' | 'receivedAt' | 'place'>,
  agency: RosterEntry,
  previous: Json | undefined,
  isFirstAccepted: boolean,
): Judged {
  let report: Json;
  try {
    report = JSON.parse(typeof document === 'string' ? document : new TextDecoder().decode(document));
  } catch {
    return { rules: ['S1'], accepted: undefined };
  }
  if (!isWhole(report)) return { rules: ['S2'], accepted: undefined };
  const errors = errorsOf(report, place);
  const warnings = warningsOf(report, agency, receivedAt, previous);
  if (errors.size > 0) {
    warnings.delete('D1');
    return { rules: [...errors, ...warnings], accepted: undefined };
  }
  if (!isFirstAccepted) warnings.delete('D1');
  return { rules: [...warnings], accepted: report };
}

function isWhole(report: Json): boolean {
  const { proactive, applications, reconsideration, litigation } = report;
  const numbers = leavesOf({ proactive, applications, reconsideration, litigation });
  const rows = rowsOf(applications);
  return (
    numbers.every((cell) => typeof cell === 'number' && Number.isFinite(cell)) &&
    rows.length === (report['edition'] === '2019' ? 23 : 25) &&
    rows.every((row) => COLUMNS.every((column) => Number.isInteger(row[column])))
  );
}

function errorsOf(report: Json, place: Filing['place']): Set<string> {
  const found = new Set<string>();
  const { applications, reconsideration, litigation, agency, district, year, edition } =
    report as unknown as {
      applications: Record<string, Row>;
      reconsideration: Row;
      litigation: Record<string, Row>;
      agency: { id: string };
      district: string;
      year: number;
      edition: string;
    };
  if (agency.id !== place.agencyId || district !== place.district || year !== place.year) found.add('S3');
  if (edition !== (year <= 2020 ? '2019' : '2021')) found.add('S4');
  const results = applications['results'] as unknown as Record<string, Row>;
  const { total: resultsTotal, ...outcomes } = results;
  for (const row of rowsOf(applications)) {
    if (row['total'] !== sum(PERSONS.map((column) => row[column]!))) found.add('A1');
  }
  for (const column of COLUMNS) {
    const cell = (row: string): number => applications[row]![column]!;
    if (cell('received') + cell('carriedIn') !== resultsTotal![column]! + cell('carriedOut')) found.add('A2');
    if (resultsTotal![column] !== sum(rowsOf(outcomes).map((row) => row[column]!))) found.add('A3');
  }
  for (const row of [reconsideration, litigation['direct']!, litigation['afterReconsideration']!]) {
    if (row['total'] !== row['upheld']! + row['corrected']! + row['other']! + row['pending']!)
      found.add('A4');
  }
  return found;
}

function warningsOf(
  report: Json,
  agency: RosterEntry,
  receivedAt: string,
  previous: Json | undefined,
): Set<string> {
  const found = new Set<string>();
  const {
    year,
    narrative,
    publishedOn,
    nil,
    applications,
    agency: stated,
  } = report as unknown as {
    year: number;
    narrative: { overview: string; problems: string };
    publishedOn?: string;
    nil?: true;
    applications: unknown;
    agency: { name: string };
  };
  for (const text of [narrative.overview, narrative.problems]) {
    if (/^[\s。]*(无[\s。]*)?$/.test(text)) found.add('Q2');
  }
  if (leavesOf(applications).every((cell) => cell === 0) !== (nil === true)) found.add('Q4');
  if (![agency.name, ...agency.aliases].includes(stated.name)) found.add('Q6');
  const isGovernment = agency.kind === 'government' || agency.kind === 'consolidated';
  const deadline = `${year + 1}-${isGovernment ? '03-31' : '01-31'}`;
  const day = new Date(Date.parse(receivedAt) + 8 * 3_600_000).toISOString().slice(0, 10);
  if (day > deadline) found.add('D1');
  if (
    publishedOn !== undefined &&
    (publishedOn <= `${year}-12-31` || publishedOn > day || publishedOn > deadline)
  )
    found.add('D2');
  if (previous) compareYears(report, previous, found);
  return found;
}

function compareYears(report: Json, previous: Json, found: Set<string>): void {
  const at = (from: Json, path: string): number =>
    path.split('.').reduce<unknown>((node, key) => (node as Json)[key], from) as number;
  for (const column of COLUMNS) {
    if (at(report, `applications.carriedIn.${column}`) !== at(previous, `applications.carriedOut.${column}`))
      found.add('Y1');
  }
  const received = at(report, 'applications.received.total');
  const before = at(previous, 'applications.received.total');
  if (Math.abs(received - before) > 50 && (received > before * 5 || received * 5 < before)) found.add('Y4');
  if (report['edition'] !== previous['edition']) return;
  if (report['edition'] === '2019') {
    for (const row of ['licensing', 'otherServices', 'penalties', 'coercion', 'fees']) {
      const items = at(previous, `proactive.${row}.previousItems`) + at(previous, `proactive.${row}.change`);
      if (at(report, `proactive.${row}.previousItems`) !== items) found.add('Y3');
    }
    return;
  }
  for (const row of ['rules', 'normativeDocuments']) {
    const { made, repealed, inForce } = at(report, `proactive.${row}`) as unknown as Row;
    if (inForce !== at(previous, `proactive.${row}.inForce`) + made! - repealed!) found.add('Y2');
  }
  const fees = at(report, 'proactive.fees.amountWanCny');
  const feesBefore = at(previous, 'proactive.fees.amountWanCny');
  if (fees > feesBefore * 1_000 || fees < feesBefore / 1_000) found.add('Q5');
}

function rowsOf(node: unknown): Row[] {
  if (typeof node !== 'object' || node === null) return [];
  return 'naturalPerson' in node || 'natrualPerson' in node
    ? [node as Row]
    : Object.values(node).flatMap(rowsOf);
}

function leavesOf(node: unknown): unknown[] {
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(leavesOf) : [node];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
