import type { AgencyKind } from '../../shared/domain/basics/calendar.ts';
import { DOWNLOADS_PATH, href, hrefNow, type PageContext } from './page-context.ts';

type TableFormat = 'csv' | 'xlsx' | 'json' | 'docx';
const TABLE_FORMATS: readonly TableFormat[] = ['csv', 'xlsx', 'json'];

export interface DownloadFilter {
  readonly kind?: AgencyKind | undefined;
  /** What else the page was asked for: `measure=refusalRate&year=2024`. */
  readonly query?: string;
  /** Outcomes by year as parts of each year's results. */
  readonly asShares?: boolean;
}

interface Props {
  readonly page: PageContext;
  /** The address below which the formats are: `/regions/450200/years/2024/tables/agencies`. */
  readonly path: string;
  /** What is taken along, for readers who hear the links alone. */
  readonly title: string;
  readonly formats?: readonly TableFormat[];
  /** How the page has narrowed the table. */
  readonly filter?: DownloadFilter;
}

/** "CSV · XLSX · JSON": the table that stands above, in the page's language, of its instant, with its filter. */
export const TakeAlong = ({ page, path, title, formats = TABLE_FORMATS, filter = {} }: Props) => (
  <p class="take-along">
    {formats.map((format, i) => (
      <>
        {i > 0 && ' · '}
        <a
          href={downloadHref(page, `${path}.${format}`, filter)}
          aria-label={page.t.take.label(format.toUpperCase(), title)}
        >
          {format.toUpperCase()}
        </a>
      </>
    ))}
  </p>
);

/** The same as items of a list that has others, too. */
export const FileLinks = ({ page, path, title, formats = TABLE_FORMATS, filter = {} }: Props) => (
  <>
    {formats.map((format) => (
      <li>
        <a
          href={downloadHref(page, `${path}.${format}`, filter)}
          aria-label={page.t.take.label(format.toUpperCase(), title)}
        >
          {format.toUpperCase()}
        </a>
      </li>
    ))}
  </>
);

/** A file speaks the language of the page that it was taken from, whatever the next reader's browser wishes. */
function downloadHref(
  page: Pick<PageContext, 'lang' | 'past'>,
  path: string,
  { kind, asShares = false, query }: DownloadFilter = {},
): string {
  const asked = query === undefined ? path : `${path}?${query}`;
  const address = href({ lang: page.lang, langInAddress: true, past: page.past }, asked);
  return `${address}${kind === undefined ? '' : `&kind=${kind}`}${asShares ? '&measure=shares' : ''}`;
}

export const regionTablePath = (regionYearPath: string, table: string): string =>
  `${regionYearPath}/tables/${table}`;

/** `450200`, from `/regions/450200/years/2024`. */
const codeIn = (path: string): string => path.split('/')[2] ?? '';

/** The whole of a region's year: every report in bulk, and the consolidated form as an office files it. */
export const TakeRegionAlong = ({ page, path }: Pick<Props, 'page' | 'path'>) => {
  const { t } = page;
  return (
    <p class="take-along take-region">
      {t.take.of}
      <a href={downloadHref(page, `${path}/consolidated.docx`)}>{t.take.consolidated}</a>
      {' · '}
      <a href={href(page, `${path}/draft`)}>{t.draft.link}</a>
      {' · '}
      <a href={downloadHref(page, `/api/v1${path}.csv`)}>{t.take.bulk} (CSV)</a>
      {' · '}
      <a href={downloadHref(page, `/api/v1${path}.csv`, { query: 'dataset=filed' })}>{t.take.filedAlone}</a>
      {' · '}
      <a href={hrefNow(page, `${DOWNLOADS_PATH}?region=${codeIn(path)}`)}>{t.take.archive}</a>
    </p>
  );
};
