/** Whose figures a region's page adds up: demonstration data, or reports that were published. */
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { RegionProps } from './region-charts.tsx';
import type { RegionView } from './region-view.ts';

/** Then no row of its lists need say so. */
export const isAllSynthetic = ({ total, agencies }: RegionView): boolean =>
  total.reports.synthetic === total.reports.expected &&
  agencies.every(({ dataset }) => dataset === 'synthetic');

export const DataBanner = ({ page, view }: Pick<RegionProps, 'page' | 'view'>) => {
  const { t } = page;
  const { synthetic } = view.total.reports;
  const published = view.agencies.filter(({ dataset, figures }) => dataset === 'published' && figures).length;
  return synthetic > 0 || published > 0 ? (
    <p class={synthetic > 0 ? 'banner' : 'banner banner-published'} data-origin>
      {synthetic > 0 &&
        (isAllSynthetic(view) ? t.data.syntheticEverywhere : t.data.syntheticBanner)(formatNumber(synthetic))}
      {t.gap}
      {published > 0 &&
        (synthetic > 0 ? t.data.publishedBannerToo : t.data.publishedBanner)(formatNumber(published))}
    </p>
  ) : (
    <></>
  );
};
