/**
 * The rules of the report format once more, written from its text over plain JSON and sharing nothing with the domain,
 * so that generator and validator are not proved right by the same mistake. Tells which rules a filing breaks.
 */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import type { Filing } from '../../generator/universe.ts';
import {
  COLUMNS,
  findErrorsPlainly,
  findWarningsPlainly,
  listLeaves,
  listRows,
  readPointer,
  type Json,
} from './plain-rules.ts';

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
  const numbers = listLeaves({ proactive, applications, reconsideration, litigation });
  const rows = listRows(applications);
  return (
    numbers.every((cell) => typeof cell === 'number' && Number.isFinite(cell)) &&
    rows.length === (report['edition'] === '2019' ? 23 : 25) &&
    rows.every(([, row]) => COLUMNS.every((column) => Number.isInteger(row[column])))
  );
}

function errorsOf(report: Json, place: Filing['place']): Set<string> {
  const found = new Set(findErrorsPlainly(report).map(({ rule }) => rule));
  const { agency, district, year, edition } = report as unknown as {
    agency: { id: string };
    district: string;
    year: number;
    edition: string;
  };
  if (agency.id !== place.agencyId || district !== place.district || year !== place.year) found.add('S3');
  if (edition !== (year <= 2020 ? '2019' : '2021')) found.add('S4');
  return found;
}

function warningsOf(
  report: Json,
  agency: RosterEntry,
  receivedAt: string,
  previous: Json | undefined,
): Set<string> {
  const found = new Set(findWarningsPlainly(report, previous).map(({ rule }) => rule));
  const {
    year,
    narrative,
    publishedOn,
    agency: stated,
  } = report as unknown as {
    year: number;
    narrative: { overview: string; problems: string };
    publishedOn?: string;
    agency: { name: string };
  };
  for (const text of [narrative.overview, narrative.problems]) {
    if (/^[\s。]*(无[\s。]*)?$/.test(text)) found.add('Q2');
  }
  if (![agency.name, ...agency.aliases].includes(stated.name)) found.add('Q6');
  const dayOfConsolidated = agency.district.endsWith('0000')
    ? '03-31'
    : agency.district.endsWith('00')
      ? '03-10'
      : '02-20';
  const deadline = `${year + 1}-${agency.kind === 'consolidated' ? dayOfConsolidated : '01-31'}`;
  const day = new Date(Date.parse(receivedAt) + 8 * 3_600_000).toISOString().slice(0, 10);
  if (day > deadline) found.add('D1');
  const ahead = day < '2026-11-28' ? 0 : 30;
  const latest = new Date(Date.parse(day) + ahead * 86_400_000).toISOString().slice(0, 10);
  if (
    publishedOn !== undefined &&
    (publishedOn <= `${year}-12-31` || publishedOn > latest || publishedOn > deadline)
  )
    found.add('D2');
  if (previous) compareSizes(report, previous, found);
  return found;
}

/** Rules Y4 and Q5. */
function compareSizes(report: Json, previous: Json, found: Set<string>): void {
  const [received, before] = [report, previous].map((of) => readPointer(of, '/applications/received/total'));
  if (Math.abs(received! - before!) > 50 && (received! > before! * 5 || received! * 5 < before!))
    found.add('Y4');
  if (report['edition'] !== '2021' || previous['edition'] !== '2021') return;
  const [fees, feesBefore] = [report, previous].map((of) => readPointer(of, '/proactive/fees/amountWanCny'));
  if (fees! > feesBefore! * 1_000 || fees! < feesBefore! / 1_000) found.add('Q5');
}
