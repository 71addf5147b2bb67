/** Last year's figures, where they can stand beside this year's. */
import { CATALOGUES, type Edition } from '../../shared/domain/form/catalogue.ts';
import { readFigure, type Figures } from '../../shared/domain/form/figures.ts';

export interface LastYear {
  readonly year: number;
  readonly figures: Figures;
}

/**
 * The figure of a cell; `undefined` where last year's form had none of that name. Across 2020/2021 a path may lead to what is
 * alike, not the same: 处理决定数量 and 本年处理决定数量, (六)其他处理 and 3.其他.
 */
export function lastYearsFigure({ figures }: LastYear, edition: Edition, path: string): number | undefined {
  const now = CATALOGUES[edition];
  const before = CATALOGUES[figures.edition];
  const row = path.slice(0, path.lastIndexOf('/'));
  const isSame =
    now.cellByPath.get(path)?.column.label.zh === before.cellByPath.get(path)?.column.label.zh &&
    now.rowByPath.get(row)?.label.zh === before.rowByPath.get(row)?.label.zh;
  return isSame ? readFigure(figures, path) : undefined;
}
