import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { MAX_HITS, type SearchView } from './search-view.ts';
import { SEARCH_TEXTS } from '../texts/search.ts';
import { compareAddress, searchAddress, SEARCH_PATH } from '../site/compare-address.ts';
import { KeptFields } from '../site/hidden-fields.tsx';
import { HitsList } from './hits-list.tsx';
import { Layout } from '../site/layout.tsx';
import { href, hrefNow, type PageContext } from '../site/page-context.ts';
import { PageLinks } from '../site/page-links.tsx';

export const SearchPage = ({ page, found }: { page: PageContext; found: SearchView }) => {
  const t = { ...page.t.search, ...SEARCH_TEXTS[page.lang] };
  const { query } = found;
  return (
    <Layout page={page} title={query === '' ? t.heading : t.titleOf(query)} crumbs={[]}>
      <h1>{t.heading}</h1>
      <form
        class="find"
        method="get"
        action={SEARCH_PATH}
        role="search"
        aria-label={t.heading}
        autocomplete="off"
      >
        <KeptFields page={page} />
        <label for="find">{t.label}</label>
        <input id="find" type="search" name="q" value={query} maxlength={40} aria-describedby="find-hint" />
        <button type="submit">{t.button}</button>
        <p class="note" id="find-hint">
          {t.hint}
        </p>
      </form>
      <HitsList
        page={page}
        found={found}
        actionOf={({ id, name }) => (
          <a href={href(page, compareAddress({ ids: [id] }))} aria-label={page.t.compare.linkOf(name)}>
            {page.t.compare.link}
          </a>
        )}
      />
      <PageLinks
        page={page}
        label={t.pages}
        says={t.shown(
          formatNumber((found.page - 1) * MAX_HITS + 1),
          formatNumber((found.page - 1) * MAX_HITS + found.hits.length),
          formatNumber(found.total),
        )}
        current={found.page}
        pages={Math.ceil(found.total / MAX_HITS)}
        address={(number) => hrefNow(page, searchAddress(query, number))}
      />
    </Layout>
  );
};
