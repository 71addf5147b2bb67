/** Every table of a region's page, by its name in the address. */
import type { AgencyKind } from '../../shared/domain/basics/calendar.ts';
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { WHOLE, drawChartTable } from './chart-specs.ts';
import type { RegionView } from './region-view.ts';
import { type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { compareConsolidated, listAgencies, listRegions, listVertical } from './child-columns.tsx';
import { formTable } from '../form/form-table.ts';
import { layRows, type Table } from '../site/table.ts';

interface RegionTableOptions {
  readonly lang: Lang;
  /** Narrows agencies to those of one kind. */
  readonly kind?: AgencyKind | undefined;
  /** Outcomes by year as the page draws them: parts of each year's results, not counts. */
  readonly asShares?: boolean;
}

/** `undefined` where the page has no table of that name. A table without rows is one. */
export function layRegionTable(
  view: RegionView,
  name: string,
  { lang, kind, asShares = false }: RegionTableOptions,
): Table | undefined {
  const t = TEXTS[lang];
  switch (name) {
    case 'regions':
      return layRows(listRegions(view, lang));
    case 'agencies': {
      const agencies = view.agencies.filter((row) => kind === undefined || row.kind === kind);
      return layRows(listAgencies({ ...view, agencies }, t));
    }
    case 'vertical':
      return layRows(listVertical(view, t));
    case 'consolidated':
      return layRows(compareConsolidated(view, t));
    case 'form': {
      const edition = chooseEdition(view.year);
      const totals = { year: view.year, marks: view.total.marks };
      return formTable(view.total.figures, { edition, title: t.take.totalForm, lang, t, totals });
    }
    default:
      return drawChartTable(view, name, lang, { ...WHOLE, asShares });
  }
}
