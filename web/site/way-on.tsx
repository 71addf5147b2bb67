/** What a page says at whose address there is nothing, or not now: the page that it resembles, and a search. */
import { findNearest } from '../../shared/domain/basics/edit-distance.ts';
import { SearchForm } from './layout.tsx';
import { hrefNow, type PageContext } from './page-context.ts';
import { ERROR_TEXTS } from '../texts/errors.ts';

interface Props {
  readonly page: PageContext;
  /** Addresses with their pages' titles. */
  readonly pages: Readonly<Record<string, string>>;
  readonly sought?: string | undefined;
}

export const WayOn = ({ page, pages, sought }: Props) => {
  const nearest = findNearest(page.path, Object.keys(pages));
  return (
    <>
      {nearest !== undefined && (
        <p>
          <a href={hrefNow(page, nearest)}>{ERROR_TEXTS[page.lang].nearest(pages[nearest] ?? nearest)}</a>
        </p>
      )}
      <SearchForm page={page} label={page.t.search.label} sought={sought} />
    </>
  );
};
