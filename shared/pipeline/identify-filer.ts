/** Who filed an upload: by the session whose credentials it came with, else by the ticket. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { UploadedVersion } from '../adapters/bucket/read-upload.ts';
import type { Place } from '../contracts/bucket/object-keys.ts';
import { readSessionName } from '../contracts/bucket/session-name.ts';
import type { Actor } from '../domain/authority/actor.ts';
import { findMisfit, type TicketMisfit } from '../domain/authority/ticket.ts';

/** Nothing of it where nobody knows. */
export interface Filer {
  readonly by?: Actor;
  /** The upload came with a ticket that is not for it. */
  readonly misfit?: TicketMisfit | undefined;
}

interface Deps {
  readonly table: Pick<ReportTable, 'ticket' | 'useTicket' | 'uploadSession'>;
  readonly sha256: (bytes: Uint8Array) => string;
}

interface Arrived {
  readonly version: UploadedVersion;
  readonly submissionId: string;
  readonly place: Place | undefined;
  readonly sha256: string | undefined;
  readonly principalId: string | undefined;
}

export async function identifyFiler(deps: Deps, arrived: Arrived): Promise<Filer> {
  const session = readSessionName(arrived.principalId);
  const known = session === undefined ? undefined : await deps.table.uploadSession(session);
  // The store itself tells the session; a program writes what it likes into its metadata.
  if (known) return { by: known.by };
  const { ticketMetadata } = arrived.version;
  return ticketMetadata === undefined ? {} : identifyByTicket(deps, arrived, ticketMetadata);
}

async function identifyByTicket(
  { table, sha256: hash }: Deps,
  { version, submissionId, place, sha256 }: Arrived,
  ticketId: string,
): Promise<Filer> {
  const ticket = await table.ticket(hash(new TextEncoder().encode(ticketId)));
  // The table keeps tickets for a month: whoever could put the object may have filed it, and nobody knows who that was.
  if (!ticket) return {};
  const { sizeBytes, lastModified: receivedAt } = version;
  const misfit = findMisfit(ticket, { submissionId, place, sha256, sizeBytes, receivedAt });
  if (misfit !== undefined) return { misfit };
  return (await table.useTicket(ticket, submissionId)) ? { by: ticket.by } : { misfit: 'used' };
}
