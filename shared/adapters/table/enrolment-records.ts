/** What a load or an office's act writes of agencies: roster, contact, who is found by an address, and the years that change. */
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import { expiresAt } from '../../contracts/table/account-codecs.ts';
import { contactCodec, earlierContactCodec } from '../../contracts/table/contact-codec.ts';
import { makeContactKey, makeRosterMailKey } from '../../contracts/table/keys.ts';
import { rosterCodec, rosterVersionCodec } from '../../contracts/table/roster-codecs.ts';
import { ITEM_VERSION, type Item } from '../../contracts/table/codec.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import { foldMail } from '../../domain/basics/mail-address.ts';
import {
  endOfContact,
  endOfEarlierContact,
  isSameContact,
  pickContact,
} from '../../domain/roster/contact.ts';
import type { RosterEntry, WholeRecord } from '../../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import { unlessOutdated, type TableAccess, type Transaction, type Written } from './table-access.ts';

type Named = Pick<RosterEntry, 'id' | 'mail' | 'to'>;

export function enrolmentRecords({ tableName, transact, putAlways, writeAll }: TableAccess) {
  return {
    /** Lets an address find its agency, and the one before it no more once that is forgotten. */
    async letIn(roster: Named, lost: string | undefined, at: Instant): Promise<void> {
      for (const item of mailItems(roster, { id: roster.id, mail: lost }, at)) await putAlways(item);
    },

    /** Lets addresses find their agencies, as each load of the roster does it. */
    async indexMails(roster: Iterable<Named>): Promise<void> {
      await writeAll(
        [...roster].flatMap((one) => mailItem(one)).map((one) => ({ PutRequest: { Item: one } })),
      );
    },

    /**
     * An agency's facts, where they changed, with those that they follow, and the years that they change, in one
     * transaction.
     */
    async enrol(facts: EnrolledFacts | undefined, years: readonly AgencyYear[]): Promise<Written> {
      const failed = await transact([
        ...(facts ? rosterWrites(tableName, facts) : []),
        ...years.map((item) => ({
          Put: { TableName: tableName, Item: agencyYearCodec.encode(item), ...unlessOutdated(item.revision) },
        })),
      ]);
      return failed.length === 0 ? 'written' : 'outdated';
    },
  };
}

interface EnrolledFacts {
  readonly roster: WholeRecord;
  readonly before: WholeRecord | undefined;
  /** Whoever writes it may not say who may sign in: `letIn` does, elsewhere. */
  readonly isLetInLater?: boolean;
}

/** By which an address finds its agency: the roster says whether it still does. */
export function mailItem(named: Named, until = endOfContact(named)): Item[] {
  const { id, mail } = named;
  if (mail === undefined) return [];
  return [{ ...makeRosterMailKey(foldMail(mail), id), v: ITEM_VERSION, ...(until && expiresAt(until)) }];
}

function mailItems(now: Named, before: Named | undefined, at: Instant): Item[] {
  const isOther =
    before?.mail !== undefined && (now.mail === undefined || foldMail(before.mail) !== foldMail(now.mail));
  return [...mailItem(now), ...(isOther ? mailItem(before, endOfEarlierContact(at)) : [])];
}

/** The facts, unless others were written since `before` was read, and `before` under its own instant. */
function rosterWrites(
  TableName: string,
  { roster, before, isLetInLater = false }: EnrolledFacts,
): Transaction {
  const put = (Item: Item) => ({ Put: { TableName, Item } });
  const rest = [
    ...(isLetInLater ? [] : mailItems(roster, before, roster.since)).map(put),
    ...contactWrites(TableName, roster, before),
  ];
  const Item = rosterCodec.encode(roster);
  if (!before)
    return [{ Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } }, ...rest];
  return [
    ...rest,
    {
      Put: {
        TableName,
        Item,
        ConditionExpression: 'since = :since',
        ExpressionAttributeValues: { ':since': before.since },
      },
    },
    put(rosterVersionCodec.encode(before)),
  ];
}

/** Written with every version, so that it ends when the agency does, and where an earlier version kept it elsewhere. */
export function contactWrites(
  TableName: string,
  roster: WholeRecord | undefined,
  before: WholeRecord | undefined,
  at = roster?.since,
): Transaction {
  const put = (Item: Item) => ({ Put: { TableName, Item } });
  const now = roster && pickContact(roster);
  const was = before && pickContact(before);
  const isOther = was && !(now && isSameContact(now, was));
  return [
    ...(roster && now
      ? [
          put(
            contactCodec.encode({
              ...now,
              id: roster.id,
              since: roster.contactSince ?? roster.since,
              until: endOfContact(roster),
            }),
          ),
        ]
      : []),
    ...(before && was && !now ? [{ Delete: { TableName, Key: { ...makeContactKey(before.id) } } }] : []),
    ...(before && isOther && at
      ? [
          put(
            earlierContactCodec.encode({
              ...was,
              id: before.id,
              since: before.contactSince ?? before.since,
              until: endOfEarlierContact(at),
            }),
          ),
        ]
      : []),
  ];
}
