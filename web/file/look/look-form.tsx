/** The official form with a field in every cell: as prescribed, last year's figures beside this year's. */
import { CATALOGUES, DECIMALS, type Edition, type Row } from '../../../shared/domain/form/catalogue.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { cellId } from '../../form/form-layout.ts';
import { FormTables, type CellPlace } from '../../form/form-tables.tsx';
import { lastYearsFigure, type LastYear } from '../../form/last-year.ts';
import { inLang } from '../../texts/language.ts';
import type { CellTold } from './cell-told.ts';
import { readValue, type FilingDraft } from '../filing-draft.ts';
import type { LookPage } from './look-page.ts';
import { findRowHelp } from './row-help.ts';

interface FormOfDraft {
  readonly page: LookPage;
  readonly draft: FilingDraft;
  readonly lastYear: LastYear | undefined;
  /** By the cell's path. */
  readonly told: ReadonlyMap<string, CellTold>;
}

export const fieldId = (path: string): string => `field${path.replaceAll('/', '-')}`;

/** A cell's name for those who hear it: which table, row and column. */
export const nameCell = ({ lang }: LookPage, edition: Edition, path: string): string =>
  inLang(placeName(edition, path), lang);

export const LookForm = (form: FormOfDraft) => (
  <FormTables
    page={form.page}
    edition={form.draft.edition}
    cellOf={(place) => <FieldCell {...form} {...place} />}
    besideLabel={(row) => <HelpButton {...form} row={row} />}
  />
);

export const cellClass = ({ tone }: CellTold): string => `n figure-field figure-${tone}`;

const NOTHING: CellTold = { tone: 'plain', words: '' };

const FieldCell = ({ page, draft, lastYear, told, cell, span }: FormOfDraft & CellPlace) => {
  const { path, column } = cell;
  const { edition } = draft;
  const id = fieldId(path);
  const here = told.get(path) ?? NOTHING;
  const before = lastYear && lastYearsFigure(lastYear, edition, path);
  return (
    <td id={cellId(path)} class={cellClass(here)} colspan={span === 1 ? undefined : span}>
      <input
        id={id}
        data-path={path}
        data-kind={column.kind}
        value={readValue(draft, path)}
        inputmode={column.kind === 'change' ? 'text' : DECIMALS[column.kind] === 0 ? 'numeric' : 'decimal'}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="next"
        aria-label={nameCell(page, edition, path)}
        aria-describedby={before === undefined ? `${id}-told` : `${id}-told ${id}-last`}
        aria-invalid={here.tone === 'wrong' ? 'true' : undefined}
      />
      {before !== undefined && (
        <span class="last-year" id={`${id}-last`}>
          <span class="unseen">{page.look.last} </span>
          {formatNumber(before, DECIMALS[column.kind])}
        </span>
      )}
      <span class="told" id={`${id}-told`}>
        <ToldWords path={path} told={here} />
      </span>
    </td>
  );
};

/** A few words below the figure; what one click mends or fills in is a button. */
export const ToldWords = ({
  path,
  told: { words, repair, fill },
}: {
  readonly path: string;
  readonly told: CellTold;
}) => {
  // The lists have such buttons for the keyboard: here they would stand between two cells.
  if (repair !== undefined)
    return (
      <button type="button" tabindex={-1} data-repair={repair}>
        {words}
      </button>
    );
  if (fill !== undefined)
    return (
      <button type="button" tabindex={-1} data-fill={path} data-value={fill}>
        {words}
      </button>
    );
  return <>{words}</>;
};

const HelpButton = ({ page, draft: { edition }, row }: FormOfDraft & { readonly row: Row }) =>
  findRowHelp(page.helps, edition, row.path) ? (
    <button
      type="button"
      class="help"
      // F1 in a cell does the same: Tab leads from cell to cell.
      tabindex={-1}
      data-help={row.path}
      aria-label={page.look.help.open(inLang(placeName(edition, row.path), page.lang))}
    >
      ?
    </button>
  ) : (
    <></>
  );

/** The row that a cell stands in. */
export const findRow = (edition: Edition, path: string): Row | undefined =>
  CATALOGUES[edition].rowByPath.get(path) ??
  CATALOGUES[edition].rowByPath.get(path.slice(0, path.lastIndexOf('/')));
