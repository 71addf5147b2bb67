import {
  API_PAGE_PATH,
  CHECK_PATH,
  COMPLIANCE_PATH,
  DOWNLOADS_PATH,
  FILE_PATH,
  href,
  hrefNow,
  REGIONS_PATH,
  RULES_PATH,
  type PageContext,
} from './page-context.ts';
import { COMPARE_PATH, SEARCH_PATH } from './compare-address.ts';
import { Layout, SearchForm } from './layout.tsx';
import { ERROR_TEXTS } from '../texts/errors.ts';

export interface Nearest {
  /** Left out for what is no region and no agency: its page's title. */
  readonly name: string | undefined;
  readonly path: string;
}

export interface ErrorProps {
  readonly page: PageContext;
  readonly heading: string;
  readonly text: string;
  readonly requestId?: string;
  /** What the address resembles. */
  readonly nearest?: Nearest | undefined;
  /** What to look for, as far as the address tells. */
  readonly sought?: string | undefined;
}

export const ErrorPage = ({ page, heading, text, requestId, nearest, sought }: ErrorProps) => (
  <Layout page={{ ...page, today: undefined }} title={heading} crumbs={[]}>
    <section class="empty">
      <h1>{heading}</h1>
      <p>{text}</p>
      {requestId !== undefined && (
        <p>
          {ERROR_TEXTS[page.lang].requestId} <code>{requestId}</code>
        </p>
      )}
      {nearest && (
        <p>
          <a href={hrefNow(page, nearest.path)}>
            {ERROR_TEXTS[page.lang].nearest(nearest.name ?? tellTitle(page, nearest.path))}
          </a>
        </p>
      )}
      <SearchForm page={page} label={page.t.search.label} sought={sought} />
      <p>
        <a href={href(page, '/')}>{ERROR_TEXTS[page.lang].home}</a>
      </p>
    </section>
  </Layout>
);

const tellTitle = ({ t }: PageContext, path: string): string =>
  ({
    [API_PAGE_PATH]: t.apiLink,
    [CHECK_PATH]: t.check.link,
    [COMPARE_PATH]: t.compare.link,
    [COMPLIANCE_PATH]: t.doors.filed,
    [DOWNLOADS_PATH]: t.downloadsLink,
    [FILE_PATH]: t.fileLink,
    [REGIONS_PATH]: t.doors.figures,
    [RULES_PATH]: t.rules.link,
    [SEARCH_PATH]: t.search.link,
  })[path] ?? path;
