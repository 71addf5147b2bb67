/** Where to find the reports of a year in which a region's code was none. */
import type { OutsideSpan } from './region-series.ts';
import { href, regionName, type PageContext } from '../site/page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly year: number;
  readonly outside: OutsideSpan | undefined;
  /** The path of another region's page for the same year. */
  readonly pathOf: (code: string) => string;
}

export const OutsideNotice = ({ page, year, outside, pathOf }: Props) => {
  if (!outside) return <></>;
  const t = page.t.continued;
  const { side, bound, regions } = outside;
  return (
    <p class="banner" data-outside>
      {side === 'before' ? t.notYet(bound) : t.ended(bound)}
      {regions.length > 0 && `${page.t.gap}${t.seeFor(year)}`}
      {regions.map((region, i) => (
        <>
          {i > 0 && t.separator}
          <a href={href(page, pathOf(region.code))}>{t.region(regionName(page, region), region.code)}</a>
        </>
      ))}
    </p>
  );
};
