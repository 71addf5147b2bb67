/** What the office function needs: who asks, what that person may do, and what is kept. */
import type { Context, Hono } from 'hono';
import type { AccountRecords } from '../../shared/adapters/table/account-records.ts';
import type { AuditTrail } from '../../shared/adapters/table/audit-trail.ts';
import type { GivenTicket } from '../../shared/contracts/api/office-answers.ts';
import type { Principal } from '../../shared/domain/authority/principal.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import type { LoadedRegion } from '../../shared/domain/roster/loaded-region.ts';
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import type {
  FiledSubmissions,
  Submission,
  SubmissionName,
} from '../../shared/domain/standing/submission.ts';
import type { SignedIn } from '../../shared/pipeline/account/sessions.ts';
import type { LendDeps } from '../../shared/pipeline/credentials/lend-credentials.ts';
import type { ArchiveReader } from '../../shared/pipeline/explanations-shown.ts';
import type { EditDeps } from '../../shared/pipeline/edit-roster.ts';
import type { ExtendDeps } from '../../shared/pipeline/extend-deadlines.ts';
import type { ActDeps } from '../../shared/pipeline/record-act.ts';
import type { RemindDeps } from '../../shared/pipeline/remind-agencies.ts';
import type { PublicationStatingDeps } from '../../shared/pipeline/state-publication.ts';
import type { DeskTable } from '../../shared/pipeline/read-desk.ts';
import type { ReportTable } from '../../shared/adapters/table/report-table.ts';
import type { Assets } from '../ports.ts';

interface OfficeTable extends DeskTable {
  children: ReportTable['children'];
  childRegions: ReportTable['childRegions'];
  history: ReportTable['history'];
  dayTotals: ReportTable['dayTotals'];
  childMoves: ReportTable['childMoves'];
  regionYears: ReportTable['regionYears'];
  rosterOf: ReportTable['rosterOf'];
  wholeRosterOf: ReportTable['wholeRosterOf'];
  wholeVersions: ReportTable['wholeVersions'];
  rosterVersions: ReportTable['rosterVersions'];
  contactsOf: ReportTable['contactsOf'];
  returnedMails: ReportTable['returnedMails'];
  roster(agencyId: string): Promise<RosterRecord | undefined>;
  agencyYears(
    place: Omit<Place, 'year'>,
    years: readonly number[],
    options?: { readonly consistent?: boolean },
  ): Promise<Map<number, AgencyYear>>;
  filedSubmissions(place: Place): Promise<FiledSubmissions>;
  regions(): Promise<readonly LoadedRegion[]>;
  regionsAt(codes: readonly string[]): Promise<readonly LoadedRegion[]>;
  keepTicket: ReportTable['keepTicket'];
  submissionsAt(
    names: readonly SubmissionName[],
    options: { readonly consistent: boolean },
  ): Promise<(name: SubmissionName) => Submission | undefined>;
}

/** Who asks, and what that person may do. */
export interface OfficeDoor {
  /** How often somebody was refused. */
  readonly accounts: Pick<AccountRecords, 'countAttempt'>;
  readonly readSignedIn: (
    request: Request,
  ) => Promise<Pick<SignedIn, 'principal' | 'awaitsSecondStep'> | undefined>;
  readonly mayFile: (principal: Principal, place: Omit<Place, 'year'>) => boolean;
  /** The site's: `undefined` where nobody said where it is. */
  readonly ownOrigin: (request: Request) => string | undefined;
}

/** What is known of whoever asks, before a route answers; `undefined` on public routes alone. */
export interface OfficeEnv {
  Variables: { signedIn: Awaited<ReturnType<OfficeDoor['readSignedIn']>> };
}
export type OfficeContext = Context<OfficeEnv>;
export type OfficeApp = Hono<OfficeEnv>;

/** What programs are lent credentials with. */
export interface ProgramDeps extends LendDeps {
  /** Where the bucket is; `endpoint`: where it is not AWS's. */
  readonly store: { readonly bucket: string; readonly region: string; readonly endpoint: string | undefined };
  /** The network address that a request comes from, where it tells one from another. */
  readonly caller: (request: Request) => string | undefined;
}

export interface OfficeDeps extends OfficeDoor {
  readonly assets: Omit<Assets, 'files'>;
  readonly trail: Pick<AuditTrail, 'append' | 'before'>;
  readonly table: OfficeTable;
  readonly acts: ActDeps;
  readonly reminders: RemindDeps;
  readonly extensions: ExtendDeps;
  readonly rosterEdits: EditDeps;
  readonly publications: Pick<PublicationStatingDeps, 'table' | 'bucket'>;
  readonly archive: ArchiveReader;
  /** Whether agencies are written to about acts. */
  readonly writesMails: boolean;
  readonly signUpload: (
    place: Place,
    document: { readonly sha256: string; readonly sizeBytes: number },
    ticketId: string,
  ) => Promise<Pick<GivenTicket, 'url' | 'fields'>>;
  /** 256 bits that nobody can guess. */
  readonly newTicketId: () => string;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly now: () => Instant;
  /** Without it nothing lends credentials here. */
  readonly programs?: ProgramDeps | undefined;
  readonly log: {
    error(message: string, extra: { readonly requestId: string; readonly error: unknown }): void;
  };
}
