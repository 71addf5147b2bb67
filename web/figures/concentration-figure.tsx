/** How few carry half of the applications, and the Lorenz line. */
import { ENOUGH_CASES } from '../../shared/domain/form/derived-figures.ts';
import { formatCounts, formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import { layTable } from '../site/table.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { datasetColumn } from './child-link.tsx';
import type { FiguresView } from './figures-view.ts';
import { ENOUGH_MEMBERS, readCarriedLoad, type CarriedLoad, type CarrierRow } from './read-children.ts';
import type { ServerFigure } from './server-figure.tsx';
import { drawLine } from './sparkline.tsx';

export function drawConcentrationFigure(view: FiguresView, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].concentration;
  const { year } = view.region;
  const load = readCarriedLoad(view);
  const title = t.title(view.carriers.are);
  return {
    id: 'concentration',
    title,
    unit: TEXTS[lang].chart.cases,
    description: describe(load, view, lang),
    table: layTable<CarrierRow>(
      { name: 'concentration', title },
      [
        { key: 'name', label: t.columns.name, type: 'text', read: ({ name }) => name },
        { key: 'id', label: t.columns.id, type: 'text', read: ({ id }) => id },
        datasetColumn(lang, (row) => row),
        {
          key: 'received',
          label: t.columns.received(year),
          type: 'number',
          unit: TEXTS[lang].chart.cases,
          read: ({ count }) => count,
        },
        { key: 'sum', label: t.columns.sum, type: 'number', read: ({ sum }) => sum },
        {
          key: 'sumShare',
          label: t.columns.share,
          type: 'rate',
          read: ({ sum }) => (load.isEnough ? sum / load.total : null),
        },
      ],
      load.rows,
    ),
    paths: load.rows.map(({ path }) => path),
    draw:
      load.half === undefined
        ? undefined
        : () =>
            load.isEnough ? (
              <Lorenz load={load} lang={lang} />
            ) : (
              <p class="nothing">{t.few(formatNumber(ENOUGH_CASES), formatNumber(ENOUGH_MEMBERS))}</p>
            ),
  };
}

function describe(load: CarriedLoad, { carriers: { are }, region }: FiguresView, lang: Lang): string {
  const t = FIGURE_TEXTS[lang].concentration;
  if (load.members === 0) return TEXTS[lang].chart.nothingIn(region.year);
  const who = t.who[are];
  const silent = load.silent === 0 ? '' : t.silent(who(formatNumber(load.silent)));
  if (!load.half) return t.none(region.year, who(formatNumber(load.members))) + silent;
  const { half, members, total } = load;
  const all = t.says(region.year, who(formatNumber(members)), formatNumber(total));
  return (
    all +
    (load.isEnough
      ? t.half(formatNumber(half.members), formatShare({ part: half.count, whole: total }))
      : t.halfCounted(formatCounts({ part: half.members, whole: members }), formatNumber(half.count))) +
    silent
  );
}

const SIZE = 280;
const LEFT = 48;
const BOTTOM = 48;
const TOP = 8;
const TICKS = [0, 0.5, 1];

const Lorenz = ({ load, lang }: { readonly load: CarriedLoad; readonly lang: Lang }) => {
  const t = FIGURE_TEXTS[lang].concentration;
  const x = (part: number): number => LEFT + part * SIZE;
  const y = (part: number): number => TOP + SIZE - part * SIZE;
  const told = (part: number): string => formatShare({ part, whole: 1 }).replace('.0', '');
  return (
    <svg
      class="plot lorenz"
      width={LEFT + SIZE + 24}
      height={TOP + SIZE + BOTTOM}
      viewBox={`0 0 ${LEFT + SIZE + 24} ${TOP + SIZE + BOTTOM}`}
      role="img"
      aria-label={t.picture}
    >
      {TICKS.map((part) => (
        <>
          <path class="grid" d={`M${x(0)} ${y(part)}H${x(1)}`} />
          <text class="n" x={x(0) - 6} y={y(part) + 4}>
            {told(part)}
          </text>
          <text class="middle" x={x(part)} y={y(0) + 20}>
            {told(part)}
          </text>
        </>
      ))}
      <path class="even" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
      <path class="line" d={drawLine(load.lorenz.map(([members, count]) => [x(members), y(count)]))} />
      <text x={x(0) + 8} y={y(1) + 16}>
        {t.axes.count}
      </text>
      <text class="n" x={x(1)} y={y(0) + 40}>
        {t.axes.members}
      </text>
    </svg>
  );
};
