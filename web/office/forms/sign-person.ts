/** Who does it, and what the audit trail is told before it is done. */
import type { Actor } from '../../../shared/domain/authority/actor.ts';
import type { AuditedThing, NewAuditEntry } from '../../../shared/domain/authority/audit-entry.ts';
import type { Place } from '../../../shared/domain/basics/place.ts';
import type { OfficeContext, OfficeDeps } from '../ports.ts';
import { whoAsks } from '../who-asks.ts';

export function signPerson(c: OfficeContext): Actor {
  const { mail, name } = whoAsks(c);
  return { kind: 'person', mail, name };
}

export const appendAct = (
  { trail, now }: Pick<OfficeDeps, 'trail' | 'now'>,
  by: Actor,
  entry: Pick<NewAuditEntry, 'act' | 'detail'> & { readonly on: AuditedThing },
): Promise<void> => trail.append({ ...entry, id: crypto.randomUUID(), at: now(), by });

/** The same about several agencies' years. */
export async function appendActs(
  deps: Pick<OfficeDeps, 'trail' | 'now'>,
  by: Actor,
  { on, ...entry }: Pick<NewAuditEntry, 'act' | 'detail'> & { readonly on: readonly Place[] },
): Promise<void> {
  await Promise.all(
    on.map(({ agencyId: agency, district, year }) =>
      appendAct(deps, by, { ...entry, on: { kind: 'agency', agency, district, year } }),
    ),
  );
}
