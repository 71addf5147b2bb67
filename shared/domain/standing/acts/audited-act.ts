/** An act as the audit trail names it: written there before it is done. */
import type { NewAuditEntry } from '../../authority/audit-entry.ts';
import type { Place } from '../../basics/place.ts';
import type { Act, Deed, KeptAct } from './act.ts';

/** `undone`: what it withdraws. */
export function describeAudited(
  asked: Deed & { readonly id: string; readonly on: Place; readonly why: string },
  undone: Pick<Act | KeptAct, 'kind'> | undefined,
): Pick<NewAuditEntry, 'act' | 'on' | 'detail'> {
  const { agencyId: agency, district, year } = asked.on;
  const about = 'submissionId' in asked ? [asked.submissionId] : [];
  // Operators read the trail, and what a note says is for offices alone, as is why it is withdrawn.
  const words = [asked.kind, undone?.kind].includes('note') ? [] : [asked.why];
  return {
    act: asked.kind,
    on: { kind: 'agency', agency, district, year },
    detail: [asked.id, ...about, ...words].join(' '),
  };
}
