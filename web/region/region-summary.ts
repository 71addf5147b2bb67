/** The sentence that stands below a region's key figures. */
import { countDisclosed, sumReceived } from '../../shared/domain/form/derived-figures.ts';
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import type { PageContext } from '../site/page-context.ts';
import type { RegionView } from './region-view.ts';
import { comparedText } from './years-charts.ts';

/** `2024年收到 1 204 件申请,比上年多 12 %;办结 1 187 件,其中 61.2 % 予以公开或部分公开。` */
export function summariseFigures(
  { t, lang }: PageContext,
  { year, total, previous }: Pick<RegionView, 'year' | 'total' | 'previous'>,
): string {
  if (!total.figures) return '';
  const received = sumReceived(total.figures);
  const disclosed = countDisclosed(total.figures);
  return [
    t.sentence.received(year, formatNumber(received)),
    comparedText(received, previous?.figures && sumReceived(previous.figures), lang),
    disclosed.whole === 0 ? '' : t.sentence.disclosed(formatNumber(disclosed.whole), formatShare(disclosed)),
    t.sentence.end,
  ].join('');
}
