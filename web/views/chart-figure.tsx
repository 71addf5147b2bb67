import { raw } from 'hono/html';
import type { ChartSpec } from '../charts/spec.ts';
import { chartTable, chartTableName } from '../tables/chart-table.ts';
import { formatCell } from '../tables/format-cell.ts';
import type { PageContext } from './page-context.ts';
import { TakeAlong, regionTablePath } from './take-along.tsx';

/** `<` written as \u003c: a name that holds `</script>` cannot end the block. */
function jsonBlock(spec: ChartSpec): ReturnType<typeof raw> {
  return raw(JSON.stringify(spec).replaceAll('<', '\\u003c'));
}

interface ChartFigureProps {
  readonly page: PageContext;
  readonly spec: ChartSpec;
  /** Of the region's year, below which the chart's data can be taken along. */
  readonly path: string;
}

/** Title, sentence, drawing and table, all from one spec, so that they cannot disagree. Whole without a script. */
export const ChartFigure = ({ page, spec, path }: ChartFigureProps) => {
  const { t } = page;
  const titleId = `chart-${spec.id}-title`;
  return (
    <figure class={`chart chart-${spec.kind}`} data-chart={spec.id} aria-labelledby={titleId}>
      <h3 id={titleId}>
        {spec.title} <span class="unit">{t.chart.unit(spec.unit)}</span>
      </h3>
      <p class="says">{spec.description}</p>
      <ul class="legend" hidden>
        {spec.series.map(({ key, name }) => (
          <li class={`key key-${key}`}>{name}</li>
        ))}
      </ul>
      <div class="drawing" hidden>
        <canvas role="img" aria-label={t.chart.canvas(spec.title)}></canvas>
      </div>
      <details open>
        <summary>{t.chart.table}</summary>
        <ChartTable page={page} spec={spec} titleId={titleId} />
      </details>
      <TakeAlong page={page} path={regionTablePath(path, chartTableName(spec.id))} title={spec.title} />
      <figcaption>{t.source(page.asOf)}</figcaption>
      <script type="application/json">{jsonBlock(spec)}</script>
    </figure>
  );
};

/** Counts of a chart's table, and where its bars are shares the disclosure rate. */
const ChartTable = ({ page, spec, titleId }: { page: PageContext; spec: ChartSpec; titleId: string }) => {
  const { columns, rows } = chartTable(spec, page.t);
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby={titleId}>
      <table>
        <thead>
          <tr>
            {columns.map(({ label, type }) => (
              <th scope="col" class={type === 'text' ? undefined : 'n'}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((value, i) =>
                columns[i]?.type === 'text' ? (
                  <th scope="row">{value}</th>
                ) : (
                  <td class="n">{formatCell(value, columns[i])}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
