/**
 * The law's deadlines, as data: by kind of report and level of its region. All are days of the year after the report
 * year, until 24:00 China time, and hold for all report years.
 */
import { toIsoDay, type AgencyKind, type IsoDay } from './calendar.ts';
import { REGION_LEVELS, tellLevel, type RegionLevel } from './region.ts';
import type { Text } from './text.ts';

interface StatutoryDeadline {
  readonly kinds: readonly AgencyKind[];
  readonly levels: readonly RegionLevel[];
  /** `MM-DD`. */
  readonly day: string;
  readonly source: Text;
}

const DECREE: Text = { zh: '《政府信息公开条例》第四十九条', en: 'Decree 711, article 49' };
const NOTICE: Text = {
  zh: '国办公开办函〔2021〕30号',
  en: 'notice 30 of 2021 of the State Council’s General Office',
};
const AGENCIES: Text = {
  zh: `${DECREE.zh}、${NOTICE.zh}二(一)`,
  en: `${DECREE.en}; ${NOTICE.en}, II (1)`,
};
const CONSOLIDATED: Text = {
  zh: `${DECREE.zh}、${NOTICE.zh}二(二)`,
  en: `${DECREE.en}; ${NOTICE.en}, II (2)`,
};
/** The whole table. */
export const DEADLINES_SOURCE: Text = {
  zh: `${DECREE.zh}、${NOTICE.zh}二(一)(二)`,
  en: `${DECREE.en}; ${NOTICE.en}, II (1) and (2)`,
};

/** Which state of the law the table below has: the day of the newest document that it follows, and all of these. */
export const DEADLINES_EDITION: { readonly day: IsoDay; readonly follows: Text } = {
  day: toIsoDay('2021-09-26'),
  follows: {
    zh: '国务院令第711号、国办公开办函〔2019〕60号、国办公开办函〔2021〕30号',
    en: 'Decree 711; notices 60 of 2019 and 30 of 2021 of the State Council’s General Office',
  },
};

/**
 * A government's own report (本政府机关) has the departments' day, and so has that of a vertical system's unit; a
 * consolidated one (逐级汇总) goes up level by level.
 */
const DEADLINES: readonly StatutoryDeadline[] = [
  {
    kinds: ['department', 'government', 'township', 'institution', 'vertical'],
    levels: REGION_LEVELS,
    day: '01-31',
    source: AGENCIES,
  },
  { kinds: ['consolidated'], levels: ['county'], day: '02-20', source: CONSOLIDATED },
  { kinds: ['consolidated'], levels: ['prefecture'], day: '03-10', source: CONSOLIDATED },
  { kinds: ['consolidated'], levels: ['province', 'nation'], day: '03-31', source: CONSOLIDATED },
];

/** Whose report it is, as deadlines tell reports apart. */
export interface Reporter {
  readonly kind: AgencyKind;
  /** GB/T 2260 code. */
  readonly district: string;
}

function findStatutory(kind: AgencyKind, level: RegionLevel): StatutoryDeadline {
  const found = DEADLINES.find(({ kinds, levels }) => kinds.includes(kind) && levels.includes(level));
  if (!found) throw new RangeError(`no deadline for a ${kind} report at the level ${level}`);
  return found;
}

/** The last day on which a report for `year` is on time by law. What binds an agency-year is told by `deadlineFor`. */
export const computeDeadline = ({ kind, district }: Reporter, year: number): IsoDay =>
  computeLevelDeadline(kind, tellLevel(district), year);

export const computeLevelDeadline = (kind: AgencyKind, level: RegionLevel, year: number): IsoDay =>
  toIsoDay(`${year + 1}-${findStatutory(kind, level).day}`);

/** Where the deadline of a report stands in the law. */
export const citeDeadline = ({ kind, district }: Reporter): Text =>
  findStatutory(kind, tellLevel(district)).source;

const LAST_DAY = DEADLINES.map(({ day }) => day)
  .sort()
  .at(-1)!;

/** The last of all, where nobody knows whose report it is. */
export const computeLastDeadline = (year: number): IsoDay => toIsoDay(`${year + 1}-${LAST_DAY}`);

/** The last day on which the report of one agency-year is on time: the extension's, where there is one. */
export function deadlineFor(
  reporter: Reporter,
  year: number,
  extension: { readonly until: IsoDay } | undefined,
): IsoDay {
  return extension?.until ?? computeDeadline(reporter, year);
}
