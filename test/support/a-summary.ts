/** Compliance summaries, made by the domain's own function of agencies that a test states. */
import {
  makeInstant,
  isIsoDay,
  parseInstant,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import {
  summariseCompliance,
  type AgencyCompliance,
  type ComplianceSummary,
  type Mark,
  type OpenFindings,
} from '../../shared/domain/compliance/compliance.ts';

export const instant = (text: string): Instant => {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(`${text} is no instant`);
  return at;
};
export const isoDay = (text: string): IsoDay => {
  if (!isIsoDay(text)) throw new Error(`${text} is no day`);
  return text;
};

export const anAgencyYear = (id: string, facts: Partial<AgencyCompliance> = {}): AgencyCompliance => ({
  id,
  name: `机关${id}`,
  kind: 'department',
  dataset: undefined,
  district: '450205',
  districtName: '柳北区',
  state: 'missing',
  zero: undefined,
  deadline: isoDay('2025-01-31'),
  extension: undefined,
  afterInternalDays: 0,
  lateDays: 0,
  overdueDays: 0,
  firstAcceptedAt: undefined,
  correctedAt: undefined,
  latestAt: undefined,
  errors: 0,
  openWarnings: 0,
  submissionId: undefined,
  ...facts,
});

export const NOTHING_OPEN: OpenFindings = { findings: [], count: 0 };

export function aSummary({
  agencies,
  earlier,
  code = '450205',
  name = '柳北区',
  children = [],
  open = {},
  at = '2025-01-24T08:00+08:00',
}: {
  agencies: readonly AgencyCompliance[];
  /** As they stood before; as they stand, where it is left out. */
  earlier?: readonly AgencyCompliance[];
  code?: string;
  name?: string;
  children?: readonly { code: string; name: string }[];
  open?: Readonly<Record<string, OpenFindings>>;
  at?: string;
}): ComplianceSummary {
  const marks = (earlier ?? agencies).map((agency): [string, Mark] => [agency.id, agency]);
  return summariseCompliance({
    region: { code, name },
    year: 2024,
    at: instant(at),
    agencies,
    children,
    openOf: ({ id }) => open[id] ?? NOTHING_OPEN,
    since: makeInstant(Date.parse(at) - 86_400_000),
    earlier: new Map(marks),
  });
}
