import { raw } from 'hono/html';
import { THEMES } from '../../shared/contracts/site-parameters.ts';
import type { Child } from 'hono/jsx';
import { DayForm } from './day-form.tsx';
import { FreshNotice } from './fresh-notice.tsx';
import { SESSIONS_PATH, SIGN_IN_PATH } from './account-address.ts';
import { COMPARE_PATH, SEARCH_PATH } from './compare-address.ts';
import { DESK_PATH } from './office-address.ts';
import { KeptFields } from './hidden-fields.tsx';
import {
  API_PAGE_PATH,
  CHECK_PATH,
  COMPLIANCE_PATH,
  DOWNLOADS_PATH,
  FILE_PATH,
  correctedAddress,
  href,
  hrefNow,
  otherLanguage,
  otherTheme,
  queryPart,
  REGIONS_PATH,
  RULES_PATH,
  type PageContext,
} from './page-context.ts';

interface Place {
  readonly name: string;
  readonly path: string;
  readonly isCurrent?: boolean;
}

export interface Crumb extends Place {
  /** Itself among them; none where it has none, or they are not known. */
  readonly siblings?: readonly Place[];
}

interface LayoutProps {
  readonly page: PageContext;
  readonly title: string;
  /** From the nation down to the parent of what the page shows. */
  readonly crumbs: readonly Crumb[];
  readonly withCharts?: boolean;
  /** The script that reads and checks documents here. */
  readonly withScript?: 'check' | 'filing';
  readonly children?: Child;
}

export const Layout = ({ page, title, crumbs, withCharts = false, withScript, children }: LayoutProps) => {
  const { t, lang } = page;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={lang} data-theme={page.theme}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content={page.theme === 'auto' ? 'light dark' : page.theme} />
          <meta name="description" content={`${title} – ${t.tagline}`} />
          <title>{`${title} – ${t.product}`}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href={`/assets/${page.styles}`} />
          {withCharts && (
            <script
              type="module"
              src={`/assets/${page.charts}`}
              data-drawing={`/assets/${page.drawing}`}
            ></script>
          )}
          {withScript && <DocumentScript page={page} script={page[withScript]} />}
          <script type="module" src={`/assets/${page.fresh}`}></script>
        </head>
        <body>
          <a class="skip" href="#content">
            {t.skip}
          </a>
          <header class="site">
            <a class="brand" href={href(page, '/')}>
              {t.product}
            </a>
            <nav class="doors" aria-label={t.doors.label}>
              <Doors page={page} withScript={withScript} />
            </nav>
            <Crumbs page={page} crumbs={crumbs} />
            <SearchForm page={page} />
            <div class="tools">
              <Tools page={page} withScript={withScript} />
            </div>
            <a class="language" href={otherLanguage(page)} lang={lang === 'en' ? 'zh-CN' : 'en'}>
              {t.otherLanguage}
            </a>
            <ThemeMenu page={page} />
            <SiteMenu page={page} withScript={withScript} />
          </header>
          <main id="content" tabindex={-1}>
            <DayForm page={page} />
            <PastNotice page={page} />
            <InstantNotice page={page} />
            <MisreadNotice page={page} />
            <LoadingNotice page={page} />
            {children}
          </main>
          <footer class="site">
            <p>{t.footer}</p>
            {/* The browser fills it in: a server does not know under which name it is reached. */}
            <p class="address" hidden>
              {t.address} <span data-address></span>
            </p>
            <p>
              <a href={hrefNow(page, DOWNLOADS_PATH)}>{t.downloadsLink}</a> ·{' '}
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

const Crumbs = ({ page, crumbs }: Pick<LayoutProps, 'page' | 'crumbs'>) =>
  crumbs.length === 0 ? (
    <></>
  ) : (
    <nav class="crumbs" aria-label={page.t.breadcrumb}>
      <ol>
        {crumbs.map((crumb) => (
          <li>
            <a href={href(page, crumb.path)} aria-current={crumb.isCurrent === true ? 'page' : undefined}>
              {crumb.name}
            </a>
            <Siblings page={page} crumb={crumb} />
          </li>
        ))}
      </ol>
    </nav>
  );

interface ToolsProps {
  readonly page: PageContext;
  readonly withScript: LayoutProps['withScript'] | undefined;
}

/** The doors of the start page, on every page: to the region that the system begins with. */
const Doors = ({ page, withScript }: ToolsProps) => {
  const { t, path } = page;
  return (
    <>
      <a
        class="tool"
        href={hrefNow(page, FILE_PATH)}
        aria-current={withScript === 'filing' ? 'page' : undefined}
      >
        {t.fileLink}
      </a>
      <a
        class="tool"
        href={href(page, COMPLIANCE_PATH)}
        aria-current={path.startsWith(COMPLIANCE_PATH) ? 'true' : undefined}
      >
        {t.doors.filed}
      </a>
      <a
        class="tool"
        href={href(page, REGIONS_PATH)}
        aria-current={path.startsWith(REGIONS_PATH) ? 'true' : undefined}
      >
        {t.doors.figures}
      </a>
    </>
  );
};

/** What every page leads to besides. */
const Tools = ({ page, withScript }: ToolsProps) => {
  const { t } = page;
  return (
    <>
      <a
        class="tool"
        href={hrefNow(page, COMPARE_PATH)}
        aria-current={page.path === COMPARE_PATH ? 'page' : undefined}
      >
        {t.compare.link}
      </a>
      <a
        class="tool"
        href={hrefNow(page, CHECK_PATH)}
        aria-current={withScript === 'check' ? 'page' : undefined}
      >
        {t.check.link}
      </a>
      {page.desk !== undefined && (
        <a class="tool" href={hrefNow(page, DESK_PATH)}>
          {page.desk}
        </a>
      )}
      <a
        class="tool"
        href={hrefNow(page, page.signedIn === undefined ? SIGN_IN_PATH : SESSIONS_PATH)}
        aria-current={page.path === SIGN_IN_PATH || page.path === SESSIONS_PATH ? 'page' : undefined}
      >
        {page.signedIn ?? t.signInLink}
      </a>
    </>
  );
};

/** Figures grow while the demonstration comes in: nobody is to take a part of them for the whole. */
const LoadingNotice = ({ page: { t, loadedPercent } }: { page: PageContext }) =>
  loadedPercent === undefined ? (
    <></>
  ) : (
    <p class="banner" role="status" data-loading>
      {t.loading(loadedPercent)}
    </p>
  );

interface SearchProps {
  readonly page: PageContext;
  /** Told apart from the one in the head, where it stands on the page itself. */
  readonly label?: string;
  /** What stands in it. */
  readonly sought?: string | undefined;
}

export const SearchForm = ({ page, label = page.t.search.link, sought }: SearchProps) => {
  const { t } = page;
  return (
    <form
      class="site-search"
      method="get"
      action={SEARCH_PATH}
      role="search"
      aria-label={label}
      autocomplete="off"
    >
      <KeptFields page={page} />
      <input
        type="search"
        name="q"
        value={sought}
        maxlength={40}
        aria-label={t.search.label}
        placeholder={t.search.placeholder}
      />
      <button type="submit">{t.search.button}</button>
    </form>
  );
};

/** On a phone the head is one line, and this is behind it; wherever there is room it is not shown. */
const SiteMenu = ({ page, withScript }: ToolsProps) => (
  <details class="menu menu-site" name="menu">
    <summary>{page.t.menu}</summary>
    <div>
      <SearchForm page={page} />
      <nav class="doors" aria-label={page.t.doors.label}>
        <Doors page={page} withScript={withScript} />
      </nav>
      <Tools page={page} withScript={withScript} />
    </div>
  </details>
);

/** All parts are asked for at once: one that is found in another would come a round later. */
const DocumentScript = ({ page, script }: { page: PageContext; script: PageContext['check'] }) => (
  <>
    {script.imports.map((file) => (
      <link rel="modulepreload" href={`/assets/${file}`} />
    ))}
    <script
      type="module"
      src={`/assets/${script.file}`}
      data-converter={`/assets/${page.converter}`}
    ></script>
  </>
);

/** Opens without a script; of all menus one is open at a time. */
const Siblings = ({ page, crumb }: { page: PageContext; crumb: Crumb }) => {
  const { name, siblings = [] } = crumb;
  if (siblings.length === 0) return <></>;
  return (
    <details class="menu" name="menu">
      <summary aria-label={page.t.siblings(name)}></summary>
      <ul>
        {siblings.map((place) => (
          <li>
            <a href={href(page, place.path)} aria-current={place.isCurrent === true ? 'true' : undefined}>
              {place.name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
};

const ThemeMenu = ({ page }: { page: PageContext }) => {
  const t = page.t.theme;
  return (
    <details class="menu menu-theme" name="menu">
      <summary>
        <span class="unseen">{t.label}: </span>
        {t[page.theme]}
      </summary>
      <ul>
        {THEMES.map((theme) => (
          <li>
            <a href={otherTheme(page, theme)} aria-current={theme === page.theme ? 'true' : undefined}>
              {t[theme]}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
};

/** Figures of the past look like those of now: who comes by a link must see that they are not. */
const PastNotice = ({ page }: { page: PageContext }) =>
  page.past === undefined ? (
    <></>
  ) : (
    <p class="banner">
      {page.t.past.notice(page.asOf)}
      {page.t.gap}
      <a href={hrefNow(page, `${page.path}${queryPart(page)}`)}>{page.t.past.now}</a>
    </p>
  );

/** Who asked for an instant must not take the end of its day for it. */
const InstantNotice = ({ page }: { page: PageContext }) =>
  page.instant === undefined ? <></> : <p class="banner">{page.t.past.byDay(page.instant)}</p>;

/** Who misspells what is asked for must not take the answer for it. */
const MisreadNotice = ({ page }: { page: PageContext }) => {
  const { misread } = page;
  const t = page.t.misread;
  if (!misread) return <></>;
  const { name, meant } = misread;
  return (
    <p class="banner">
      {meant === undefined ? t.noPast(name) : t.unknown(name)}
      {page.t.gap}
      {meant === 'asOf' && page.past === undefined && `${t.present}${page.t.gap}`}
      {meant !== undefined && <a href={hrefNow(page, correctedAddress(page, name, meant))}>{t.use(meant)}</a>}
    </p>
  );
};
