import { raw } from 'hono/html';
import { formatNumber, formatRatio } from '../charts/format.ts';
import { totalAt, type ChartSpec } from '../charts/spec.ts';
import type { PageContext } from './page-context.ts';

/** `<` written as \u003c: a name that holds `</script>` cannot end the block. */
function jsonBlock(spec: ChartSpec): ReturnType<typeof raw> {
  return raw(JSON.stringify(spec).replaceAll('<', '\\u003c'));
}

/** Title, sentence, drawing and table, all from one spec, so that they cannot disagree. Whole without a script. */
export const ChartFigure = ({ page, spec }: { page: PageContext; spec: ChartSpec }) => {
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
      <figcaption>{t.source(page.asOf)}</figcaption>
      <script type="application/json">{jsonBlock(spec)}</script>
    </figure>
  );
};

const ChartTable = ({ page, spec, titleId }: { page: PageContext; spec: ChartSpec; titleId: string }) => (
  <div class="scroll" tabindex={0} role="region" aria-labelledby={titleId}>
    <table>
      <thead>
        <tr>
          <th scope="col">{spec.labelHead}</th>
          {spec.series.map(({ name }) => (
            <th scope="col" class="n">
              {name}
            </th>
          ))}
          <th scope="col" class="n">
            {spec.totalHead}
          </th>
          {spec.kind === 'shares' && (
            <th scope="col" class="n">
              {page.t.chart.share}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {spec.labels.map((label, i) => (
          <tr>
            <th scope="row">{label}</th>
            {spec.series.map(({ values }) => (
              <td class="n">{formatNumber(values[i])}</td>
            ))}
            <td class="n">{formatNumber(totalAt(spec, i))}</td>
            {spec.kind === 'shares' && <td class="n">{formatRatio(disclosedAt(spec, i))}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** 公开率 of a bar. */
function disclosedAt(spec: ChartSpec, index: number): number | undefined {
  const total = totalAt(spec, index);
  if (total === null || total === 0) return undefined;
  const disclosed = spec.series
    .filter(({ key }) => key === 'granted' || key === 'partial')
    .reduce((sum, { values }) => sum + (values[index] ?? 0), 0);
  return disclosed / total;
}
