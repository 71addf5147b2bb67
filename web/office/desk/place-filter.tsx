/** What desk and ledger are narrowed by alike, as fields of a form. */
import type { AgencyKind } from '../../../shared/domain/basics/calendar.ts';
import type { PageContext } from '../../site/page-context.ts';
import { DESK_TEXTS } from '../../texts/desk.ts';
import type { PlaceFilter } from './desk-query.ts';

interface Props {
  readonly page: PageContext;
  readonly view: {
    readonly query: PlaceFilter;
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
      <label>
        {t.kind}{' '}
        <select name="kind">
          <option value="">{t.anyKind}</option>
          {kinds.map((kind) => (
            <option value={kind} selected={kind === query.kind}>
              {page.t.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      {children.length > 0 && (
        <label>
          {t.district}{' '}
          <select name="district">
            <option value="">{t.anyDistrict}</option>
            <option value={region.code} selected={region.code === query.district}>
              {t.ownLevel(region.name)}
            </option>
            {children.map(({ code, name }) => (
              <option value={code} selected={code === query.district}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {t.text} <input type="search" name="q" maxlength={40} value={query.q} />
      </label>
    </>
  );
};
