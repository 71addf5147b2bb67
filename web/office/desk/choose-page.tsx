/** Which desk: where a person has several regions, or one that is too wide for a desk. */
import { Layout } from '../../site/layout.tsx';
import type { NamedRegion } from '../../site/named-region.ts';
import { hrefNow, regionName, type PageContext } from '../../site/page-context.ts';
import { DESK_TEXTS } from '../../texts/desk.ts';
import { queryText } from './desk-query.ts';
import { hasDesk } from './desk-region.ts';

interface Props {
  readonly page: PageContext;
  /** The desk's, or the ledger's. */
  readonly path: string;
  readonly year: number;
  readonly choice: readonly { readonly region: NamedRegion; readonly below: readonly NamedRegion[] }[];
}

export const ChoosePage = ({ page, path, year, choice }: Props) => {
  const t = DESK_TEXTS[page.lang];
  const addressTo = ({ code }: NamedRegion): string =>
    hrefNow(page, `${path}${queryText({ region: code, year })}`);
  return (
    <Layout page={page} title={t.choose} crumbs={[]}>
      <h1>{t.choose}</h1>
      <p class="measure">{t.chooseText}</p>
      {choice.map(({ region, below }) => (
        <section>
          <h2>
            {hasDesk(region.code) ? (
              <a href={addressTo(region)}>{regionName(page, region)}</a>
            ) : (
              regionName(page, region)
            )}
          </h2>
          <ul class="links">
            {below.map((one) => (
              <li>
                <a href={addressTo(one)}>{regionName(page, one)}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Layout>
  );
};
