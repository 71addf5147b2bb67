/** What a person was refused for want of a right, and requests of other sites, in the audit trail. */
import type { MiddlewareHandler } from 'hono';
import {
  auditLimit,
  auditRefusal,
  OTHER_SITES,
  type RefusalAuditDeps,
} from '../../../shared/pipeline/account/audit-refused.ts';
import { RightRefusal } from '../office-problem.ts';
import type { OfficeDeps, OfficeEnv } from '../ports.ts';

type Deps = Pick<OfficeDeps, 'accounts' | 'trail' | 'newTicketId' | 'sha256' | 'now'>;

const auditing = ({ accounts, trail, newTicketId, sha256, now }: Deps): RefusalAuditDeps => ({
  accounts,
  trail,
  now,
  secrets: { newToken: newTicketId, hash: (text) => sha256(new TextEncoder().encode(text)) },
});

export const auditRefusals =
  (deps: Deps): MiddlewareHandler<OfficeEnv> =>
  async (c, next) => {
    await next();
    const principal = c.get('signedIn')?.principal;
    if (!(c.error instanceof RightRefusal) || !principal) return;
    const { act, on, code } = c.error;
    const { mail, name } = principal;
    const by = { kind: 'person', mail, name } as const;
    await auditRefusal(auditing(deps), { by, on: [on], asked: `${act}: ${code}` });
  };

export const auditOtherSite = (deps: Deps): Promise<void> => auditLimit(auditing(deps), OTHER_SITES);
