/** A region's total is the sum of its children's, agencies and child regions alike. */
import { countLateDays, tellState } from './agency-year.ts';
import {
  isCountedKind,
  tellChinaDay,
  type AgencyKind,
  type Instant,
  type IsoDay,
} from '../basics/calendar.ts';
import type { Edition } from '../form/catalogue.ts';
import { addFilings, equalFilings, NO_FILINGS, type Filings } from './filings.ts';
import { addFigures, equalFigures, type Figures } from '../form/figures.ts';
import { equalMarks, keepMarks, type Mark } from './marked-total.ts';
import { addFees, equalFees, NO_FEES, takeFees, type ProcessingFees } from '../form/processing-fees.ts';
import type { ProcessingFee } from '../form/report.ts';
import { addHistories, type HistoryDays } from './history-days.ts';
import { addSignals, equalSignals, makeSignal, type RuleRecord, type Signal } from './signal.ts';

/** Numbers of agencies whose reports a region's total stands on. */
export interface ReportCounts {
  /** Agencies that the roster obliges for the year. */
  readonly expected: number;
  /** Reports in force, flagged ones included. */
  readonly accepted: number;
  /** In force with open warnings. */
  readonly flagged: number;
  /** Filed, and none in force: never yet acceptable, or returned by the office. */
  readonly returned: number;
  /** In force, first accepted after the deadline: never more than are accepted. */
  readonly late: number;
  /** Agencies among the expected whose reports are the generator's (演示数据). */
  readonly synthetic: number;
}

export interface RegionTotal {
  readonly reports: ReportCounts;
  readonly figures: Figures;
  readonly fees: ProcessingFees;
  readonly signal: Signal;
  readonly filings: Filings;
  /** Figures in doubt that make these. */
  readonly marks: readonly Mark[];
  /** What came of all below it, by day; left out where earlier versions kept part of it. */
  readonly history?: HistoryDays | undefined;
}

/** What one child adds; `figures` undefined where it has no report in force. */
export interface Contribution {
  readonly reports: ReportCounts;
  readonly figures: Figures | undefined;
  readonly fees: ProcessingFees;
  readonly signal: Signal;
  readonly filings: Filings;
  /** Figures in doubt that may mark a total. */
  readonly marks: readonly Mark[];
  readonly history?: HistoryDays | undefined;
}

interface AgencyContribution {
  readonly kind: AgencyKind;
  /** By `deadlineFor`. */
  readonly deadline: IsoDay;
  readonly obliged: boolean;
  readonly synthetic: boolean;
  readonly submitted: boolean;
  readonly inForce:
    | {
        readonly openWarnings: number;
        readonly figures: Figures;
        readonly processingFee?: ProcessingFee | undefined;
      }
    | undefined;
  readonly firstAcceptedAt: Instant | undefined;
  readonly rules: RuleRecord | undefined;
  readonly marks: readonly Mark[];
}

const NO_REPORTS: ReportCounts = {
  expected: 0,
  accepted: 0,
  flagged: 0,
  returned: 0,
  late: 0,
  synthetic: 0,
};

const NO_SIGNAL: Signal = new Map();
const NOTHING = { reports: NO_REPORTS, figures: undefined, fees: NO_FEES, filings: NO_FILINGS, marks: [] };

function addCounts(a: ReportCounts, b: ReportCounts): ReportCounts {
  return {
    expected: a.expected + b.expected,
    accepted: a.accepted + b.accepted,
    flagged: a.flagged + b.flagged,
    returned: a.returned + b.returned,
    late: a.late + b.late,
    synthetic: a.synthetic + b.synthetic,
  };
}

export function equalTotals(a: RegionTotal, b: RegionTotal): boolean {
  return (
    a.reports.expected === b.reports.expected &&
    a.reports.accepted === b.reports.accepted &&
    a.reports.flagged === b.reports.flagged &&
    a.reports.returned === b.reports.returned &&
    a.reports.late === b.reports.late &&
    a.reports.synthetic === b.reports.synthetic &&
    equalSignals(a.signal, b.signal) &&
    equalFilings(a.filings, b.filings) &&
    equalMarks(a.marks, b.marks) &&
    equalFees(a.fees, b.fees) &&
    equalFigures(a.figures, b.figures)
  );
}

/** An agency that is not obliged adds nothing. */
export function contributionOfAgency(agency: AgencyContribution): Contribution {
  if (!agency.obliged) return { ...NOTHING, signal: NO_SIGNAL };
  const signal = agency.rules ? makeSignal(agency.kind, agency.rules) : NO_SIGNAL;
  // A report about the whole region is compared with its total, never a part of it.
  if (!isCountedKind(agency.kind)) return { ...NOTHING, signal };
  const state = tellState(agency);
  const isAccepted = state === 'accepted' || state === 'flagged';
  return {
    reports: {
      expected: 1,
      accepted: isAccepted ? 1 : 0,
      flagged: state === 'flagged' ? 1 : 0,
      returned: state === 'returned' ? 1 : 0,
      late: isAccepted && countLateDays(agency.deadline, agency.firstAcceptedAt) > 0 ? 1 : 0,
      synthetic: agency.synthetic ? 1 : 0,
    },
    figures: agency.inForce?.figures,
    fees: takeFees(agency.inForce?.processingFee),
    signal,
    filings:
      agency.firstAcceptedAt === undefined
        ? NO_FILINGS
        : new Map([[tellChinaDay(agency.firstAcceptedAt), 1]]),
    marks: agency.marks,
  };
}

export function sumContributions(edition: Edition, children: readonly Contribution[]): RegionTotal {
  const figures = addFigures(
    edition,
    children.flatMap((child) => child.figures ?? []),
  );
  return {
    reports: children.reduce((sum, { reports }) => addCounts(sum, reports), NO_REPORTS),
    figures,
    fees: addFees(children.map(({ fees }) => fees)),
    signal: addSignals(children.map(({ signal }) => signal)),
    filings: addFilings(children.map(({ filings }) => filings)),
    marks: keepMarks(
      figures,
      children.flatMap(({ marks }) => marks),
    ),
    history: addHistories(children.map(({ history }) => history)),
  };
}

/** Obliged agencies from which nothing acceptable or returned has come. */
export function countMissing({ expected, accepted, returned }: ReportCounts): number {
  return expected - accepted - returned;
}
