/** Rule Q3 in the past: whose text a report had, as far as the submissions of one district's year tell. */
import type { AgencyYear, Original } from '../domain/standing/agency-year-record.ts';
import { findOriginals, type TextHolder } from '../domain/narrative/original-text.ts';

interface Holder extends TextHolder {
  readonly name: string;
  readonly year: number;
  readonly sha256: string;
}

/**
 * The item with the report that its text was copied from. An original in another district is the one that was known
 * when the report was received: where that agency had filed another text by then, or was entered later although it was
 * received earlier, only a replay would tell, at the cost of reading every district.
 */
export function withOriginalAmong(item: AgencyYear, neighbours: ReadonlyMap<string, AgencyYear>): AgencyYear {
  if (item.inForce?.narrative === undefined) return item;
  const { copiedFrom: known, ...inForce } = item.inForce;
  const original = known && isStillTheirs(known, neighbours) ? known : earliestOf(item, neighbours);
  return { ...item, inForce: { ...inForce, ...(original && { copiedFrom: original }) } };
}

function isStillTheirs({ agencyId, sha256 }: Original, neighbours: ReadonlyMap<string, AgencyYear>): boolean {
  const holder = neighbours.get(agencyId);
  return !holder || holder.inForce?.sha256 === sha256;
}

function earliestOf(item: AgencyYear, neighbours: ReadonlyMap<string, AgencyYear>): Original | undefined {
  const own = holderOf(item)[0];
  const [earliest] = own ? findOriginals(own, [...neighbours.values()].flatMap(holderOf)) : [];
  if (!earliest) return undefined;
  const { agencyId, name, year, sha256 } = earliest.holder;
  return { agencyId, name, year, sha256, similarity: earliest.similarity };
}

function holderOf({ agency, year, inForce }: AgencyYear): Holder[] {
  if (inForce?.narrative === undefined) return [];
  const { receivedAt, narrative: fingerprint, sha256 } = inForce;
  return [{ agencyId: agency.id, name: agency.name, year, receivedAt, fingerprint, sha256 }];
}
