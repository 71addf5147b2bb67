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

/** What a script draws, with all that a figure has. */
export const ChartFigure = ({ spec: asMade, ...props }: Props) => {
  const spec = spellChart(props.page, asMade);
  return (
    <FigureFrame {...props} figure={spec} drawnByScript={spec.drawing !== undefined}>
      {props.children}
      {spec.drawing ? (
        <Picture page={props.page} title={spec.title} drawing={spec.drawing} />
      ) : (
        <p class="nothing">{props.page.t.chart.empty}</p>
      )}
    </FigureFrame>
  );
};

interface FrameProps extends Omit<Props, 'spec'> {
  readonly figure: Omit<ChartSpec, 'drawing'>;
  readonly drawnByScript?: boolean;
  /** What is drawn is the table itself. */
  readonly isTable?: boolean;
}

/** Title, sentence, drawing and table, all from one spec, so that they cannot disagree. Whole without a script. */
export const FigureFrame = ({ wide = false, children, figure: asMade, ...props }: FrameProps) => {
  const { page, drawnByScript = false } = props;
  // Names that are spelled already stay as they are.
  const figure = spellChart(page, { ...asMade, drawing: undefined });
  const { id, title, unit, description } = figure;
  const titleId = `chart-${id}-title`;
  return (
    <figure
      class={wide ? 'chart chart-wide' : 'chart'}
      id={`chart-${id}`}
      data-chart={drawnByScript ? id : undefined}
      aria-labelledby={titleId}
    >
      <h3 id={titleId}>
        {title} <span class="unit">{page.t.chart.unit(unit)}</span>
      </h3>
      <p class="says">{description}</p>
      {children}
      <FigureData {...props} figure={figure} titleId={titleId} />
      <figcaption>{page.t.source(page.asOf)}</figcaption>
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

interface DataProps extends Omit<FrameProps, 'wide' | 'children'> {
  readonly titleId: string;
}

/** 表 · CSV · PNG · 链接 */
const FigureData = ({
  page,
  figure,
  titleId,
  path,
  filter,
  drawnByScript = false,
  isTable = false,
}: DataProps) => {
  const t = page.t.chart;
  return (
    <div class="take">
      {!isTable && (
        <details class="data">
          <summary>{t.table}</summary>
          <DataTable
            page={page}
            table={figure.table}
            labelledBy={titleId}
            links={(figure.paths ?? []).map((row) => row && href(page, row))}
          />
        </details>
      )}
      <ul class="take-links" aria-label={t.takeAlong(figure.title)}>
        <FileLinks page={page} path={path} filter={filter} title={figure.title} />
        {drawnByScript && (
          <li class="png">
            <button type="button" data-png aria-label={t.pngOf(figure.title)}>
              {t.png}
            </button>
          </li>
        )}
        <li>
          <a href={`#chart-${figure.id}`} aria-label={t.linkTo(figure.title)}>
            {t.link}
          </a>
        </li>
      </ul>
    </div>
  );
};
