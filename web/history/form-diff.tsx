/** The official form with what changed between two versions in its cells. */
import { fromStored, type Figures } from '../../shared/domain/form/figures.ts';
import type { FigureChange } from '../../shared/domain/document/report-diff.ts';
import { cellId } from '../form/form-layout.ts';
import { FormTables, type CellPlace } from '../form/form-tables.tsx';
import type { PageContext } from '../site/page-context.ts';
import { cellFigure, Stated } from './value-change.tsx';

interface FormDiffProps {
  readonly page: PageContext;
  /** Figures of the later version. */
  readonly figures: Figures;
  readonly changes: readonly FigureChange[];
}

export const FormDiff = ({ page, figures, changes }: FormDiffProps) => {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  return (
    <FormTables
      page={page}
      edition={figures.edition}
      cellOf={(place) => (
        <DiffCell page={page} figures={figures} change={byPath.get(place.cell.path)} {...place} />
      )}
    />
  );
};

interface DiffCellProps extends CellPlace {
  readonly page: PageContext;
  readonly figures: Figures;
  readonly change: FigureChange | undefined;
}

const DiffCell = ({ page, figures, change, cell, span }: DiffCellProps) => {
  const { edition, cells } = figures;
  const place = { id: cellId(cell.path), colspan: span === 1 ? undefined : span };
  if (!change) {
    const value = fromStored(cell.column.kind, cells[cell.index] ?? 0);
    return (
      <td class="n unchanged" {...place}>
        {Number.isNaN(value) ? '' : cellFigure(page, edition, cell.path, value)}
      </td>
    );
  }
  return (
    <td class="n changed" {...place}>
      <Stated page={page} edition={edition} path={cell.path} value={change.before} as="del" />{' '}
      <Stated page={page} edition={edition} path={cell.path} value={change.after} as="ins" />
    </td>
  );
};
