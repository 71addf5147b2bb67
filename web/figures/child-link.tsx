/** A child's name, leading to its own page; and whose figures it has, where they are no report filed in earnest. */
import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';
import { href, inPinyin, type PageContext } from '../site/page-context.ts';
import { DatasetMark } from '../site/state-mark.tsx';
import type { ColumnOf } from '../site/table.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';

interface Marked {
  readonly dataset: Dataset | undefined;
}

interface Props {
  readonly page: PageContext;
  readonly child: Marked & { readonly name: string; readonly path: string };
}

export const ChildLink = ({ page, child: { name, path, dataset } }: Props) => (
  <>
    <a href={href(page, path)}>{inPinyin(page, name)}</a>
    <DatasetMark page={page} dataset={dataset} />
  </>
);

/** The same in a column, for files and tables without links. */
export const datasetColumn = <Row,>(
  lang: Lang,
  markedBy: (row: Row) => Marked | undefined,
): ColumnOf<Row> => ({
  key: 'dataset',
  label: FIGURE_TEXTS[lang].dataset,
  type: 'text',
  read: (row) => {
    const dataset = markedBy(row)?.dataset;
    return dataset === undefined ? null : TEXTS[lang].data[dataset];
  },
});
