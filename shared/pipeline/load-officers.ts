/**
 * Officers become grants: what a load adds and changes is told before it is written. What was granted or withdrawn on the page
 * since stays as the page has it, unless whoever loads says otherwise.
 */
import type { AccountRecords } from '../adapters/table/account-records.ts';
import type { OfficerLine } from '../contracts/files/officers-file.ts';
import type { Actor } from '../domain/authority/actor.ts';
import {
  isFromPage,
  isSameGrant,
  nameGrant,
  placeGrant,
  type GrantRecord,
} from '../domain/authority/grant-record.ts';
import type { On } from '../domain/authority/may.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { changeGrant } from './account/change-grant.ts';
import pMap from 'p-map';

type OfficersTable = Pick<
  AccountRecords,
  'grantsTo' | 'agencies' | 'grantToChange' | 'operators' | 'changeGrant' | 'pointToGrants'
>;

/** A grant that would be another; without `before` it is new. */
interface PlannedGrant {
  readonly before?: GrantRecord | undefined;
  readonly after: GrantRecord;
  readonly on: On;
}

export interface OfficersPlan {
  readonly changes: readonly PlannedGrant[];
  readonly unchanged: readonly { readonly grant: GrantRecord; readonly on: On }[];
  /** What the page has otherwise than the file, and keeps. */
  readonly kept: readonly { readonly grant: GrantRecord; readonly line: OfficerLine }[];
}

interface Loading {
  readonly now: Instant;
  readonly by: Actor;
  /** Also what the page has otherwise. */
  readonly overPage?: boolean;
}

const CONCURRENCY = 8;

export async function planOfficers(
  table: Pick<OfficersTable, 'grantsTo' | 'agencies'>,
  lines: readonly OfficerLine[],
  { now, by, overPage = false }: Loading,
): Promise<OfficersPlan> {
  const mails = [...new Set(lines.map(({ mail }) => mail))];
  const known = new Map(
    (await pMap(mails, (mail) => table.grantsTo(mail), { concurrency: CONCURRENCY })).flatMap(({ granted }) =>
      granted.map((grant) => [nameOf(grant), grant] as const),
    ),
  );
  const ids = lines.flatMap((line) => (line.role === 'agency' ? [line.agency] : []));
  const agencies = await table.agencies([...new Set(ids)]);
  const districts = new Map(agencies.map(({ id, district }) => [id, district]));
  const planned = lines.map((line) => ({
    line,
    before: known.get(nameOf(line)),
    after: { ...line, since: now, by },
    on: placeGrant(line, (agency) => districts.get(agency)),
  }));
  const isKept = ({ before, after }: PlannedGrant): boolean =>
    before !== undefined && !saysSo(before, after) && isFromPage(before) && !overPage;
  return {
    changes: planned.filter((one) => !(one.before && saysSo(one.before, one.after)) && !isKept(one)),
    unchanged: planned.flatMap(({ before, after, on }) =>
      before && saysSo(before, after) ? [{ grant: before, on }] : [],
    ),
    kept: planned.flatMap((one) =>
      one.before && isKept(one) ? [{ grant: one.before, line: one.line }] : [],
    ),
  };
}

export async function writeOfficers(
  table: OfficersTable,
  { changes, unchanged }: OfficersPlan,
): Promise<void> {
  await pMap(
    changes,
    ({ before, after, on }) => {
      const { since, by } = after;
      const id = `${[before?.since, since].join(' ')} ${nameOf(after)}`;
      return changeGrant({ table, now: () => since }, { id, after, on, by }, (there) =>
        // Somebody changed it on the page while the preview was read.
        there.before?.since === before?.since ? undefined : 'changed',
      );
    },
    { concurrency: CONCURRENCY },
  );
  // An earlier version loaded them without.
  await table.pointToGrants(unchanged);
}

const saysSo = (before: GrantRecord, after: GrantRecord): boolean =>
  isSameGrant(before, after) && before.withdrawn === undefined;

const nameOf = (line: OfficerLine): string => `${line.mail} ${nameGrant(line)}`;
