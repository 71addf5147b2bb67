/** Heads tell who receives an upload what there is elsewhere: each is made of what is there, and is not written where it tells that. */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { lastEndedYear, type Instant } from '../domain/basics/calendar.ts';
import { findProvince } from '../domain/basics/region.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';
import type { CommonPhrasesKey } from '../domain/narrative/phrase-list.ts';
import type { Attempt } from './collect-failures.ts';
import { renewRedactions, type RedactionHeadDeps } from './redaction-head.ts';

const CONCURRENCY = 8;

export interface HeadsDeps extends RedactionHeadDeps {
  readonly table: RedactionHeadDeps['table'] &
    Pick<ReportTable, 'regions' | 'renewWrongPhrasesHead' | 'renewCommonPhrasesHead'>;
  readonly now: () => Instant;
}

/** Whoever writes one meanwhile writes what is there, too. */
export async function renewHeads(deps: HeadsDeps, attempt: Attempt): Promise<void> {
  const { table } = deps;
  await attempt('the head of redactions', () => renewRedactions(deps));
  await attempt('the head of wrong phrases', async () => {
    await table.renewWrongPhrasesHead();
  });
  await attempt('heads of common phrases', async () => {
    const loaded = await table.regions({ onDamaged: () => undefined });
    const provinces = [...new Set(loaded.map(({ code }) => findProvince(code)))];
    const lists: CommonPhrasesKey[] = [];
    for (let year = FIRST_REPORT_YEAR; year < lastEndedYear(deps.now()); year++)
      lists.push(...provinces.map((province) => ({ province, year })));
    await pMap(lists, (list) => table.renewCommonPhrasesHead(list), { concurrency: CONCURRENCY });
  });
}
