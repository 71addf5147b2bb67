import type { Edition } from '../../shared/domain/catalogue.ts';
import { CATALOGUES, DECIMALS } from '../../shared/domain/catalogue.ts';
import { placeName } from '../../shared/domain/cell-names.ts';
import type { FigureChange } from '../../shared/domain/report-diff.ts';
import { formatNumber } from '../charts/format.ts';
import { inLang } from '../texts/language.ts';
import { cellId } from './form-layout.ts';
import type { PageContext } from './page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly edition: Edition;
  readonly change: FigureChange;
  /** Whether the form with the cell is on the page. */
  readonly linked: boolean;
}

/** 表三「部分公开·自然人」 12 → 21. */
export const CellChange = ({ page, edition, change, linked }: Props) => {
  const { path, before, after } = change;
  const name = inLang(placeName(edition, path), page.lang);
  return (
    <>
      {linked ? <a href={`#${cellId(path)}`}>{name}</a> : name}{' '}
      <span class="change">
        <span class="unseen">{page.t.diff.before} </span>
        <del>{cellFigure(page, edition, path, before)}</del>
        <span class="arrow" aria-hidden="true">
          {' → '}
        </span>
        <span class="unseen"> {page.t.diff.after} </span>
        <ins>{cellFigure(page, edition, path, after)}</ins>
      </span>
    </>
  );
};

/** As the form prints it; a word where it could not be read. */
export function cellFigure(page: PageContext, edition: Edition, path: string, value: number): string {
  if (Number.isNaN(value)) return page.t.diff.unreadable;
  const cell = CATALOGUES[edition].cellByPath.get(path);
  return formatNumber(value, cell ? DECIMALS[cell.column.kind] : 0);
}
