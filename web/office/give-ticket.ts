/** A ticket, with the form that goes with it: for whom the server's own records say, whatever the browser says. */
import * as z from 'zod/mini';
import type { GivenTicket, TicketAsked } from '../../shared/contracts/api/office-answers.ts';
import type { Principal } from '../../shared/domain/authority/principal.ts';
import { TICKET_VALID_S } from '../../shared/domain/authority/ticket.ts';
import { countEpochMs, makeInstant } from '../../shared/domain/basics/calendar.ts';
import { AGENCY_ID, type Place } from '../../shared/domain/basics/place.ts';
import { MAX_DOCUMENT_BYTES } from '../../shared/domain/findings/document-limits.ts';
import { explainMisplacement } from '../../shared/domain/rules/structure/s3-place-agrees.ts';
import { placeUpload } from '../../shared/pipeline/place-upload.ts';
import { OfficeRefusal, RightRefusal } from './office-problem.ts';
import type { OfficeDeps } from './ports.ts';

const askedSchema = z.strictObject({
  agency: z.string().check(z.regex(AGENCY_ID)),
  year: z.int().check(z.minimum(2000), z.maximum(2999)),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  size: z.int().check(z.positive()),
});

export function parseTicketAsked(body: unknown): TicketAsked {
  const parsed = askedSchema.safeParse(body);
  if (!parsed.success) throw new OfficeRefusal('malformed');
  return parsed.data;
}

export async function giveTicket(
  deps: Pick<OfficeDeps, 'table' | 'signUpload' | 'newTicketId' | 'sha256' | 'now' | 'mayFile'>,
  principal: Principal,
  { agency, year, sha256, size: sizeBytes }: TicketAsked,
): Promise<GivenTicket> {
  if (sizeBytes > MAX_DOCUMENT_BYTES) throw new OfficeRefusal('too-large');
  const place = await findPlace(deps, principal, agency, year);
  const id = deps.newTicketId();
  const at = deps.now();
  const until = makeInstant(countEpochMs(at) + TICKET_VALID_S * 1000);
  const by = { kind: 'person', mail: principal.mail, name: principal.name } as const;
  const hash = deps.sha256(new TextEncoder().encode(id));
  const on = { kind: 'agency', agency, district: place.district, year } as const;
  await deps.table.keepTicket({ hash, by, place, sha256, sizeBytes, at, until }, [
    { id: hash, at, by, act: 'file', on, detail: sha256 },
  ]);
  return { ...(await deps.signUpload(place, { sha256, sizeBytes }, id)), until };
}

/** Where the roster has the agency now, and whether a report of that year is taken in there. */
async function findPlace(
  { table, mayFile }: Pick<OfficeDeps, 'table' | 'mayFile'>,
  principal: Principal,
  agencyId: string,
  year: number,
): Promise<Place> {
  const roster = await table.roster(agencyId);
  if (!roster) throw new OfficeRefusal('unknown-agency');
  const { district } = roster;
  if (!mayFile(principal, { district, agencyId }))
    throw new RightRefusal('not-yours', 'file', { kind: 'agency', agency: agencyId, district });
  const place = { district, agencyId, year };
  const current = (await table.agencyYears(place, [year])).get(year);
  const placed = placeUpload('', place, roster, current);
  if (placed.kind === 'misplaced')
    throw new OfficeRefusal('not-open', explainMisplacement(placed.why).message);
  return place;
}
