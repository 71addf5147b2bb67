/** A figure that the server draws whole: it needs no script, and prints. */
import type { Child } from 'hono/jsx';
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

export const ServerFigureView = ({ page, figure, path, query }: Props) => {
  const { draw, isTable = false, ...told } = figure;
  return (
    <FigureFrame
      page={page}
      figure={told}
      path={regionTablePath(path, figure.table.name)}
      filter={{ query }}
      wide
      isTable={isTable && draw !== undefined}
    >
      {draw ? draw(page) : <p class="nothing">{page.t.chart.empty}</p>}
    </FigureFrame>
  );
};
