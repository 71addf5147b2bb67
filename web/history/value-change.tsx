import type { Edition } from '../../shared/domain/form/catalogue.ts';
import { CATALOGUES, DECIMALS } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import type { FigureChange } from '../../shared/domain/document/report-diff.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { inLang } from '../texts/language.ts';
import { cellId } from '../form/form-layout.ts';
import type { PageContext } from '../site/page-context.ts';

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
        <Stated page={page} edition={edition} path={path} value={before} as="del" />
        <span class="arrow" aria-hidden="true">
          {' → '}
        </span>
        <Stated page={page} edition={edition} path={path} value={after} as="ins" />
      </span>
    </>
  );
};

interface StatedProps extends Omit<Props, 'change' | 'linked'> {
  readonly path: string;
  readonly value: number;
  readonly as: 'del' | 'ins';
}

/** What could not be read was neither taken out nor put in. */
export const Stated = ({ page, edition, path, value, as }: StatedProps) => {
  const said = as === 'del' ? page.t.diff.before : page.t.diff.after;
  const unseen = <span class="unseen">{said} </span>;
  const figure = cellFigure(page, edition, path, value);
  if (Number.isNaN(value))
    return (
      <span class="unread">
        {unseen}
        {figure}
      </span>
    );
  return as === 'del' ? (
    <del>
      {unseen}
      {figure}
    </del>
  ) : (
    <ins>
      {unseen}
      {figure}
    </ins>
  );
};

/** As the form prints it; a word where it could not be read. */
export function cellFigure(page: PageContext, edition: Edition, path: string, value: number): string {
  if (Number.isNaN(value)) return page.t.diff.unreadable;
  const cell = CATALOGUES[edition].cellByPath.get(path);
  return formatNumber(value, cell ? DECIMALS[cell.column.kind] : 0);
}
