/** Contacts of agencies, alone or beside what the roster says, for those who may see them. The site's table has none of this. */
import { isDeepStrictEqual } from 'node:util';
import {
  contactsRange,
  makeContactKey,
  makeRosterKey,
  rosterVersionsRange,
} from '../../contracts/table/keys.ts';
import { contactCodec } from '../../contracts/table/contact-codec.ts';
import type { Codec } from '../../contracts/table/codec.ts';
import { rosterVersionCodec, wholeRosterCodec } from '../../contracts/table/roster-codecs.ts';
import type { ItemKey } from '../../contracts/table/keys.ts';
import { pickContact, type AgencyContact } from '../../domain/roster/contact.ts';
import type { WholeRecord, WholeVersion } from '../../domain/roster/roster-entry.ts';
import { UnavailableError } from '../../errors.ts';
import type { TableAccess } from './table-access.ts';

type Read = <Thing>(key: ItemKey, codec: Pick<Codec<Thing>, 'decode'>) => Thing | undefined;

/** Halves that disagree are read so often again, at most. */
const MOST_TIMES = 8;

export function contactRecords({ query, lookUp }: TableAccess) {
  return {
    /** By agency; left out where nothing is known. */
    contactsOf: async (agencyIds: readonly string[]): Promise<Map<string, AgencyContact>> =>
      new Map(
        (await readWholeRoster(lookUp, agencyIds)).flatMap((record): [string, AgencyContact][] => {
          const contact = pickContact(record);
          return contact ? [[record.id, contact]] : [];
        }),
      ),

    wholeRosterOf: async (agencyIds: readonly string[]): Promise<Map<string, WholeRecord>> =>
      new Map((await readWholeRoster(lookUp, agencyIds)).map((record) => [record.id, record])),

    /** What the roster said before, the oldest first, each with its contact where that is kept still. */
    async wholeVersions(agencyId: string): Promise<WholeVersion[]> {
      const [versions, contacts] = await Promise.all([
        query(rosterVersionsRange(agencyId), true),
        query(contactsRange(agencyId), true),
      ]);
      const bySince = new Map(contacts.map(contactCodec.decode).map((one) => [one.since, one]));
      return versions.map((raw) => {
        const { until } = rosterVersionCodec.decode(raw);
        const version = wholeRosterCodec.decode(raw);
        const { contactSince } = version;
        const contact = contactSince && bySince.get(contactSince);
        return { ...version, ...(contact && pickContact(contact)), ...(until && { until }) };
      });
    },
  };
}

/**
 * One BatchGet for both halves. A transaction writes them, and a BatchGet may see one of them before it: what disagrees is read
 * again, and once it is the same twice it is so.
 */
export async function readWholeRoster(
  lookUp: TableAccess['lookUp'],
  agencyIds: readonly string[],
): Promise<WholeRecord[]> {
  let read = await readBoth(lookUp, agencyIds);
  const found = new Map(read);
  for (let time = 0; read.size > 0; time++) {
    const unsettled = [...read].flatMap(([id, both]) => (doAgree(both) ? [] : [id]));
    if (unsettled.length === 0) break;
    if (time === MOST_TIMES) throw new UnavailableError(`${unsettled.join(', ')}: written again and again`);
    const again = await readBoth(lookUp, unsettled);
    for (const [id, both] of again) {
      if (isDeepStrictEqual(found.get(id), both)) again.delete(id);
      else found.set(id, both);
    }
    read = again;
  }
  return agencyIds.flatMap((id) => joinHalves(found.get(id)) ?? []);
}

interface Halves {
  readonly record: WholeRecord | undefined;
  readonly contact: ReturnType<typeof contactCodec.decode> | undefined;
}

async function readBoth(
  lookUp: TableAccess['lookUp'],
  agencyIds: readonly string[],
): Promise<Map<string, Halves>> {
  const read: Read = await lookUp([...agencyIds.map(makeRosterKey), ...agencyIds.map(makeContactKey)]);
  return new Map(
    agencyIds.map((id) => [
      id,
      { record: read(makeRosterKey(id), wholeRosterCodec), contact: read(makeContactKey(id), contactCodec) },
    ]),
  );
}

/** A contact on the roster's own item is by a release that knew no other place, and the newer one. */
const doAgree = ({ record, contact }: Halves): boolean =>
  record === undefined || pickContact(record) !== undefined || contact?.since === record.contactSince;

function joinHalves(both: Halves | undefined): WholeRecord | undefined {
  const { record, contact } = both ?? {};
  if (!both || !record || !contact || pickContact(record) || !doAgree(both)) return record;
  return { ...record, ...pickContact(contact) };
}
