/**
 * Since when texts are held that an earlier version told without it. Only where one is told to be a copy does that matter:
 * the history of those few is read, and says whether whoever is told to be the original came later.
 */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import { lacksTextSince } from '../domain/standing/standing.ts';
import { retryRace } from './retry-race.ts';
import { standingIn } from './told-by-history.ts';

type TextSinceTable = Pick<ReportTable, 'agencyYearsAt' | 'submissions' | 'putAgencyYear'>;

const CONCURRENCY = 8;

const isInDoubt = (item: AgencyYear): boolean =>
  item.inForce?.copiedFrom !== undefined && lacksTextSince(item);

export async function keepTextSince(table: TextSinceTable, items: readonly AgencyYear[]): Promise<void> {
  await pMap(items.filter(isInDoubt).map(readPlace), (place) => keepSince(table, place), {
    concurrency: CONCURRENCY,
  });
}

async function keepSince(table: TextSinceTable, place: Place): Promise<void> {
  await retryRace<'done'>(`since when ${place.agencyId} has its text of ${place.year}`, async () => {
    const item = (await table.agencyYearsAt([place]))(place);
    if (!item?.inForce || !isInDoubt(item)) return 'done';
    const told = standingIn(await table.submissions(place, { consistent: true }), item.acts).inForce;
    // What else is not as the history tells it, verification names.
    if (!told?.textSince || told.submissionId !== item.inForce.submissionId) return 'done';
    const { textSince } = told;
    const next = { ...item, revision: item.revision + 1, inForce: { ...item.inForce, textSince } };
    return (await table.putAgencyYear(next)) === 'written' ? 'done' : 'outdated';
  });
}
