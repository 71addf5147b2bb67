/** What lets documents be filed: tickets from a page, sessions of programs. */
import { makeTicketKey, makeUploadSessionKey } from '../../contracts/table/keys.ts';
import { ticketCodec, uploadSessionCodec } from '../../contracts/table/ticket-codec.ts';
import type { NewAuditEntry } from '../../domain/authority/audit-entry.ts';
import type { Ticket } from '../../domain/authority/ticket.ts';
import type { UploadSession } from '../../domain/authority/upload-session.ts';
import type { TableAccess } from './table-access.ts';
import { toldWrites } from './told-writes.ts';

const UNLESS_THERE = { ConditionExpression: 'attribute_not_exists(pk)' };

export function ticketRecords(access: TableAccess) {
  const { tableName, lookUp, putOnce, putIf } = access;
  const writeTold = toldWrites(access);
  return {
    /** `told`: what the audit trail tells of it. */
    keepTicket: (ticket: Ticket, told: readonly NewAuditEntry[] = []): Promise<void> =>
      writeTold(told, [{ Put: { TableName: tableName, Item: ticketCodec.encode(ticket), ...UNLESS_THERE } }]),

    async ticket(hash: string): Promise<Ticket | undefined> {
      const key = makeTicketKey(hash);
      return (await lookUp([key]))(key, ticketCodec);
    },

    /** Whether it is this submission's now: of several that come with one ticket the first alone has it. */
    async useTicket(ticket: Ticket, submissionId: string): Promise<boolean> {
      const written = await putIf(ticketCodec.encode({ ...ticket, usedBy: submissionId }), {
        ConditionExpression: 'attribute_not_exists(usedBy) OR usedBy = :own',
        ExpressionAttributeValues: { ':own': submissionId },
      });
      return written === 'written';
    },

    async keepUploadSession(session: UploadSession): Promise<void> {
      await putOnce(uploadSessionCodec.encode(session));
    },

    async uploadSession(id: string): Promise<UploadSession | undefined> {
      const key = makeUploadSessionKey(id);
      return (await lookUp([key]))(key, uploadSessionCodec);
    },
  };
}
