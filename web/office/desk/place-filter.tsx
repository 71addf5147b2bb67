/** What desk and ledger are narrowed by alike, as fields of a form. */
import type { AgencyKind } from '../../../shared/domain/basics/calendar.ts';
import type { PageContext } from '../../site/page-context.ts';
import { PlaceFilter } from '../../site/place-filter.tsx';
import { DESK_TEXTS } from '../../texts/desk.ts';
import type { PlaceFilter as PlaceQuery } from './desk-query.ts';

interface Props {
  readonly page: PageContext;
  readonly view: {
    readonly query: PlaceQuery;
    readonly region: { readonly code: string; readonly name: string };
    /** Those right below the region. */
    readonly children: readonly { readonly code: string; readonly name: string }[];
    readonly kinds: readonly AgencyKind[];
  };
}

export const PlaceFilterFields = ({ page, view }: Props) => {
  const t = DESK_TEXTS[page.lang].filter;
  const { query, region, children, kinds } = view;
  return (
    <>
      <PlaceFilter page={page} words={t} query={query} region={region} below={children} kinds={kinds} />
      <label>
        {t.text} <input type="search" name="q" maxlength={40} value={query.q} />
      </label>
    </>
  );
};
