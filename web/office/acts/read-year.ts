/** What an office sees of an agency's year: how it stands, what was filed and found, and what was done about it. */
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { tellChinaDay, type Instant } from '../../../shared/domain/basics/calendar.ts';
import type { Place } from '../../../shared/domain/basics/place.ts';
import { traceLineage } from '../../../shared/domain/basics/region.ts';
import { chooseEdition } from '../../../shared/domain/form/catalogue.ts';
import type { Finding } from '../../../shared/domain/findings/finding.ts';
import type { AgencyContact } from '../../../shared/domain/roster/contact.ts';
import type { RosterRecord } from '../../../shared/domain/roster/roster-entry.ts';
import type { Act } from '../../../shared/domain/standing/acts/act.ts';
import { isTextWithheld } from '../../../shared/domain/standing/acts/office-standing.ts';
import type { AgencyYear } from '../../../shared/domain/standing/agency-year-record.ts';
import type { ShownExplanation } from '../../../shared/domain/standing/explanations.ts';
import { redactFinding } from '../../../shared/domain/standing/redact-submission.ts';
import type { Submission, SubmissionHead } from '../../../shared/domain/standing/submission.ts';
import { listShownFindings, type Surroundings } from '../../../shared/domain/verdict/findings-shown.ts';
import { withholdQuotes } from '../../../shared/domain/verdict/withhold-quotes.ts';
import { readExplanations } from '../../../shared/pipeline/explanations-shown.ts';
import { readContacts } from '../../../shared/pipeline/read-contacts.ts';
import { readSurroundings } from '../../../shared/pipeline/surroundings.ts';
import { describeStanding, type AgencyStanding } from '../../site/agency-standing.ts';
import { nameLineage, type NamedRegion } from '../../site/named-region.ts';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeDeps } from '../ports.ts';

/** Those of an agency that files again and again are in its history. */
const MAX_LISTED = 20;

interface ExplainedFinding extends Finding {
  readonly explanation: ShownExplanation | undefined;
}

export interface OfficeYear {
  readonly roster: RosterRecord;
  /** From the nation down. */
  readonly lineage: readonly NamedRegion[];
  readonly on: Place;
  readonly item: AgencyYear;
  readonly standing: AgencyStanding;
  readonly surroundings: Surroundings;
  /** All of them, the newest first … */
  readonly heads: readonly SubmissionHead[];
  /** … and the newest of them whole. */
  readonly submissions: readonly Submission[];
  /** What acts are about: the report in force as it was filed last. */
  readonly subject: Submission | undefined;
  /** Those of the report in force, else of the newest submission. */
  readonly findings: readonly ExplainedFinding[];
  /** The oldest first. */
  readonly acts: readonly Act[];
  readonly contact: AgencyContact | undefined;
  /** Whether agencies are written to about them. */
  readonly writesMails: boolean;
  readonly now: Instant;
}

type Reading = Pick<OfficeDeps, 'table' | 'acts' | 'archive' | 'writesMails' | 'now'>;

/** Where the roster has the agency now. */
export async function findAgency(
  { table }: Pick<OfficeDeps, 'table'>,
  agency: string,
): Promise<RosterRecord> {
  const roster = await table.roster(agency);
  if (!roster) throw new OfficeRefusal('unknown-agency');
  return roster;
}

export const placeYear = ({ id, district }: RosterRecord, year: number): Place => ({
  district,
  agencyId: id,
  year,
});

export async function readOfficeYear(
  deps: Reading,
  principal: Principal,
  roster: RosterRecord,
  year: number,
): Promise<OfficeYear> {
  const { table, acts: stored, archive } = deps;
  const on = placeYear(roster, year);
  const codes = traceLineage(roster.district);
  const [items, acts, filed, regions, contacts] = await Promise.all([
    table.agencyYears(on, [year - 1, year], { consistent: true }),
    stored.table.acts(on),
    table.filedSubmissions(on),
    stored.table.regionYears(roster.district, [], codes),
    readContacts(table, principal, [roster]),
  ]);
  const item = items.get(year);
  if (!item) throw new OfficeRefusal('unknown-agency-year');
  const surroundings = (await readSurroundings(stored.table, [item], () => items.get(year - 1)))(item);
  const wanted = [
    ...new Set([
      ...namedBy(item),
      ...filed.heads.slice(0, MAX_LISTED).map(({ submissionId }) => submissionId),
    ]),
  ];
  const readOne = await table.submissionsAt(
    wanted.map((submissionId) => ({ place: on, submissionId })),
    { consistent: true },
  );
  const find = (submissionId: string | undefined): Submission | undefined =>
    submissionId === undefined ? undefined : readOne({ place: on, submissionId });
  const told = find(item.inForce?.submissionId ?? item.latest?.submissionId);
  const explanations = await readExplanations(archive, item, surroundings);
  const now = deps.now();
  return {
    roster,
    lineage: nameLineage(roster.district, regions.names),
    on,
    item,
    standing: describeStanding(item, now),
    surroundings,
    heads: filed.heads,
    submissions: filed.heads.slice(0, MAX_LISTED).flatMap(({ submissionId }) => find(submissionId) ?? []),
    subject: find(item.inForce?.repeated?.submissionId ?? item.inForce?.submissionId),
    findings: told
      ? listFindings(told, item, surroundings).map((finding) => ({
          ...finding,
          explanation: explanations(finding),
        }))
      : [],
    acts,
    contact: contacts.get(roster.id),
    writesMails: deps.writesMails,
    now,
  };
}

const namedBy = ({ inForce, latest }: AgencyYear): string[] =>
  [inForce?.submissionId, inForce?.repeated?.submissionId, latest?.submissionId].flatMap((id) => id ?? []);

/** What is kept back is quoted nowhere. */
function listFindings(
  submission: Submission,
  item: AgencyYear,
  surroundings: Surroundings,
): readonly Finding[] {
  const edition = chooseEdition(item.year);
  const findings = withholdQuotes(listShownFindings(submission, item, surroundings), edition);
  if (!isTextWithheld(item.acts, submission) && !submission.redacted) return findings;
  return findings.map((finding) => redactFinding(finding, edition));
}

export const tellToday = ({ now }: Pick<OfficeYear, 'now'>) => tellChinaDay(now);
