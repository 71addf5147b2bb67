/** OpenDocument sheets: rows and cells that repeat are written once, also a million empty ones. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList } from '../block-list.ts';
import { LIMITS } from '../limits.ts';
import { readCellText, readSpan, ROW_GROUPS } from '../office/odt.ts';
import { RefusedError } from '../refused.ts';
import { findElement, listElements, type TreeElement } from '../tree.ts';
import { writeNumber } from './cell-value.ts';
import { SheetGrid } from './sheet-grid.ts';

export function readOds(content: TreeElement): Layout {
  const list = new BlockList();
  const tables = listElements(findElement(content, 'spreadsheet') ?? content).filter(
    ({ name }) => name === 'table',
  );
  if (tables.length > LIMITS.sheets) throw new RefusedError('bomb', `${tables.length} sheets`);
  for (const table of tables) readSheet(table).addTo(list);
  return { kind: 'ods', blocks: list.blocks };
}

function readSheet(table: TreeElement): SheetGrid {
  const grid = new SheetGrid(table.attributes['name'] ?? '');
  let row = 1;
  const visit = (parent: TreeElement): void => {
    for (const child of listElements(parent)) {
      if (ROW_GROUPS.has(child.name)) visit(child);
      if (child.name !== 'table-row') continue;
      const repeated = readSpan(child, 'number-rows-repeated');
      if (hasText(child)) for (let i = 0; i < repeated; i++) readRow(child, row + i, grid);
      row += repeated;
    }
  };
  visit(table);
  return grid;
}

function readRow(rowElement: TreeElement, row: number, grid: SheetGrid): void {
  let column = 1;
  for (const cell of listElements(rowElement)) {
    if (cell.name !== 'table-cell' && cell.name !== 'covered-table-cell') continue;
    const repeated = readSpan(cell, 'number-columns-repeated');
    const text = cell.name === 'table-cell' ? readValue(cell) : '';
    if (text !== '') {
      for (let i = 0; i < repeated; i++) grid.set(row, column + i, text);
      const right = column + readSpan(cell, 'number-columns-spanned') - 1;
      const bottom = row + readSpan(cell, 'number-rows-spanned') - 1;
      if (right > column || bottom > row) grid.merge({ top: row, left: column, bottom, right });
    }
    column += repeated;
  }
}

/** What the cell holds where that is a number or a day, not how it is shown. */
function readValue(cell: TreeElement): string {
  const { attributes } = cell;
  if (attributes['value-type'] === 'float') return writeNumber(attributes['value'] ?? '');
  if (attributes['value-type'] === 'date') return (attributes['date-value'] ?? '').slice(0, 10);
  const text = readCellText(cell).trim();
  return text === '' && attributes['formula'] !== undefined ? attributes['formula'] : text;
}

const hasText = (row: TreeElement): boolean => listElements(row).some((cell) => readValue(cell) !== '');
