/** The data dictionary as a page: columns one by one, the form's cells row by row. */
import { CATALOGUES, EDITIONS, type Edition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import { Layout } from '../site/layout.tsx';
import { DOWNLOADS_PATH, type PageContext } from '../site/page-context.ts';
import { ARCHIVE_TEXTS } from '../texts/archive.ts';
import { inLang } from '../texts/language.ts';
import { DICTIONARY, type DictionaryEntry } from './dictionary.ts';

interface Props {
  readonly page: PageContext;
}

export const DictionaryPage = ({ page }: Props) => {
  const t = ARCHIVE_TEXTS[page.lang];
  const facts = DICTIONARY.filter(({ row, files }) => row === null && files.includes('wide.csv'));
  const tidy = DICTIONARY.filter(({ row, files }) => row === null && files.includes('tidy.csv'));
  return (
    <Layout page={page} title={t.dictionary} crumbs={[{ name: t.title, path: DOWNLOADS_PATH }]}>
      <div class="title">
        <h1>{t.dictionary}</h1>
        <p class="summary">{t.dictionaryIntro}</p>
        <p class="take-along">
          <a href="/api/v1/dictionary.csv">{t.asCsv}</a> · <a href="/api/v1/dictionary">{t.asJson}</a>
        </p>
      </div>
      <Columns page={page} id="facts" heading={t.factsHeading} entries={facts} />
      <Columns page={page} id="tidy" heading={t.tidyHeading} entries={tidy} />
      {EDITIONS.toReversed().map((edition) => (
        <Cells page={page} edition={edition} />
      ))}
    </Layout>
  );
};

const Columns = ({
  page,
  id,
  heading,
  entries,
}: Props & {
  readonly id: string;
  readonly heading: string;
  readonly entries: readonly DictionaryEntry[];
}) => {
  const t = ARCHIVE_TEXTS[page.lang];
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(heading)}>
        <table class="dictionary">
          <thead>
            <tr>
              {[t.key, t.labelZh, t.labelEn, t.type, t.says].map((head) => (
                <th scope="col">{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map(({ key, label, type, says }) => (
              <tr>
                <th scope="row">
                  <code>{key}</code>
                </th>
                <td lang="zh-CN">{label.zh}</td>
                <td lang="en">{label.en}</td>
                <td>{t.types[type]}</td>
                <td class="says">{says && inLang(says, page.lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

/** A row of the form is one of the table's; its columns stand in it. */
const Cells = ({ page, edition }: Props & { readonly edition: Edition }) => {
  const t = ARCHIVE_TEXTS[page.lang];
  const id = `cells-${edition}`;
  const rows = Map.groupBy(
    DICTIONARY.filter((entry) => entry.edition === edition),
    ({ row }) => row,
  );
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t.cellsHeading(edition)}</h2>
      <div
        class="scroll"
        tabindex={0}
        role="region"
        aria-label={page.t.children.scroll(t.cellsHeading(edition))}
      >
        <table class="dictionary">
          <thead>
            <tr>
              {[t.row, t.labelZh, t.labelEn, t.columns, t.unit, t.article, t.says].map((head) => (
                <th scope="col">{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows].map(([row, cells]) => {
              const label = placeName(edition, row ?? '');
              const [first] = cells;
              const units = new Set(cells.flatMap(({ unit }) => (unit ? [inLang(unit, page.lang)] : [])));
              return (
                <tr>
                  <th scope="row">
                    <code>{row}</code>
                  </th>
                  <td lang="zh-CN">{label.zh}</td>
                  <td lang="en">{label.en}</td>
                  <td>
                    <ul class="cell-columns">
                      {cells.map(({ column, label: of, key }) => (
                        <li>
                          <code>{column}</code> {inLang(columnLabel(edition, key) ?? of, page.lang)}
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td>{[...units].join(' / ')}</td>
                  <td class="article">{first?.article && inLang(first.article, page.lang)}</td>
                  <td class="says">{first?.says && inLang(first.says, page.lang)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
};

/** Within its row a cell is called by its column alone; a part of the fee has its whole name. */
const columnLabel = (edition: Edition, path: string) =>
  CATALOGUES[edition].cellByPath.get(path)?.column.label;
