/** What the page on which a report is made knows of its agency and year: how they stand, and what is there already. */
import {
  countDays,
  lastEndedYear,
  tellChinaDay,
  toIsoDay,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import { citeDeadline } from '../../shared/domain/basics/deadlines.ts';
import type { Text } from '../../shared/domain/basics/text.ts';
import type { Saying } from '../../shared/domain/document/same-document.ts';
import { isTextWithheld } from '../../shared/domain/standing/acts/office-standing.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import { decodeShown, redactDocument } from '../../shared/domain/document/redact-document.ts';
import { chooseEdition, FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import { readAgencyYearRecord, readSubmissionItem, tellPlace } from '../agency/agency-view.ts';
import type { AgencyYearRecord } from '../agency/agency-view.ts';
import type { Moment } from '../http/as-of.ts';
import type { WebBucket } from '../ports.ts';
import { searchNames, type SearchView } from '../search/search-view.ts';
import type { AgencyStanding } from '../site/agency-standing.ts';
import type { NamedRegion } from '../site/named-region.ts';
import type { FilingStart } from './filing-start.ts';

/** What the address asks for. */
export interface FilingAsked {
  readonly agencyId: string | undefined;
  readonly year: number | undefined;
  readonly query: string;
}

interface CorrectionAsked {
  readonly until: IsoDay;
  readonly reason: string | undefined;
  readonly daysLeft: number;
}

/** The agency's year that a report is made for. */
export interface FiledYear {
  readonly roster: RosterRecord;
  readonly lineage: readonly NamedRegion[];
  /** Those that have a report, the newest first. */
  readonly years: readonly number[];
  readonly standing: AgencyStanding;
  /** Where the law has the deadline. */
  readonly source: Text;
  /** Negative once the deadline is over. */
  readonly daysLeft: number;
  /** What the office wants corrected, and by when: that day binds, whatever the law's was. */
  readonly asked: readonly CorrectionAsked[];
  readonly start: FilingStart;
}

export interface FilingView {
  /** Agencies found by what was asked for; nothing where the query is empty. */
  readonly found: SearchView;
  readonly filed: FiledYear | undefined;
  /** An id that the roster does not have. */
  readonly unknown: string | undefined;
  /** A year that has no reports yet, or had none, and from when it has. */
  readonly closed: { readonly year: number; readonly opensOn: IsoDay | undefined } | undefined;
}

export async function readFiling(
  moment: Moment,
  { agencyId, year: asked, query }: FilingAsked,
): Promise<FilingView> {
  const last = lastEndedYear(moment.at);
  const isOpen = asked === undefined || (asked >= FIRST_REPORT_YEAR && asked <= last);
  const filed =
    agencyId === undefined
      ? undefined
      : await readFiledYear(moment, agencyId, isOpen ? (asked ?? last) : last);
  return {
    found: await searchNames(moment.table, query),
    filed,
    unknown: filed ? undefined : agencyId,
    closed: isOpen
      ? undefined
      : { year: asked, opensOn: asked > last ? toIsoDay(`${asked + 1}-01-01`) : undefined },
  };
}

function listAsked(office: AgencyStanding['office'], today: IsoDay): CorrectionAsked[] {
  const { returned, marks = [] } = office ?? {};
  return [...(returned ? [returned] : []), ...marks].flatMap(({ until, reason }) =>
    until === undefined ? [] : [{ until, reason, daysLeft: countDays(today, until) }],
  );
}

async function readFiledYear(moment: Moment, agencyId: string, year: number): Promise<FiledYear | undefined> {
  const record = await readAgencyYearRecord(moment, agencyId, year, moment.at);
  if (!record) return undefined;
  const { roster, lineage, standing, item, years } = record;
  const today = tellChinaDay(moment.at);
  const reporter = item ? { kind: item.agency.kind, district: item.district } : roster;
  return {
    roster,
    lineage,
    years: [...new Set([...years, year])].sort((a, b) => b - a),
    standing,
    source: citeDeadline(reporter),
    daysLeft: countDays(today, standing.deadline),
    asked: listAsked(standing.office, today),
    start: {
      agencyId: roster.id,
      agencyName: nameInYear(roster, year),
      district: reporter.district,
      year,
      edition: chooseEdition(year),
      ...(await readThere(moment, record)),
    },
  };
}

/** The newest document of the year, and last year's report in force: what the form can begin with. */
async function readThere(
  { table, bucket }: Moment,
  record: AgencyYearRecord,
): Promise<Pick<FilingStart, 'there' | 'last'>> {
  const { item, surroundings } = record;
  const { latest, inForce, office } = item ?? {};
  // By the checks, or else by the office.
  const returnedId = latest?.outcome === 'returned' ? latest.submissionId : office?.returned?.submissionId;
  const returned =
    returnedId === undefined ? undefined : await readSubmissionItem(table, tellPlace(record), returnedId);
  const shown = returned ?? inForce;
  const previous = surroundings.previous;
  return {
    there: shown && {
      state: returned ? 'returned' : 'in-force',
      receivedAt: shown.receivedAt,
      document: await readText(bucket, shown, item?.acts),
    },
    last: previous?.inForce && {
      year: previous.year,
      document: await readText(bucket, previous.inForce, previous.acts),
    },
  };
}

const decoder = new TextDecoder();

/** As others may see it: a document that bears private data, or that the office keeps back, comes without its texts. */
async function readText(
  bucket: WebBucket,
  document: Saying,
  acts: AgencyYear['acts'],
): Promise<string | undefined> {
  const bytes = document.sha256 === null ? undefined : await bucket.archived(document.sha256);
  if (!bytes) return undefined;
  const { isWithheld } = decodeShown(bytes, isTextWithheld(acts, document));
  return decoder.decode(isWithheld ? redactDocument(bytes) : bytes);
}
