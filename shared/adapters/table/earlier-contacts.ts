/**
 * Until 2026-11 a contact stood on the roster, in its earlier versions, in each of the agency's years, and in the ledger of mails.
 * What such versions left is put into its own item here, and taken out everywhere else. The command line alone has this.
 */
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import { keyOfRaw, type RawItem } from '../../contracts/table/codec.ts';
import { contactCodec, earlierContactCodec } from '../../contracts/table/contact-codec.ts';
import {
  childrenRange,
  mailsRange,
  makeContactKey,
  parseItemKey,
  rosterRange,
} from '../../contracts/table/keys.ts';
import { rosterCodec, rosterVersionCodec, wholeRosterCodec } from '../../contracts/table/roster-codecs.ts';
import { TO_NOBODY } from '../../contracts/table/summary-items.ts';
import { TTL_ATTRIBUTE } from '../../contracts/wiring.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import { foldMail, hideAddresses } from '../../domain/basics/mail-address.ts';
import {
  endOfContact,
  endOfEarlierContact,
  isSameContact,
  pickContact,
} from '../../domain/roster/contact.ts';
import type { RosterVersion, WholeRecord } from '../../domain/roster/roster-entry.ts';
import { CorruptItemError, UnavailableError } from '../../errors.ts';
import { mailItem } from './enrolment-records.ts';
import {
  createTableAccess,
  unlessOutdated,
  type TableOptions,
  type Transaction,
  type Written,
} from './table-access.ts';

/** A region's items are read so often, at most. */
const MOST_TIMES = 8;

export type EarlierContacts = ReturnType<typeof createEarlierContacts>;

export function createEarlierContacts(options: TableOptions) {
  const { tableName } = options;
  const { query, lookUp, putIf, transact } = createTableAccess(options);
  return {
    /**
     * The contact that the roster's item has, into its own, and that of a version that was replaced of late into one that ends; older
     * ones go: what changed stays told, not what it was. The newest goes first, so that what broke off is repeated to the same end.
     */
    async separate(agencyId: string, now: Instant): Promise<void> {
      for (let time = 0; time < MOST_TIMES; time++) {
        const raws = await query(rosterRange(agencyId), true);
        await removeStale(agencyId, raws);
        if (!raws.some(hasContact)) return;
        if ((await separateAll(agencyId, readHistory(raws, now), now)) === 'written') return;
      }
      throw new UnavailableError(`agency ${agencyId} was written again and again`);
    },

    /** Takes addresses out of a region's agency-years and ledger of mails, past those who write them meanwhile. */
    async separateYear(region: string, year: number): Promise<void> {
      for (let time = 0; time < MOST_TIMES; time++) {
        const written = [...(await hideInYears(region, year)), ...(await hideInMails(region, year))];
        if (!written.includes('outdated')) return;
      }
      throw new UnavailableError(`${region} in ${year} was written again and again`);
    },
  };

  async function hideInYears(region: string, year: number): Promise<Written[]> {
    const written: Written[] = [];
    for (const raw of await query(childrenRange(region, year), true)) {
      if (parseItemKey(keyOfRaw(raw)).kind !== 'agency-year' || !saysAddress(raw)) continue;
      const item = legible(raw);
      if (!item) continue;
      const revision = item.revision + 1;
      written.push(await putIf(agencyYearCodec.encode({ ...item, revision }), unlessOutdated(revision)));
    }
    return written;
  }

  /** Each in the state in which it was read: what became of a mail since stays. */
  async function hideInMails(region: string, year: number): Promise<Written[]> {
    const written: Written[] = [];
    for (const raw of await query(mailsRange(region, year), true)) {
      const { to, reason, state, since, claim, ...rest } = raw;
      if (to === TO_NOBODY.to) continue;
      const hidden = typeof reason === 'string' && { reason: hideAddresses(reason) };
      const Item = { ...keyOfRaw(raw), ...rest, state, since, claim, ...TO_NOBODY, ...hidden };
      written.push(
        await putIf(Item, {
          ConditionExpression: '#state = :state AND since = :since AND claim = :claim',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':state': state, ':since': since, ':claim': claim },
        }),
      );
    }
    return written;
  }

  /** A contact that the release before took away, which knew nothing of its item. */
  async function removeStale(agencyId: string, raws: readonly RawItem[]): Promise<void> {
    const present = raws.find((raw) => keyOfRaw(raw).sk === 'roster');
    if (!present || hasContact(present) || present['contactSince'] !== undefined) return;
    const key = makeContactKey(agencyId);
    const contact = (await lookUp([key]))(key, contactCodec);
    if (!contact) return;
    await transact([
      {
        Delete: {
          TableName: tableName,
          Key: { ...key },
          ConditionExpression: 'since = :since',
          ExpressionAttributeValues: { ':since': contact.since },
        },
      },
    ]);
  }

  async function separateAll(agencyId: string, history: readonly Said[], now: Instant): Promise<Written> {
    const present = history.find(({ version }) => !version);
    await endMails(agencyId, present?.record, history, now);
    for (const said of history.toReversed()) {
      if (!pickContact(said.record)) continue;
      const refused = await transact(
        said.version ? versionWrites(said, said.version, now) : presentWrites(said, now),
      );
      if (refused.length > 0) return 'outdated';
    }
    return 'written';
  }

  /** Addresses that the roster names no more find their agency no longer than they are kept; one that found none finds none now. */
  async function endMails(
    id: string,
    present: WholeRecord | undefined,
    history: readonly Said[],
    now: Instant,
  ): Promise<void> {
    const mailNow = present && (present.mail ?? (await mailApart(present)));
    const named = history.flatMap(({ record: { mail }, lostAt }) =>
      mail && lostAt ? [{ mail, lostAt }] : [],
    );
    const ends = new Map(named.map(({ mail, lostAt }) => [foldMail(mail), endOfEarlierContact(lostAt)]));
    if (mailNow !== undefined) ends.delete(foldMail(mailNow));
    for (const [mail, end] of ends)
      for (const Item of mailItem({ id, mail }, end < now ? now : end))
        await putIf(Item, {
          ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#end) OR #end < :end)',
          ExpressionAttributeNames: { '#end': TTL_ATTRIBUTE },
          ExpressionAttributeValues: { ':end': Item[TTL_ATTRIBUTE] },
        });
  }

  async function mailApart({ id, contactSince }: WholeRecord): Promise<string | undefined> {
    const contact = (await lookUp([makeContactKey(id)]))(makeContactKey(id), contactCodec);
    return contact?.since === contactSince ? contact?.mail : undefined;
  }

  /** Unless the roster was changed meanwhile. */
  function presentWrites({ record, contactSince }: Said, now: Instant): Transaction {
    const until = endOfContact(record);
    return [
      {
        Put: {
          TableName: tableName,
          Item: rosterCodec.encode({ ...record, contactSince }),
          ConditionExpression: 'since = :since',
          ExpressionAttributeValues: { ':since': record.since },
        },
      },
      ...(until && until <= now ? [] : [putContact(contactCodec, { ...record, since: contactSince, until })]),
    ];
  }

  function versionWrites(
    { record, contactSince, lostAt }: Said,
    version: RosterVersion,
    now: Instant,
  ): Transaction {
    const until = lostAt && endOfEarlierContact(lostAt);
    return [
      { Put: { TableName: tableName, Item: rosterVersionCodec.encode({ ...version, contactSince }) } },
      ...(until && now < until
        ? [putContact(earlierContactCodec, { ...record, since: contactSince, until })]
        : []),
    ];
  }

  function putContact(
    codec: typeof contactCodec,
    { id, mail, phone, since, until }: Parameters<typeof contactCodec.encode>[0],
  ) {
    return { Put: { TableName: tableName, Item: codec.encode({ id, mail, phone, since, until }) } };
  }
}

const hasContact = ({ mail, phone }: RawItem): boolean => mail !== undefined || phone !== undefined;

/** What the roster said of an agency at a time. */
interface Said {
  readonly record: WholeRecord;
  /** Left out where it is what the roster says now. */
  readonly version: RosterVersion | undefined;
  /** Since when its contact was so. */
  readonly contactSince: Instant;
  /** When that was replaced. */
  readonly lostAt: Instant | undefined;
}

/** The oldest first. */
function readHistory(raws: readonly RawItem[], now: Instant): Said[] {
  // The present one sorts before its versions, and comes after them.
  const isPresent = (raw: RawItem): boolean => keyOfRaw(raw).sk === 'roster';
  const ordered = [...raws.filter((raw) => !isPresent(raw)), ...raws.filter(isPresent)];
  const records = ordered.map(wholeRosterCodec.decode);
  const since = sinceWhen(records, ordered);
  const history: Said[] = [];
  for (let i = ordered.length - 1; i >= 0; i--) {
    const [raw, record, next] = [ordered[i], records[i], history[0]];
    if (!raw || !record) continue;
    const version = isPresent(raw) ? undefined : rosterVersionCodec.decode(raw);
    const contactSince = since[i] ?? record.since;
    const lastedUntil = next?.record.since ?? (version && (version.until ?? now));
    history.unshift({
      record,
      version,
      contactSince,
      lostAt: next?.contactSince === contactSince ? next.lostAt : lastedUntil,
    });
  }
  return history;
}

/** Since when each version's contact was so, the oldest first; as an item says it that was put apart before. */
function sinceWhen(versions: readonly WholeRecord[], raws: readonly RawItem[]): (Instant | undefined)[] {
  const since: (Instant | undefined)[] = [];
  for (const [i, version] of versions.entries()) {
    const before = versions[i - 1];
    const isSame = before && pickContact(version) && isSameContact(before, version);
    since.push(isSame && raws[i]?.['contactSince'] === undefined ? since[i - 1] : version.contactSince);
  }
  return since;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const saysMail = (enrolment: unknown): boolean =>
  isMap(enrolment) && isMap(enrolment['agency']) && enrolment['agency']['mail'] !== undefined;
const saysAddress = (raw: RawItem): boolean =>
  saysMail(raw) || (Array.isArray(raw['before']) && raw['before'].some(saysMail));

/** Damage is told by `verify` and mended by `rebuild`. */
function legible(raw: RawItem) {
  try {
    return agencyYearCodec.decode(raw);
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    return undefined;
  }
}
