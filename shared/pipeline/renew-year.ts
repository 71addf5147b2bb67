/** A year of a system of an earlier version is brought to the present form: judged anew, and its children's facts kept. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Place } from '../domain/basics/place.ts';
import { PermanentError } from '../errors.ts';
import { keepStatedFacts, type StatedFactsDeps } from './keep-stated-facts.ts';
import { recheckNeighbours, type RecheckDeps } from './recheck-neighbour.ts';
import { walkRegions } from './walk-regions.ts';

type RenewedTable = RecheckDeps['table'] &
  StatedFactsDeps['table'] &
  Pick<ReportTable, 'children' | 'regions' | 'mendFacts' | 'markDamaged'>;

export interface RenewDeps {
  readonly table: RenewedTable;
  readonly bucket: StatedFactsDeps['bucket'] & RecheckDeps['bucket'];
}

/**
 * What their documents state, and an earlier version did not keep, is kept; reports are judged by the law's deadlines as this version has them, and what comparing them found is kept. Totals
 * follow from the stream. Verify tells of damaged children: the others are renewed all the same.
 */
export async function renewYear({ table, bucket }: RenewDeps, year: number): Promise<void> {
  await walkRegions(
    table,
    year,
    async ({ code, children, damaged }) => {
      const filed = [...children.agencies, ...children.beside].filter(({ inForce }) => inForce);
      await keepStatedFacts({ table, bucket }, filed);
      await judgeAnew(
        { table, bucket },
        filed.map(({ agency, district }) => ({ district, agencyId: agency.id, year })),
      );
      await table.mendFacts(code, year, { onDamaged: () => undefined });
      await table.markDamaged(damaged);
    },
    { onDamaged: () => undefined },
  );
}

/** One that is compared with a damaged item stays as it is; it alone, so that they are judged one by one then. */
async function judgeAnew(deps: RenewDeps, places: readonly Place[]): Promise<void> {
  try {
    await recheckNeighbours(deps, places);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    if (places.length > 1) for (const place of places) await judgeAnew(deps, [place]);
  }
}
