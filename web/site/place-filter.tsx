/** By which lists of agencies are narrowed alike: the kind of agency, and the region right below; as fields of a form. */
import type { AgencyKind } from '../../shared/domain/basics/calendar.ts';
import type { PageContext } from './page-context.ts';

interface Named {
  readonly code: string;
  readonly name: string;
}

interface Props {
  readonly page: PageContext;
  readonly words: {
    readonly kind: string;
    readonly anyKind: string;
    readonly district: string;
    readonly anyDistrict: string;
    /** What is the region's own, without what lies below it. */
    readonly ownLevel: (name: string) => string;
  };
  readonly query: { readonly kind?: AgencyKind | undefined; readonly district?: string | undefined };
  readonly region: Named;
  /** Those right below the region. */
  readonly below: readonly Named[];
  readonly kinds: readonly AgencyKind[];
}

export const PlaceFilter = ({ page, words, query, region, below, kinds }: Props) => (
  <>
    <label>
      {words.kind}{' '}
      <select name="kind">
        <option value="">{words.anyKind}</option>
        {kinds.map((kind) => (
          <option value={kind} selected={kind === query.kind}>
            {page.t.kinds[kind]}
          </option>
        ))}
      </select>
    </label>
    {below.length > 0 && (
      <label>
        {words.district}{' '}
        <select name="district">
          <option value="">{words.anyDistrict}</option>
          <option value={region.code} selected={region.code === query.district}>
            {words.ownLevel(region.name)}
          </option>
          {below.map(({ code, name }) => (
            <option value={code} selected={code === query.district}>
              {name}
            </option>
          ))}
        </select>
      </label>
    )}
  </>
);
