import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { FreshNotice } from './fresh-notice.tsx';
import {
  API_PAGE_PATH,
  CHECK_PATH,
  href,
  hrefNow,
  otherLanguage,
  queryPart,
  RULES_PATH,
  type PageContext,
} from './page-context.ts';

interface Crumb {
  readonly name: string;
  readonly path: string;
}

export interface LayoutProps {
  readonly page: PageContext;
  readonly title: string;
  /** From the nation down to the parent of what the page shows. */
  readonly crumbs: readonly Crumb[];
  readonly withCharts?: boolean;
  readonly withCheck?: boolean;
  readonly children?: Child;
}

export const Layout = ({
  page,
  title,
  crumbs,
  withCharts = false,
  withCheck = false,
  children,
}: LayoutProps) => {
  const { t, lang } = page;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={lang}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="description" content={`${title} – ${t.tagline}`} />
          <title>{`${title} – ${t.product}`}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href={`/assets/${page.styles}`} />
          {withCharts && <script type="module" src={`/assets/${page.charts}`}></script>}
          {withCheck && <script type="module" src={`/assets/${page.check}`}></script>}
          {page.version !== undefined && <script type="module" src={`/assets/${page.fresh}`}></script>}
        </head>
        <body>
          <a class="skip" href="#content">
            {t.skip}
          </a>
          <header class="site">
            <a class="brand" href={href(page, '/')}>
              {t.product}
            </a>
            <nav class="crumbs" aria-label={t.breadcrumb}>
              <ol>
                {crumbs.map((crumb) => (
                  <li>
                    <a href={href(page, crumb.path)}>{crumb.name}</a>
                  </li>
                ))}
              </ol>
            </nav>
            <a class="tool" href={hrefNow(page, CHECK_PATH)} aria-current={withCheck ? 'page' : undefined}>
              {t.check.link}
            </a>
            <a class="language" href={otherLanguage(page)} lang={lang === 'en' ? 'zh-CN' : 'en'}>
              {t.otherLanguage}
            </a>
          </header>
          <main id="content" tabindex={-1}>
            <PastNotice page={page} />
            {children}
          </main>
          <footer class="site">
            <p>{t.footer}</p>
            <p>
              <a href={hrefNow(page, RULES_PATH)}>{t.rules.link}</a> ·{' '}
              <a href={hrefNow(page, API_PAGE_PATH)}>{t.apiLink}</a>
            </p>
          </footer>
          <FreshNotice page={page} />
        </body>
      </html>
    </>
  );
};

/** Figures of the past look like those of now: who comes by a link must see that they are not. */
const PastNotice = ({ page }: { page: PageContext }) =>
  page.past === undefined ? (
    <></>
  ) : (
    <p class="banner">
      {page.t.past.notice(page.asOf)}{' '}
      <a href={hrefNow(page, `${page.path}${queryPart(page)}`)}>{page.t.past.now}</a>
    </p>
  );
