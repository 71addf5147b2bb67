import type { Child } from 'hono/jsx';
import { tellLevel } from '../../shared/domain/basics/region.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { Hit, SearchView } from './search-view.ts';
import { SEARCH_TEXTS } from '../texts/search.ts';
import { agencyPath, href, hrefNow, inPinyin, type PageContext } from '../site/page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly found: SearchView;
  /** What can be done with each. */
  readonly actionOf: (hit: Hit) => Child;
  /** Where the others are, unless they follow on further pages of this one. */
  readonly othersPath?: string;
}

const pathOf = (hit: Hit): string => (hit.kind === 'region' ? `/regions/${hit.id}` : agencyPath(hit.id));

/** Regions and agencies found, and what to do where they are too many, or none. */
export const HitsList = ({ page, found, actionOf, othersPath }: Props) => {
  const t = SEARCH_TEXTS[page.lang];
  const { query, hits, total } = found;
  if (query === '') return <></>;
  const isMore = total > hits.length && found.page === 1;
  return (
    <>
      <p role="status">
        {hits.length === 0
          ? t.nothing(query)
          : isMore
            ? t.more(formatNumber(total), formatNumber(hits.length), formatNumber(total - hits.length))
            : t.found(query, formatNumber(total))}
        {isMore && othersPath !== undefined && (
          <>
            {' '}
            <a href={hrefNow(page, othersPath)}>{t.others}</a>
          </>
        )}
      </p>
      {hits.length > 0 && (
        <ul class="hits">
          {hits.map((hit) => (
            <li>
              <a class="hit" href={href(page, pathOf(hit))}>
                {inPinyin(page, hit.name)}
              </a>
              <span class="quiet">
                {[kindOf(page, hit), hit.within.map(({ name }) => inPinyin(page, name)).join(' › ')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {actionOf(hit)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

function kindOf({ t, lang }: PageContext, hit: Hit): string {
  if (hit.kind === 'region') return SEARCH_TEXTS[lang].levels[tellLevel(hit.id)];
  return hit.agencyKind === undefined ? '' : t.kinds[hit.agencyKind];
}
