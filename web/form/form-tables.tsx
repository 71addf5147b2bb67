/** The form as the regulation prints it: tables 二, 三 and 四, both editions, drawn from the catalogue. */
import type { Child } from 'hono/jsx';
import {
  APPLICANT_COLUMNS,
  DISPUTE_COLUMNS,
  type Cell,
  type Edition,
  type Row,
} from '../../shared/domain/form/catalogue.ts';
import { inLang } from '../texts/language.ts';
import { headDepth, itemGroups, mergeHeads, listRows } from './form-layout.ts';
import type { Wording } from '../site/page-context.ts';

export interface CellPlace {
  readonly cell: Cell;
  readonly row: Row;
  /** Columns that the cell fills where its row has fewer than the table. */
  readonly span: number;
}

interface FormTablesProps {
  readonly page: Wording;
  readonly edition: Edition;
  /** What stands in a cell, as a `td`. */
  readonly cellOf: (place: CellPlace) => Child;
  /** What stands behind a row's label. */
  readonly besideLabel?: (row: Row) => Child;
}

export const FormTables = (form: FormTablesProps) => (
  <div class="official-form">
    <ProactiveTable {...form} />
    <ApplicationsTable {...form} />
    <DisputesTable {...form} />
  </div>
);

interface FormTableProps {
  readonly page: Wording;
  readonly id: string;
  readonly title: string;
  readonly children?: Child;
}

const FormTable = ({ page, id, title, children }: FormTableProps) => (
  <section class="form-table" aria-labelledby={id}>
    <h3 id={id}>{title}</h3>
    <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(title)}>
      <table class="form">{children}</table>
    </div>
  </section>
);

const ProactiveTable = ({ page, edition, cellOf, besideLabel }: FormTablesProps) => {
  const rows = listRows(edition, 'proactive');
  const groups = itemGroups(rows);
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  return (
    <FormTable page={page} id="form-proactive" title={page.t.agency.tables.proactive}>
      {groups.map(({ head, columns, rows: members }, i) => (
        <tbody>
          {head && head !== groups[i - 1]?.head && (
            <tr class="band">
              <th colspan={width + 1} scope="rowgroup">
                {inLang(head, page.lang)}
              </th>
            </tr>
          )}
          <tr class="heads">
            <th scope="col">{page.t.agency.itemContent}</th>
            {columns.map((column, c) => (
              <th scope="col" colspan={c === columns.length - 1 ? width - c : undefined}>
                {inLang(column.label, page.lang)}
              </th>
            ))}
          </tr>
          {members.map((row) => (
            <tr>
              <th scope="row">
                {inLang(row.label, page.lang)}
                {besideLabel?.(row)}
              </th>
              {row.cells.map((cell, c) =>
                cellOf({ cell, row, span: c === row.cells.length - 1 ? width - c : 1 }),
              )}
            </tr>
          ))}
        </tbody>
      ))}
    </FormTable>
  );
};

const ApplicationsTable = ({ page, edition, cellOf, besideLabel }: FormTablesProps) => {
  const { lang, t } = page;
  const rows = listRows(edition, 'applications');
  const [naturalPerson, ...others] = APPLICANT_COLUMNS;
  const total = others.at(-1);
  return (
    <FormTable page={page} id="form-applications" title={t.agency.tables.applications}>
      <thead>
        <tr>
          <th scope="col" colspan={headDepth(rows)} rowspan={3}>
            {t.agency.row}
          </th>
          <th scope="colgroup" colspan={APPLICANT_COLUMNS.length}>
            {t.agency.applicants}
          </th>
        </tr>
        <tr>
          <th scope="col" rowspan={2}>
            {naturalPerson && inLang(naturalPerson.label, lang)}
          </th>
          <th scope="colgroup" colspan={others.length - 1}>
            {t.agency.organisations}
          </th>
          <th scope="col" rowspan={2}>
            {total && inLang(total.label, lang)}
          </th>
        </tr>
        <tr>
          {others.slice(0, -1).map(({ label }) => (
            <th scope="col">{inLang(label, lang)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {mergeHeads(rows).map(({ row, heads }) => (
          <tr class={row.key === 'results.total' ? 'sum' : undefined}>
            {heads.map(({ label, rowSpan, colSpan }, h) => (
              <th
                scope={h === heads.length - 1 ? 'row' : 'rowgroup'}
                rowspan={rowSpan === 1 ? undefined : rowSpan}
                colspan={colSpan === 1 ? undefined : colSpan}
              >
                {inLang(label, lang)}
                {h === heads.length - 1 && besideLabel?.(row)}
              </th>
            ))}
            {row.cells.map((cell) => cellOf({ cell, row, span: 1 }))}
          </tr>
        ))}
      </tbody>
    </FormTable>
  );
};

/** One printed row of fifteen figures: 行政复议, then 行政诉讼 in its two groups. */
const DisputesTable = ({ page, edition, cellOf, besideLabel }: FormTablesProps) => {
  const { lang, t } = page;
  const reconsideration = listRows(edition, 'reconsideration');
  const litigation = listRows(edition, 'litigation');
  const rows = [...reconsideration, ...litigation];
  const heading = litigation[0]?.heads[0];
  return (
    <FormTable page={page} id="form-disputes" title={t.agency.tables.disputes}>
      <thead>
        <tr>
          {reconsideration.map((row) => (
            <th scope="colgroup" rowspan={2} colspan={row.cells.length}>
              {inLang(row.label, lang)}
              {besideLabel?.(row)}
            </th>
          ))}
          <th scope="colgroup" colspan={litigation.length * DISPUTE_COLUMNS.length}>
            {heading && inLang(heading, lang)}
          </th>
        </tr>
        <tr>
          {litigation.map((row) => (
            <th scope="colgroup" colspan={row.cells.length}>
              {inLang(row.label, lang)}
              {besideLabel?.(row)}
            </th>
          ))}
        </tr>
        <tr>
          {rows.flatMap(({ cells }) =>
            cells.map(({ column }) => <th scope="col">{inLang(column.label, lang)}</th>),
          )}
        </tr>
      </thead>
      <tbody>
        <tr>{rows.flatMap((row) => row.cells.map((cell) => cellOf({ cell, row, span: 1 })))}</tr>
      </tbody>
    </FormTable>
  );
};
