import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { Layout } from '../site/layout.tsx';
import {
  inPinyin,
  agencyYearPath,
  apiHref,
  href,
  publicationsPath,
  regionName,
  regionPath,
  type PageContext,
} from '../site/page-context.ts';
import { PublicationMark, SourceCheckText, SourceLink } from '../site/publication-mark.tsx';
import { DatasetMark } from '../site/state-mark.tsx';
import type { Texts } from '../texts/zh-cn.ts';
import { countStates, type PublicationRow, type PublicationsView } from './publications-view.ts';

interface Props {
  readonly page: PageContext;
  readonly view: PublicationsView;
}

export const nameRegionIn = (t: Texts, { region }: Pick<PublicationsView, 'region'>): string =>
  region.code === NATION ? t.nation : (region.name ?? region.code);

/** Every agency's report with when, where and whether in time it was published, as notice 30 of 2021 asks for. */
export const PublicationsPage = ({ page, view }: Props) => {
  const t = page.t.publication;
  const { region, ancestors, year, rows } = view;
  const title = t.title(nameRegionIn(page.t, view), year);
  const { total, onTime, late, notStated } = countStates(rows);
  return (
    <Layout
      page={page}
      title={title}
      crumbs={[...ancestors, region].map((one) => ({
        name: regionName(page, one),
        path: regionPath(one.code, year),
      }))}
    >
      <div class="title">
        <h1>{title}</h1>
        <p class="quiet">{t.intro}</p>
      </div>
      {rows.length === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <>
          <p class="summary">
            {t.counts(formatNumber(total), formatNumber(onTime), formatNumber(late), formatNumber(notStated))}
          </p>
          <Collected page={page} view={view} title={title} />
        </>
      )}
      <Below page={page} view={view} />
      <Embedding page={page} view={view} />
    </Layout>
  );
};

const Collected = ({ page, view: { year, rows }, title }: Props & { readonly title: string }) => {
  const t = page.t.publication;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(title)}>
      <table class="children collected">
        <thead>
          <tr>
            <th scope="col">{t.agency}</th>
            <th scope="col">{t.report}</th>
            <th scope="col">{t.publishedOn}</th>
            <th scope="col">{t.address}</th>
            <th scope="col">{t.heading}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CollectedRow page={page} row={row} year={year} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const CollectedRow = ({
  page,
  row,
  year,
}: {
  readonly page: PageContext;
  readonly row: PublicationRow;
  readonly year: number;
}) => (
  <tr>
    <th scope="row">
      {inPinyin(page, row.name)}
      {row.isSynthetic && <DatasetMark page={page} dataset="synthetic" />}
    </th>
    <td>
      <a href={href(page, agencyYearPath(row.id, year))}>{page.t.publication.reportOf(row.name, year)}</a>
    </td>
    <td>{row.publishedOn === undefined ? '–' : <time datetime={row.publishedOn}>{row.publishedOn}</time>}</td>
    <td>
      {row.sourceUrl === undefined ? '–' : <SourceLink url={row.sourceUrl} />}{' '}
      {row.check && (
        <span class="detail">
          <SourceCheckText page={page} check={row.check} />
        </span>
      )}
    </td>
    <td>
      <PublicationMark page={page} publication={row} source={undefined} />
    </td>
  </tr>
);

const Below = ({ page, view: { below, year } }: Props) =>
  below.length === 0 ? (
    <></>
  ) : (
    <section aria-labelledby="below-heading">
      <h2 id="below-heading">{page.t.publication.below}</h2>
      <ul class="links">
        {below.map((region) => (
          <li>
            <a href={href(page, publicationsPath(region.code, year))}>{regionName(page, region)}</a>
          </li>
        ))}
      </ul>
    </section>
  );

const Embedding = ({ page, view: { region, year } }: Props) => {
  const t = page.t.publication;
  const path = publicationsPath(region.code, year);
  return (
    <section aria-labelledby="embed-heading">
      <h2 id="embed-heading">{t.embed}</h2>
      <p>{t.embedText}</p>
      <ul class="links">
        <li>
          <a href={apiHref(page, `${path}.html`)}>{t.fragment}</a>
        </li>
        <li>
          <a href={apiHref(page, path)}>{t.json}</a>
        </li>
      </ul>
    </section>
  );
};
