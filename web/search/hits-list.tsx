import type { Child } from 'hono/jsx';
import { tellLevel } from '../../shared/domain/basics/region.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { MAX_HITS, type Hit, type SearchView } from './search-view.ts';
import { SEARCH_TEXTS } from '../texts/compare.ts';
import { agencyPath, href, type PageContext } from '../site/page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly found: SearchView;
  /** What can be done with each. */
  readonly actionOf: (hit: Hit) => Child;
}

const pathOf = (hit: Hit): string => (hit.kind === 'region' ? `/regions/${hit.id}` : agencyPath(hit.id));

/** Regions and agencies found, and what to do where they are too many, or none. */
export const HitsList = ({ page, found, actionOf }: Props) => {
  const t = SEARCH_TEXTS[page.lang];
  const { query, hits, isMore } = found;
  if (query === '') return <></>;
  return (
    <>
      <p role="status">
        {hits.length === 0
          ? t.nothing(query)
          : isMore
            ? t.more(formatNumber(MAX_HITS))
            : t.found(query, formatNumber(hits.length))}
      </p>
      {hits.length > 0 && (
        <ul class="hits">
          {hits.map((hit) => (
            <li>
              <a class="hit" href={href(page, pathOf(hit))}>
                {hit.name}
              </a>
              <span class="quiet">
                {[kindOf(page, hit), hit.within.map(({ name }) => name).join(' › ')]
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
