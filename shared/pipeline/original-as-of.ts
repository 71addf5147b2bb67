/** Rule Q3 in the past: whose text a report had, as far as the submissions of one district's year tell. */
import type { AgencyYear, Original } from '../domain/standing/agency-year-record.ts';
import { findOriginals, type TextHolder } from '../domain/narrative/original-text.ts';
import { tellTextSince } from '../domain/standing/text-row.ts';

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
  const [own] = holderOf(item);
  if (!item.inForce || !own) return item;
  const { copiedFrom: known, ...inForce } = item.inForce;
  const original = known && isStillTheirs(known, own, neighbours) ? known : earliestOf(own, neighbours);
  return { ...item, inForce: { ...inForce, ...(original && { copiedFrom: original }) } };
}

/** An earlier version took for the original what had copied a text whose figures were corrected meanwhile. */
function isStillTheirs(
  { agencyId, sha256 }: Original,
  own: Holder,
  neighbours: ReadonlyMap<string, AgencyYear>,
): boolean {
  const neighbour = neighbours.get(agencyId);
  return !neighbour || findOriginals(own, holderOf(neighbour))[0]?.holder.sha256 === sha256;
}

function earliestOf(own: Holder, neighbours: ReadonlyMap<string, AgencyYear>): Original | undefined {
  const [earliest] = findOriginals(own, [...neighbours.values()].flatMap(holderOf));
  if (!earliest) return undefined;
  const { agencyId, name, year, sha256 } = earliest.holder;
  return { agencyId, name, year, sha256, similarity: earliest.similarity };
}

function holderOf({ agency, year, inForce }: AgencyYear): Holder[] {
  if (inForce?.narrative === undefined) return [];
  const { receivedAt, sha256 } = tellTextSince(inForce);
  const { narrative: fingerprint } = inForce;
  return [{ agencyId: agency.id, name: agency.name, year, receivedAt, fingerprint, sha256 }];
}
