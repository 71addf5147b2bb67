/** The start page: the region that the system begins with, how far its reports are, and its newest figures. */
import {
  countDays,
  lastEndedYear,
  tellChinaDay,
  type Instant,
  type IsoDay,
  toIsoDay,
} from '../../shared/domain/basics/calendar.ts';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import type { ReportCounts } from '../../shared/domain/standing/region-total.ts';
import type { WebTable } from '../ports.ts';
import {
  readHomeCode,
  readSeries,
  readTopCode,
  reportYears,
  type RegionView,
  type YearTotal,
} from '../region/region-view.ts';
import type { Emptiness } from '../site/next-command.tsx';
import type { NamedRegion } from '../site/named-region.ts';

/** By law: extensions are an agency's own, and not known here. */
interface FilingDays {
  readonly agencies: IsoDay;
  /** The consolidated report's, by the region's level. */
  readonly consolidated: IsoDay;
  /** 0 on the day itself; left out where both have passed: of a running year nothing can be filed yet. */
  readonly next: { readonly kind: 'agencies' | 'consolidated'; readonly daysLeft: number } | undefined;
  /** The running year's reports: when they can first be filed, and when agencies' own are due. */
  readonly coming: { readonly from: IsoDay; readonly agencies: IsoDay };
}

export interface HomeView {
  readonly region: NamedRegion;
  /** False where nothing of it is loaded, so that no page of it can be led to. */
  readonly isLoaded: boolean;
  /** The region that the system was told to begin with, where that is not loaded and this is another. */
  readonly unloadedHome: string | undefined;
  /** The year whose reports come in, or came in last, and how many did. */
  readonly filing: {
    readonly year: number;
    readonly days: FilingDays;
    readonly reports: ReportCounts | undefined;
  };
  /** The newest year with figures of its own; left out where there is none. */
  readonly glance: Pick<RegionView, 'region' | 'year' | 'kind' | 'total' | 'previous'> | undefined;
  /** What an operator has to load; left out where everything is there. */
  readonly empty: Emptiness | undefined;
}

interface HomeQuestion {
  /** The region that the system was told to begin with. */
  readonly home: string | undefined;
  readonly now: Instant;
  readonly isPast: boolean;
}

export async function readHome(table: WebTable, { home, now, isPast }: HomeQuestion): Promise<HomeView> {
  const code = await readHomeCode({ home, table });
  const shown = code ?? NATION;
  const last = lastEndedYear(now);
  // The roster may be that of the coming season.
  const asked = isPast ? reportYears(now) : [...reportYears(now), last + 1];
  const series = await readSeries(table, shown, asked);
  const years = series?.years ?? [];
  const own = years.filter(({ year, continuedFrom }) => year <= last && continuedFrom === undefined);
  const days = findDays(shown, now);
  return {
    region: series?.region ?? { code: shown, name: undefined },
    isLoaded: code !== undefined,
    unloadedHome: code === undefined || code === home ? undefined : home,
    filing: { year: last, days, reports: own.find(({ year }) => year === last)?.reports },
    glance:
      series &&
      glanceAt(series.region, { own, years, partialYear: days.next?.kind === 'agencies' ? last : undefined }),
    empty: isPast ? undefined : await tellEmptiness(),
  };

  async function tellEmptiness(): Promise<Emptiness | undefined> {
    if (code === undefined) return { lacks: 'regions', home };
    if (isAnybody(years)) return undefined;
    // Another region of a system that is full may have no agency.
    const top = await readTopCode(table);
    const whole = top === undefined || top === code ? undefined : await readSeries(table, top, asked);
    return isAnybody(whole?.years ?? []) ? undefined : { lacks: 'roster' };
  }
}

const isAnybody = (years: readonly YearTotal[]): boolean =>
  years.some(({ reports }) => reports !== undefined && reports.expected + reports.accepted > 0);

interface GlanceYears {
  readonly own: readonly YearTotal[];
  readonly years: readonly YearTotal[];
  /** The year that is just being filed: nobody is to take a part of its sum for the whole. */
  readonly partialYear: number | undefined;
}

function glanceAt(
  region: RegionView['region'],
  { own, years, partialYear }: GlanceYears,
): HomeView['glance'] {
  const filed = own.filter(({ figures }) => figures);
  const isPart = ({ year, reports }: YearTotal): boolean =>
    year === partialYear && reports !== undefined && reports.accepted < reports.expected;
  const newest = filed.findLast((one) => !isPart(one)) ?? filed.at(-1);
  if (!newest?.reports) return undefined;
  const { year, reports, figures, fees, marks } = newest;
  return {
    region,
    year,
    kind: undefined,
    total: { reports, figures, fees, marks },
    previous: isPart(newest) ? undefined : years.find((other) => other.year === year - 1),
  };
}

function findDays(district: string, now: Instant): FilingDays {
  const today = tellChinaDay(now);
  const year = lastEndedYear(now);
  const agencies = computeDeadline({ kind: 'department', district }, year);
  const consolidated = computeDeadline({ kind: 'consolidated', district }, year);
  const next =
    today <= agencies
      ? { kind: 'agencies' as const, daysLeft: countDays(today, agencies) }
      : today <= consolidated
        ? { kind: 'consolidated' as const, daysLeft: countDays(today, consolidated) }
        : undefined;
  const coming = {
    from: toIsoDay(`${year + 2}-01-01`),
    agencies: computeDeadline({ kind: 'department', district }, year + 1),
  };
  return { agencies, consolidated, next, coming };
}
