/** Officers become grants: what a load adds and changes is told before it is written. */
import type { AccountRecords } from '../adapters/table/account-records.ts';
import type { OfficerLine } from '../contracts/files/officers-file.ts';
import type { Actor } from '../domain/authority/actor.ts';
import { isSameGrant, nameGrant, type GrantRecord } from '../domain/authority/grant-record.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import pMap from 'p-map';

type OfficersTable = Pick<AccountRecords, 'grantsTo' | 'putGrant'>;

/** A grant that would be another; without `before` it is new. */
interface GrantChange {
  readonly before?: GrantRecord | undefined;
  readonly after: GrantRecord;
}

export interface OfficersPlan {
  readonly changes: readonly GrantChange[];
  readonly unchanged: number;
}

const CONCURRENCY = 8;

export async function planOfficers(
  table: Pick<OfficersTable, 'grantsTo'>,
  lines: readonly OfficerLine[],
  { now, by }: { readonly now: Instant; readonly by: Actor },
): Promise<OfficersPlan> {
  const mails = [...new Set(lines.map(({ mail }) => mail))];
  const known = new Map(
    (await pMap(mails, (mail) => table.grantsTo(mail), { concurrency: CONCURRENCY })).flatMap(({ granted }) =>
      granted.map((grant) => [nameOf(grant), grant] as const),
    ),
  );
  const changes = lines
    .map((line) => ({ before: known.get(nameOf(line)), after: { ...line, since: now, by } }))
    .filter(({ before, after }) => !before || !isSameGrant(before, after));
  return { changes, unchanged: lines.length - changes.length };
}

export async function writeOfficers(
  table: Pick<OfficersTable, 'putGrant'>,
  { changes }: OfficersPlan,
): Promise<void> {
  await pMap(changes, ({ after }) => table.putGrant(after), { concurrency: CONCURRENCY });
}

const nameOf = (line: OfficerLine): string => `${line.mail} ${nameGrant(line)}`;
