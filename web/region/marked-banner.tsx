/** Before the figures: which of the totals below a figure in doubt makes, and whose it is. */
import { describeMark } from '../site/marked-totals.ts';
import { agencyYearPath, href } from '../site/page-context.ts';
import type { RegionProps } from './region-charts.tsx';

export const MarkedBanner = ({ page, view }: Pick<RegionProps, 'page' | 'view'>) => {
  const { marks } = view.total;
  if (marks.length === 0) return <></>;
  return (
    <section class="banner" data-marked aria-label={page.t.marked.heading}>
      {marks.map((mark) => (
        <p>
          {describeMark(mark, view.year, page.lang).trim()}
          {page.t.gap}
          <a href={href(page, agencyYearPath(mark.agency.id, view.year))}>{mark.agency.name}</a>
        </p>
      ))}
    </section>
  );
};
