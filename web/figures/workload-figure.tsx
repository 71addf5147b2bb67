/** Workload against correction rate, a mark for each child; those with few cases have no rate and stand as rings below the line. */
import { ENOUGH_CASES } from '../../shared/domain/form/derived-figures.ts';
import {
  formatCounts,
  formatNumber,
  formatRatio,
  formatShare,
} from '../../shared/domain/form/number-text.ts';
import { inPinyin, type PageContext } from '../site/page-context.ts';
import { layTable } from '../site/table.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { datasetColumn } from './child-link.tsx';
import type { FiguresView } from './figures-view.ts';
import { readWorkloads, type WorkloadRow } from './read-children.ts';
import type { ServerFigure } from './server-figure.tsx';
import { tieNames } from './tied-names.ts';

export function drawWorkloadFigure(view: FiguresView, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].workload;
  const { title } = t;
  const rows = readWorkloads(view);
  return {
    id: 'workload',
    title,
    unit: t.unit,
    description: describe(rows, view.region.year, lang),
    table: layTable<WorkloadRow>(
      { name: 'workload', title },
      [
        { key: 'name', label: t.columns.name, type: 'text', read: ({ child }) => child.name },
        { key: 'id', label: t.columns.id, type: 'text', read: ({ child }) => child.id },
        datasetColumn(lang, ({ child }) => child),
        {
          key: 'toHandle',
          label: t.columns.toHandle,
          type: 'number',
          unit: TEXTS[lang].chart.cases,
          read: (row) => row.toHandle,
        },
        {
          key: 'ended',
          label: t.columns.ended,
          type: 'number',
          unit: TEXTS[lang].chart.cases,
          read: ({ corrections }) => corrections.whole,
        },
        {
          key: 'corrected',
          label: t.columns.corrected,
          type: 'number',
          unit: TEXTS[lang].chart.cases,
          read: ({ corrections }) => corrections.part,
        },
        { key: 'rate', label: t.columns.rate, type: 'rate', read: ({ rate }) => rate ?? null },
      ],
      rows,
    ),
    paths: rows.map(({ child }) => child.path),
    draw: rows.length === 0 ? undefined : (page) => <Scatter rows={rows} page={page} />,
  };
}

function describe(rows: readonly WorkloadRow[], year: number, lang: Lang): string {
  const t = FIGURE_TEXTS[lang].workload;
  if (rows.length === 0) return TEXTS[lang].chart.nothingIn(year);
  const told = rows.filter(({ rate }) => rate !== undefined);
  const few = t.few(formatNumber(rows.length - told.length), formatNumber(ENOUGH_CASES));
  const top = Math.max(...told.flatMap(({ rate }) => rate ?? []));
  const highest = told.filter(({ rate }) => rate === top);
  if (highest.length === 0) return t.noRates(year) + few;
  const names = highest.map(({ child, corrections }) =>
    t.value(child.name, `${formatShare(corrections)} · ${formatCounts(corrections)}`),
  );
  const said = t.highest(year, tieNames(names, formatRatio(top), lang));
  return said + (told.length < rows.length ? few : '');
}

const WIDTH = 720;
const LEFT = 56;
const RIGHT = 40;
const TOP = 16;
const PLOT = 220;
/** So many of the largest are named in the picture. */
const NAMED = 3;

interface ScatterProps {
  readonly rows: readonly WorkloadRow[];
  readonly page: PageContext;
}

const Scatter = ({ rows, page }: ScatterProps) => {
  const t = FIGURE_TEXTS[page.lang].workload;
  const most = Math.max(10, ...rows.map(({ toHandle }) => toHandle));
  const rates = rows.flatMap(({ rate }) => rate ?? []);
  const topRate = niceTop(Math.max(0, ...rates));
  // Where nobody has a rate, rings alone are drawn.
  const plot = rates.length > 0 ? PLOT : 0;
  // Below the zero line, since they have no rate.
  const ringsY = TOP + plot + 24;
  const height = ringsY + 48;
  // Workloads differ by hundreds: each tenfold has the same width; one case and none stand at the left.
  const x = (cases: number): number =>
    LEFT + (Math.log10(Math.max(cases, 1)) / Math.log10(most)) * (WIDTH - LEFT - RIGHT);
  const y = (rate: number): number => TOP + plot - (rate / topRate) * plot;
  const tens = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].filter((cases) => cases <= most);
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby="chart-workload-title">
      <svg
        class="plot scatter"
        width={WIDTH}
        height={height}
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={t.picture}
      >
        {(plot > 0 ? [0, topRate / 2, topRate] : []).map((rate) => (
          <>
            <path class="grid" d={`M${LEFT} ${y(rate).toFixed(1)}H${WIDTH - RIGHT}`} />
            <text class="n" x={LEFT - 6} y={(y(rate) + 4).toFixed(1)}>
              {formatRatio(rate)}
            </text>
          </>
        ))}
        {tens.map((cases) => (
          <text class="middle" x={x(cases).toFixed(1)} y={height - 22}>
            {formatNumber(cases)}
          </text>
        ))}
        <text class="n" x={WIDTH - RIGHT} y={height - 4}>
          {t.axes.toHandle}
        </text>
        {plot > 0 && (
          <text x={LEFT} y={TOP - 4}>
            {t.axes.rate}
          </text>
        )}
        <text class="n" x={LEFT - 6} y={ringsY + 4}>
          {t.axes.few}
        </text>
        {rows.map((row, i) => {
          const name = inPinyin(page, row.child.name);
          const [cx, cy] = [x(row.toHandle), row.rate === undefined ? ringsY : y(row.rate)];
          return (
            <>
              <circle
                class={`${row.child.kind}${row.rate === undefined ? ' few' : ''}`}
                cx={cx.toFixed(1)}
                cy={cy.toFixed(1)}
                r="5"
              >
                <title>{t.point(name, formatNumber(row.toHandle), tellRate(row))}</title>
              </circle>
              {i < NAMED && row.rate !== undefined && (
                <text
                  class={cx > WIDTH / 2 ? 'n' : undefined}
                  x={(cx > WIDTH / 2 ? cx - 9 : cx + 9).toFixed(1)}
                  y={(cy + 4).toFixed(1)}
                >
                  {name}
                </text>
              )}
            </>
          );
        })}
      </svg>
    </div>
  );
};

const tellRate = ({ rate, corrections }: WorkloadRow): string =>
  rate === undefined ? formatCounts(corrections) : `${formatRatio(rate)} · ${formatCounts(corrections)}`;

/** The next of 10, 20, 50 and 100 %. */
const niceTop = (rate: number): number => [0.1, 0.2, 0.5].find((top) => rate <= top) ?? 1;
