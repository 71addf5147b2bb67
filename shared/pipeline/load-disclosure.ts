/** Where agencies' information is to be had, as an operator loads it: told as it is now alone, for documents move. */
import pMap from 'p-map';
import { isDeepStrictEqual } from 'node:util';
import type { StatedDisclosure } from '../contracts/files/disclosure-file.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import {
  isNothing,
  NO_DISCLOSURE,
  type Disclosure,
  type DisclosureRecord,
} from '../domain/roster/disclosure.ts';
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { UnavailableError } from '../errors.ts';
import { after } from './enrolment.ts';

type DisclosureTable = Pick<ReportTable, 'disclosures' | 'putDisclosure'>;

interface DisclosureChange {
  readonly agency: string;
  readonly before: DisclosureRecord | undefined;
  readonly after: Disclosure;
}

export interface DisclosurePlan {
  readonly changes: readonly DisclosureChange[];
  readonly unchanged: number;
}

export async function planDisclosure(
  table: Pick<DisclosureTable, 'disclosures'>,
  entries: readonly StatedDisclosure[],
): Promise<DisclosurePlan> {
  const known = await table.disclosures(entries.map(({ agency }) => agency));
  const changes = entries
    .map(({ agency, disclosure }) => ({ agency, before: known.get(agency), after: disclosure }))
    .filter(({ before, after: then }) => !isDeepStrictEqual(plain(before), plain(then)));
  return { changes, unchanged: entries.length - changes.length };
}

/** Back to what stood before the load. */
export const planUndoDisclosure = (
  table: Pick<DisclosureTable, 'disclosures'>,
  recorded: readonly LoadEntry<DisclosureRecord>[],
): Promise<DisclosurePlan> =>
  planDisclosure(
    table,
    recorded.map(({ id, before }) => ({ agency: id, disclosure: before ?? NO_DISCLOSURE })),
  );

/** As both sides would be stored: what is left out, and what is `undefined`, say the same. */
const plain = ({ guide, catalogue, contact, points, reviews }: Disclosure = NO_DISCLOSURE): unknown =>
  JSON.parse(JSON.stringify({ guide, catalogue, contact, points, reviews }));

/** What a load changes, as it is now. */
export const changedByDisclosure = ({ changes }: DisclosurePlan): LoadEntry<DisclosureRecord>[] =>
  changes.map(({ agency, before }) => ({ id: agency, before }));

/** What is there no more is kept as nothing, so that whoever read it before learns of it. */
export async function writeDisclosure(
  table: Pick<DisclosureTable, 'putDisclosure'>,
  { changes }: DisclosurePlan,
  at: Instant,
): Promise<void> {
  await pMap(
    changes,
    async ({ agency, before, after: then }) => {
      const { guide, catalogue, contact, points, reviews } = then;
      const since = before ? after(before.since, at) : at;
      const record = { agency, since, guide, catalogue, contact, points, reviews };
      if ((await table.putDisclosure(record, before)) === 'outdated')
        throw new UnavailableError(`where the information of ${agency} is to be had was loaded meanwhile`);
    },
    { concurrency: 16 },
  );
}

export const countDisclosure = ({ changes, unchanged }: DisclosurePlan) => {
  const removed = changes.filter(({ after: then }) => isNothing(then)).length;
  const added = changes.filter(
    ({ before, after: then }) => !isNothing(then) && (before === undefined || isNothing(before)),
  ).length;
  return { added, removed, changed: changes.length - added - removed, unchanged };
};
