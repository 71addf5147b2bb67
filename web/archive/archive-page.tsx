/** Everything to take along: the archive's files, what is in them, and how to see that they arrived whole. */
import { nameBulkPart, type BulkPart } from '../../shared/contracts/bucket/bulk-keys.ts';
import type { BulkIndex, BulkManifest } from '../../shared/contracts/bucket/stored-bulk.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { Layout } from '../site/layout.tsx';
import {
  API_PAGE_PATH,
  makeBulkPartPath,
  DICTIONARY_PATH,
  DOWNLOADS_PATH,
  hrefNow,
  type PageContext,
} from '../site/page-context.ts';
import { ARCHIVE_TEXTS } from '../texts/archive.ts';
import { makeArchivePath } from './read-archive.ts';

type NamedPart = Pick<BulkManifest, 'code' | 'scope' | 'name'>;

/** `part`: the one that is shown, where one alone is asked for or there is one alone. */
export interface ArchiveView {
  /** `undefined` before any was made. */
  readonly parts: BulkIndex['parts'] | undefined;
  readonly part?: BulkPart | undefined;
  /** `undefined` where it waits to be made. */
  readonly manifest?: BulkManifest | undefined;
}

interface Props {
  readonly page: PageContext;
  readonly view: ArchiveView;
}

const MEGABYTE = 1_000_000;
const formatSize = (bytes: number): string =>
  bytes < MEGABYTE / 10
    ? `${formatNumber(Math.ceil(bytes / 1000))}\u00a0kB`
    : `${formatNumber(bytes / MEGABYTE, 1)}\u00a0MB`;

/** As it stands on the page: the whole, a region with all below it, or its own agencies alone. */
function nameOfPart({ lang }: PageContext, { code, scope, name }: NamedPart): string {
  const t = ARCHIVE_TEXTS[lang];
  const called = name ?? (code === NATION ? t.nation : code);
  return scope === 'own' ? t.own(called) : called;
}

export const ArchivePage = ({ page, view }: Props) => {
  const t = ARCHIVE_TEXTS[page.lang];
  const { parts, part, manifest } = view;
  const isWhole = parts?.length === 1;
  const title =
    part && !isWhole ? t.titleOf(nameOfPart(page, { name: null, ...part, ...manifest })) : t.title;
  return (
    <Layout
      page={page}
      title={title}
      crumbs={part && !isWhole ? [{ name: t.title, path: DOWNLOADS_PATH }] : []}
    >
      <div class="title">
        <h1>{title}</h1>
        <p class="summary">{t.intro}</p>
      </div>
      {manifest ? (
        <Part page={page} manifest={manifest} />
      ) : part ? (
        <p class="note">{t.waiting}</p>
      ) : parts ? (
        <Parts page={page} parts={parts} />
      ) : (
        <p class="note">{t.notMade}</p>
      )}
      <section class="archive-facts">
        <ul>
          {t.facts.map((fact) => (
            <li>{fact}</li>
          ))}
          <li>
            <a href={hrefNow(page, DICTIONARY_PATH)}>{t.dictionaryLink}</a>
          </li>
          <li>{t.other}</li>
          <li>
            {t.how}
            {page.t.gap}
            <a href={`${hrefNow(page, API_PAGE_PATH)}#getArchive`}>{page.t.apiLink}</a>
          </li>
        </ul>
      </section>
      <p class="api">
        <a href={part ? makeArchivePath(part) : '/api/v1/archive'}>{page.t.api}</a>
      </p>
    </Layout>
  );
};

const Part = ({ page, manifest }: { page: PageContext; manifest: BulkManifest }) => {
  const t = ARCHIVE_TEXTS[page.lang];
  return (
    <>
      <section aria-labelledby="files-heading">
        <h2 id="files-heading">{t.filesHeading}</h2>
        <p class="as-of">{t.instant(printChinaMinute(manifest.at))}</p>
        <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.filesHeading)}>
          <table class="archive-files">
            <thead>
              <tr>
                <th scope="col">{t.file}</th>
                <th scope="col" class="n">
                  {t.size}
                </th>
                <th scope="col" class="n">
                  {t.rows}
                </th>
                <th scope="col">{t.check}</th>
              </tr>
            </thead>
            <tbody>
              {manifest.files.map(({ file, sizeBytes, rows, sha256 }) => (
                <tr>
                  <th scope="row">
                    <a href={`${makeArchivePath(manifest)}/${file}`} download>
                      {t.files[file].name}
                    </a>
                    <span class="quiet">{t.files[file].says}</span>
                  </th>
                  <td class="n">{formatSize(sizeBytes)}</td>
                  <td class="n">{formatNumber(rows)}</td>
                  <td>
                    <code class="checksum">{sha256}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p class="note">{t.checkSays}</p>
        <YearsForm page={page} manifest={manifest} />
      </section>
      <Years page={page} manifest={manifest} />
    </>
  );
};

/** Works without a script: the address of the file is the form's. */
const YearsForm = ({ page, manifest }: { page: PageContext; manifest: BulkManifest }) => {
  const t = ARCHIVE_TEXTS[page.lang];
  const years = manifest.years.map(({ year }) => year);
  const choose = (name: string, label: string, chosen: number | undefined) => (
    <label>
      {label}{' '}
      <select name={name}>
        {years.map((year) => (
          <option value={String(year)} selected={year === chosen}>
            {page.t.yearOf(year)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <fieldset class="archive-years">
      <legend>{t.rangeHeading}</legend>
      <form method="get" action={`${makeArchivePath(manifest)}/wide.csv`}>
        {choose('from', t.from, years[0])} {choose('to', t.to, years.at(-1))}{' '}
        <button type="submit" class="button">
          {t.take} {t.files['wide.csv'].name}
        </button>{' '}
        <button type="submit" class="button" formaction={`${makeArchivePath(manifest)}/tidy.csv`}>
          {t.take} {t.files['tidy.csv'].name}
        </button>
      </form>
    </fieldset>
  );
};

const Years = ({ page, manifest }: { page: PageContext; manifest: BulkManifest }) => {
  const t = ARCHIVE_TEXTS[page.lang];
  return (
    <section aria-labelledby="years-heading">
      <h2 id="years-heading">{t.yearsHeading}</h2>
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.yearsHeading)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.year}</th>
              <th scope="col">{t.edition}</th>
              {[t.agencies, t.inForce, t.received].map((head) => (
                <th scope="col" class="n">
                  {head}
                </th>
              ))}
              <th scope="col">{t.equal}</th>
            </tr>
          </thead>
          <tbody>
            {manifest.years.map(({ year, edition, expected, inForce, received, equalsTotal }) => (
              <tr>
                <th scope="row">{page.t.yearOf(year)}</th>
                <td>{edition}</td>
                <td class="n">{formatNumber(expected)}</td>
                <td class="n">{formatNumber(inForce)}</td>
                <td class="n">{formatNumber(received ?? undefined)}</td>
                <td>{equalsTotal === null ? t.noTotal : equalsTotal ? t.equalsTotal : t.differs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const Parts = ({ page, parts }: { page: PageContext; parts: BulkIndex['parts'] }) => {
  const t = ARCHIVE_TEXTS[page.lang];
  return (
    <section aria-labelledby="parts-heading">
      <h2 id="parts-heading">{t.partsHeading}</h2>
      <p class="note">{t.partsSays(formatNumber(parts.length))}</p>
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.partsHeading)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.part}</th>
              <th scope="col" class="n">
                {t.agencyYears}
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr>
                <th scope="row">
                  <a href={hrefNow(page, makeBulkPartPath(nameBulkPart(part)))}>{nameOfPart(page, part)}</a>{' '}
                  <code>{part.code}</code>
                </th>
                <td class="n">{formatNumber(part.agencyYears)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
