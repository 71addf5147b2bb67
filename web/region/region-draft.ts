/** The drafted text of a region's consolidated report, of what its page shows and of how its children stood a year before. */
import { printChineseDay, tellChinaDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { draftReport } from '../../shared/domain/draft/draft-report.ts';
import type { Draft, DraftChild } from '../../shared/domain/draft/draft.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { calledIn } from '../../shared/domain/roster/former-names.ts';
import type { ChildFacts } from '../../shared/domain/standing/child-facts.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import type { WebTable } from '../ports.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { makeRegionRow } from './child-rows.ts';
import type { RegionView } from './region-view.ts';

/** One Query besides the page's own. */
export async function readDraft(
  table: Pick<WebTable, 'childFacts'>,
  view: RegionView,
  at: Instant,
): Promise<Draft> {
  const last = await table.childFacts(view.region.code, view.year - 1, { onDamaged: () => undefined });
  const { region, year, total, previous, agencies, regions } = view;
  const before = figuresById(last);
  // What another code reported then is compared with nothing: a page marks it, a sentence can't.
  const isOwn = previous?.continuedFrom === undefined;
  const child = (id: string, name: string, now: Figures | undefined, marks: readonly Mark[]): DraftChild => ({
    id,
    name,
    now,
    marks,
    before: before.get(id),
  });
  return draftReport({
    name: region.code === NATION ? zhCn.nation : (region.name ?? region.code),
    year,
    asOf: printChineseDay(tellChinaDay(at)),
    reports: total.reports,
    figures: total.figures,
    previous: isOwn ? previous?.figures : undefined,
    previousReports: previous?.reports,
    fees: total.fees,
    children: [
      ...regions.map(({ code, name, figures, marks }) => child(code, name, figures, marks)),
      ...agencies.map((row) =>
        child(
          row.id,
          calledIn(row),
          row.figures,
          total.marks.filter(({ agency }) => agency.id === row.id),
        ),
      ),
    ],
    marks: total.marks,
    hasVertical: view.vertical.length > 0,
  });
}

const figuresById = ({ agencies, regions }: ChildFacts): ReadonlyMap<string, Figures | undefined> =>
  new Map([
    ...agencies.map(({ agency, inForce }) => [agency.id, inForce?.figures] as const),
    ...regions.map((region) => [region.code, makeRegionRow(region).figures] as const),
  ]);
