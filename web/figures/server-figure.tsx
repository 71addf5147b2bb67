/** A figure that the server draws whole: it needs no script, and prints. */
import type { Child } from 'hono/jsx';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import { regionTablePath } from '../site/take-along.tsx';
import { FigureFrame } from '../site/chart-figure.tsx';
import type { PageContext } from '../site/page-context.ts';
import type { ChartSpec } from '../site/spec.ts';

export interface ServerFigure extends Omit<ChartSpec, 'drawing'> {
  /** Left out where there is nothing to show. */
  readonly draw: ((page: PageContext) => Child) | undefined;
  /** What is drawn is the table itself. */
  readonly isTable?: boolean;
}

interface Props {
  readonly page: PageContext;
  readonly figure: ServerFigure;
  /** The page's own address, below which its tables are. */
  readonly path: string;
  /** What the page was asked for. */
  readonly query: string;
}

/** A city has hundreds of agencies: a page shows those that come first, the files have all. */
const MOST_ROWS = 60;

export const ServerFigureView = ({ page, figure, path, query }: Props) => {
  const { draw, isTable = false, ...told } = figure;
  const { rows } = told.table;
  const isCut = rows.length > MOST_ROWS && !isTable;
  const description = isCut
    ? told.description + FIGURE_TEXTS[page.lang].cut(formatNumber(MOST_ROWS), formatNumber(rows.length))
    : told.description;
  return (
    <FigureFrame
      page={page}
      figure={{
        ...told,
        description,
        table: { ...told.table, rows: isCut ? rows.slice(0, MOST_ROWS) : rows },
      }}
      path={regionTablePath(path, figure.table.name)}
      filter={{ query }}
      wide
      isTable={isTable && draw !== undefined}
    >
      {draw ? draw(page) : <p class="nothing">{page.t.chart.empty}</p>}
    </FigureFrame>
  );
};
