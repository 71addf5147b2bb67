/** Before the figures: which of the totals below a figure in doubt makes, and whose it is. */
import { describeMark } from '../site/marked-totals.ts';
import { agencyYearPath, href, inPinyin, type PageContext } from '../site/page-context.ts';
import { spellNames } from '../site/spell-names.ts';
import type { RegionView } from './region-view.ts';

interface Props {
  readonly page: PageContext;
  readonly view: Pick<RegionView, 'total' | 'year'>;
}

export const MarkedBanner = ({ page, view }: Props) => {
  const { marks } = view.total;
  if (marks.length === 0) return <></>;
  return (
    <section class="banner" data-marked aria-label={page.t.marked.heading}>
      {marks.map((mark) => (
        <p>
          {spellNames(page, describeMark(mark, view.year, page.lang).trim())}
          {page.t.gap}
          <a href={href(page, agencyYearPath(mark.agency.id, view.year))}>
            {inPinyin(page, mark.agency.name)}
          </a>
        </p>
      ))}
    </section>
  );
};
