/** Who takes along what only the signed-in see, in the audit trail, before they have it. */
import type { AuditedThing } from '../../../shared/domain/authority/audit-entry.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import type { OfficeDeps } from '../ports.ts';

export const auditDownload = (
  { trail, newTicketId, now }: Pick<OfficeDeps, 'trail' | 'newTicketId' | 'now'>,
  { mail, name }: Principal,
  { on, detail }: { readonly on: AuditedThing; readonly detail: string },
): Promise<void> =>
  trail.append({
    id: newTicketId(),
    at: now(),
    by: { kind: 'person', mail, name },
    act: 'download',
    on,
    detail,
  });
