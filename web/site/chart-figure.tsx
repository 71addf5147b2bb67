import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { showControls } from '../../shared/domain/basics/shown-controls.ts';
import { measureHeight, type ChartSpec, type Drawing } from './spec.ts';
import { DataTable } from './data-table.tsx';
import { href, type PageContext } from './page-context.ts';
import { spellChart } from './spell-names.ts';
import { FileLinks, type DownloadFilter } from './take-along.tsx';

/** `<` written as \u003c: a name that holds `</script>` cannot end the block. A canvas would obey controls. */
function jsonBlock(drawing: Drawing): ReturnType<typeof raw> {
  return raw(
    JSON.stringify(drawing, (_key, value: unknown) =>
      typeof value === 'string' ? showControls(value) : value,
    ).replaceAll('<', '\\u003c'),
  );
}

interface Props {
  readonly page: PageContext;
  readonly spec: ChartSpec;
  /** The address below which the table is to be had as a file. */
  readonly path: string;
  readonly filter: DownloadFilter;
  readonly wide?: boolean;
  /** Switches of what is drawn. */
  readonly children?: Child;
}

/** Title, sentence, drawing and table, all from one spec, so that they cannot disagree. Whole without a script. */
export const ChartFigure = ({ page, spec: asMade, path, filter, wide = false, children }: Props) => {
  const { t } = page;
  const spec = spellChart(page, asMade);
  const { id, title, unit, description, drawing } = spec;
  const titleId = `chart-${id}-title`;
  return (
    <figure
      class={wide ? 'chart chart-wide' : 'chart'}
      id={`chart-${id}`}
      data-chart={id}
      aria-labelledby={titleId}
    >
      <h3 id={titleId}>
        {title} <span class="unit">{t.chart.unit(unit)}</span>
      </h3>
      <p class="says">{description}</p>
      {children}
      {drawing ? (
        <Picture page={page} title={title} drawing={drawing} />
      ) : (
        <p class="nothing">{t.chart.empty}</p>
      )}
      <FigureData
        page={page}
        spec={spec}
        titleId={titleId}
        path={path}
        filter={filter}
        hasPicture={drawing !== undefined}
      />
      <figcaption>{t.source(page.asOf)}</figcaption>
    </figure>
  );
};

const Picture = ({ page, title, drawing }: { page: PageContext; title: string; drawing: Drawing }) => (
  <>
    {drawing.series.length > 1 && (
      <ul class="legend">
        {drawing.series.map(({ key, name }) => (
          <li class={`key key-${key}`}>{name}</li>
        ))}
      </ul>
    )}
    <div class="drawing">
      {/* Keeps the height free: the security policy allows no style of its own. */}
      <svg class="strut" width="1" height={measureHeight(drawing)} aria-hidden="true"></svg>
      <canvas role="img" aria-label={page.t.chart.canvas(title)}></canvas>
    </div>
    <script type="application/json">{jsonBlock(drawing)}</script>
  </>
);

interface DataProps {
  readonly page: PageContext;
  readonly spec: ChartSpec;
  readonly titleId: string;
  readonly path: string;
  readonly filter: DownloadFilter;
  readonly hasPicture: boolean;
}

/** 表 · CSV · PNG · 链接 */
const FigureData = ({ page, spec, titleId, path, filter, hasPicture }: DataProps) => {
  const t = page.t.chart;
  return (
    <div class="take">
      <details class="data">
        <summary>{t.table}</summary>
        <DataTable
          page={page}
          table={spec.table}
          labelledBy={titleId}
          links={(spec.paths ?? []).map((row) => row && href(page, row))}
        />
      </details>
      <ul class="take-links" aria-label={t.takeAlong(spec.title)}>
        <FileLinks page={page} path={path} filter={filter} title={spec.title} />
        {hasPicture && (
          <li class="png">
            <button type="button" data-png aria-label={t.pngOf(spec.title)}>
              {t.png}
            </button>
          </li>
        )}
        <li>
          <a href={`#chart-${spec.id}`} aria-label={t.linkTo(spec.title)}>
            {t.link}
          </a>
        </li>
      </ul>
    </div>
  );
};
