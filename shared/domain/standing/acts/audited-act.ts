/** An act as the audit trail names it: written there before it is done. */
import type { NewAuditEntry } from '../../authority/audit-entry.ts';
import type { Place } from '../../basics/place.ts';
import type { Deed } from './act.ts';

export function describeAudited(
  asked: Deed & { readonly id: string; readonly on: Place; readonly why: string },
): Pick<NewAuditEntry, 'act' | 'on' | 'detail'> {
  const { agencyId: agency, district, year } = asked.on;
  const about = 'submissionId' in asked ? [asked.submissionId] : [];
  // Operators read the trail, and what a note says is for offices alone.
  const words = asked.kind === 'note' ? [] : [asked.why];
  return {
    act: asked.kind,
    on: { kind: 'agency', agency, district, year },
    detail: [asked.id, ...about, ...words].join(' '),
  };
}
