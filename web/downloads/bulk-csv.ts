/**
 * Every report below a region as CSV: one line for each agency with every cell of the form. One line of heads, names
 * that stay as they are (cells by their JSON Pointer), and nothing else, so that a program reads it as it comes.
 */
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import type { RegionChildren } from '../../shared/domain/standing/region-year.ts';
import { pMapIterable } from 'p-map';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { CATALOGUES, chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { fromStored } from '../../shared/domain/form/figures.ts';
import { makeAgencyRow, type AgencyRow } from '../region/child-rows.ts';
import type { CellValue } from '../site/table.ts';
import { agencyYearPath } from '../site/page-context.ts';
import { writeCsvLines } from './csv-file.ts';

/** Regions read side by side, in their order. */
const CONCURRENCY = 8;

interface BulkRegion {
  readonly name: string;
  readonly children: RegionChildren;
}

interface BulkQuestion {
  readonly region: BulkRegion;
  readonly year: number;
  readonly at: Instant;
  /** Where the site is: `https://gouji.example`. */
  readonly origin: string;
  /** A region's children: one Query. */
  readonly childrenOf: (code: string) => Promise<RegionChildren>;
}

interface Line {
  readonly item: AgencyYear;
  readonly row: AgencyRow;
  readonly districtName: string;
}

interface BulkColumn {
  readonly name: string;
  readonly read: (line: Line) => CellValue;
}

/** Chunks of the file, a region at a time: none waits for the whole. */
export async function* writeBulkCsv(question: BulkQuestion): AsyncGenerator<string, void, undefined> {
  const columns = bulkColumns(question);
  yield writeCsvLines([columns.map(({ name }) => name)], { bom: true });
  for await (const lines of linesBelow(question.region, question)) {
    if (lines.length > 0) yield writeCsvLines(lines.map((line) => columns.map(({ read }) => read(line))));
  }
}

/** A region's own agencies, then those of each region below. Reports about a whole region would count twice: they are left out. */
async function* linesBelow(
  { name, children }: BulkRegion,
  question: Pick<BulkQuestion, 'at' | 'childrenOf'>,
): AsyncGenerator<readonly Line[], void, undefined> {
  const { at, childrenOf } = question;
  yield children.agencies.map((item) => ({ item, row: makeAgencyRow(item, at), districtName: name }));
  const below = pMapIterable(
    children.regions,
    async ({ code, name }): Promise<BulkRegion> => ({ name, children: await childrenOf(code) }),
    { concurrency: CONCURRENCY },
  );
  for await (const child of below) yield* linesBelow(child, question);
}

function bulkColumns({ year, at, origin }: Pick<BulkQuestion, 'year' | 'at' | 'origin'>): BulkColumn[] {
  const edition = chooseEdition(year);
  return [
    { name: 'year', read: () => year },
    { name: 'edition', read: () => edition },
    { name: 'district', read: ({ item }) => item.district },
    { name: 'districtName', read: ({ districtName }) => districtName },
    { name: 'agency', read: ({ row }) => row.id },
    { name: 'agencyName', read: ({ row }) => row.name },
    { name: 'agencyKind', read: ({ row }) => row.kind },
    { name: 'dataset', read: ({ row }) => row.dataset ?? null },
    { name: 'state', read: ({ row }) => row.standing.state },
    { name: 'lateDays', read: ({ item, row }) => (item.inForce ? row.standing.lateDays : null) },
    { name: 'nil', read: ({ item: { inForce } }) => (inForce ? String(inForce.nil) : null) },
    { name: 'openWarnings', read: ({ item }) => item.inForce?.openWarnings ?? null },
    { name: 'receivedAt', read: ({ item }) => item.inForce?.receivedAt ?? null },
    { name: 'sha256', read: ({ item }) => item.inForce?.sha256 ?? null },
    { name: 'asOf', read: () => at },
    { name: 'link', read: ({ row }) => `${origin}${agencyYearPath(row.id, year)}` },
    { name: 'publication', read: ({ row }) => row.standing.publication?.state ?? null },
    { name: 'publishedOn', read: ({ row }) => row.standing.publication?.publishedOn ?? null },
    { name: 'sourceUrl', read: ({ row }) => row.standing.publication?.sourceUrl ?? null },
    { name: 'source', read: ({ row }) => row.standing.sourceCheck?.state ?? null },
    ...CATALOGUES[edition].cells.map(({ path, index, column }): BulkColumn => ({
      name: path,
      read: ({ row }) => {
        const stored = row.figures?.cells[index];
        return stored === undefined ? null : fromStored(column.kind, stored);
      },
    })),
  ];
}
