/** Proves that every total equals the sum of the reports in force, from the archived bytes up; what differs is named. */
import pMap from 'p-map';
import { storedTotal, totalOf } from '../contracts/children.ts';
import type { AgencyYearItem } from '../contracts/items.ts';
import { fromStoredFigures } from '../contracts/stored-figures.ts';
import type { ReportBucket } from '../adapters/report-bucket.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { CATALOGUES, editionOf } from '../domain/catalogue.ts';
import { decodeReport } from '../domain/decode-report.ts';
import { addFigures, equalFigures, type Figures } from '../domain/figures.ts';
import { equalTotals } from '../domain/region-total.ts';
import type { Text } from '../domain/text.ts';
import { walkRegions } from './walk-regions.ts';

export interface Discrepancy {
  readonly year: number;
  /** A region's code or an agency's id. */
  readonly id: string;
  readonly says: Text;
}

export interface Verified {
  readonly reports: number;
  readonly totals: number;
  readonly discrepancies: readonly Discrepancy[];
}

const CONCURRENCY = 16;

export async function verifyYear(
  table: Pick<ReportTable, 'children' | 'regions' | 'regionYears'>,
  bucket: Pick<ReportBucket, 'archived'>,
  year: number,
): Promise<Verified> {
  const discrepancies: Discrepancy[] = [];
  const differs = (id: string, zh: string, en: string): void => {
    discrepancies.push({ year, id, says: { zh, en } });
  };
  /** By region: the sum of the archived reports in force below it. */
  const archivedSums = new Map<string, Figures>();
  let reports = 0;
  let totals = 0;

  async function archivedFigures({ agency, inForce }: AgencyYearItem): Promise<Figures | undefined> {
    if (!inForce) return undefined;
    reports += 1;
    const bytes = await bucket.archived(inForce.sha256);
    if (!bytes) {
      differs(agency.id, '存档中找不到有效报告', 'the report in force is not in the archive');
      return undefined;
    }
    const decoded = decodeReport(bytes);
    const figures = decoded.kind === 'read' ? decoded.report?.figures : undefined;
    if (!figures || !equalFigures(figures, fromStoredFigures(year, inForce.figures)))
      differs(agency.id, '数字与存档报告不一致', 'the figures differ from the archived report');
    return figures;
  }

  await walkRegions(table, year, async ({ code, children }) => {
    const archived = await pMap(
      children.agencies.filter(({ obliged }) => obliged),
      archivedFigures,
      {
        concurrency: CONCURRENCY,
      },
    );
    await pMap(children.consolidated, archivedFigures, { concurrency: CONCURRENCY });
    const below = children.regions.flatMap((region) => archivedSums.get(region.code) ?? []);
    const sum = addFigures(editionOf(year), [
      ...archived.filter((figures) => figures !== undefined),
      ...below,
    ]);
    archivedSums.set(code, sum);

    const { years } = await table.regionYears(code, [year], [], { consistent: true });
    const stored = years.get(year);
    const expected = totalOf(year, children);
    if (!stored) {
      if (expected.reports.expected > 0) differs(code, '没有合计', 'there is no total');
      return;
    }
    totals += 1;
    const total = storedTotal(stored);
    if (!equalTotals(total, expected))
      differs(code, '合计与下级之和不一致', 'the total is not the sum of its children');
    if (!equalFigures(total.figures, sum)) {
      const cell = CATALOGUES[sum.edition].cells.find(
        ({ index }) => total.figures.cells[index] !== sum.cells[index],
      );
      differs(
        code,
        `合计与有效报告之和不一致,例如 ${cell?.path ?? ''}`,
        `the total is not the sum of the reports in force, for example at ${cell?.path ?? ''}`,
      );
    }
  });
  return { reports, totals, discrepancies };
}
