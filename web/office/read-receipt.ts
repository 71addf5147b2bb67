/** What became of an upload, for whoever may file there: the page waits for it. */
import type { ReceiptShown } from '../../shared/contracts/api/office-answers.ts';
import { showActor } from '../../shared/domain/authority/shown-actor.ts';
import type { Principal } from '../../shared/domain/authority/principal.ts';
import { tellFindings } from '../../shared/domain/standing/acts/findings-told.ts';
import { OfficeRefusal, RightRefusal } from './office-problem.ts';
import type { OfficeDeps } from './ports.ts';

/** `undefined` while it is not processed. */
export async function readReceipt(
  { table, mayFile }: Pick<OfficeDeps, 'table' | 'mayFile'>,
  principal: Principal,
  {
    agency,
    year,
    submissionId,
  }: { readonly agency: string; readonly year: number; readonly submissionId: string },
): Promise<ReceiptShown | undefined> {
  const roster = await table.roster(agency);
  if (!roster) throw new OfficeRefusal('unknown-agency');
  const { district } = roster;
  if (!mayFile(principal, { district, agencyId: agency }))
    throw new RightRefusal('not-yours', 'file', { kind: 'agency', agency, district });
  const place = { district, agencyId: agency, year };
  const name = { place, submissionId };
  const [read, years] = await Promise.all([
    table.submissionsAt([name], { consistent: true }),
    table.agencyYears(place, [year]),
  ]);
  const found = read(name);
  if (!found) return undefined;
  const submission = tellFindings(found, year, years.get(year)?.acts);
  const { sha256, receivedAt, outcome, findings, contextualFindings, by, sameAs } = submission;
  return {
    submissionId,
    sha256,
    receivedAt,
    outcome,
    findings: [...findings, ...contextualFindings],
    ...(by && { by: showActor(by) }),
    ...(sameAs && { sameAs }),
  };
}
