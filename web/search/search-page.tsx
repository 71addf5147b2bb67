import type { SearchView } from './search-view.ts';
import { SEARCH_TEXTS } from '../texts/compare.ts';
import { compareAddress, SEARCH_PATH } from '../site/compare-address.ts';
import { KeptFields } from '../site/hidden-fields.tsx';
import { HitsList } from './hits-list.tsx';
import { Layout } from '../site/layout.tsx';
import { href, type PageContext } from '../site/page-context.ts';

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
    </Layout>
  );
};
