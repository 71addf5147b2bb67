/** Excel's and WPS' binary sheets (.xls, .et), through the library. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList } from '../block-list.ts';
import { LIMITS } from '../limits.ts';
import type { XlsLibrary } from '../parts.ts';
import { RefusedError } from '../refused.ts';
import { writeInFormat, writeSerialDay, writesDays } from './cell-value.ts';
import { countColumns } from './column-number.ts';
import { SheetGrid } from './sheet-grid.ts';

export function readXls(bytes: Uint8Array, library: XlsLibrary): Layout {
  const book = open(bytes, library);
  if (book.SheetNames.length > LIMITS.sheets)
    throw new RefusedError('bomb', `${book.SheetNames.length} sheets`);
  const list = new BlockList();
  for (const [i, name] of book.SheetNames.entries()) {
    if (!isHidden(book.Workbook, i)) readSheet(name, book.Sheets[name]).addTo(list);
  }
  return { kind: 'xls', blocks: list.blocks };
}

function open(bytes: Uint8Array, library: XlsLibrary): ReturnType<XlsLibrary['read']> {
  try {
    return library.read(bytes, {
      type: 'array',
      cellNF: true,
      cellFormula: true,
      cellHTML: false,
      bookVBA: false,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw new RefusedError(/password|encrypt/iu.test(message) ? 'encrypted' : 'damaged', message);
  }
}

function readSheet(name: string, sheet: unknown): SheetGrid {
  const grid = new SheetGrid(name);
  for (const [key, cell] of isObject(sheet) ? Object.entries(sheet) : []) {
    const place = /^([A-Z]{1,3})(\d{1,7})$/u.exec(key);
    if (place) grid.set(Number(place[2]), countColumns(place[1] ?? ''), readCell(cell));
    else if (key === '!merges' && Array.isArray(cell)) for (const merge of cell) addMerge(merge, grid);
  }
  return grid;
}

function readCell(cell: unknown): string {
  if (!isObject(cell)) return '';
  const { v: value, z: format, w: shown, f: formula } = cell;
  if (typeof value === 'number' && cell['t'] === 'n') {
    const code = typeof format === 'string' ? format : undefined;
    return writesDays(0, code) ? writeSerialDay(value, false) : writeInFormat(String(value), code);
  }
  if (typeof value === 'string' && cell['t'] === 's') return value;
  if (typeof shown === 'string') return shown;
  return typeof formula === 'string' ? `=${formula}` : '';
}

function addMerge(merge: unknown, grid: SheetGrid): void {
  if (!isObject(merge) || !isObject(merge['s']) || !isObject(merge['e'])) return;
  const [top, left, bottom, right] = [merge['s']['r'], merge['s']['c'], merge['e']['r'], merge['e']['c']].map(
    Number,
  );
  if (top === undefined || left === undefined || bottom === undefined || right === undefined) return;
  grid.merge({ top: top + 1, left: left + 1, bottom: bottom + 1, right: right + 1 });
}

function isHidden(workbook: unknown, i: number): boolean {
  const sheets: unknown = isObject(workbook) ? workbook['Sheets'] : undefined;
  const about: unknown = Array.isArray(sheets) ? sheets[i] : undefined;
  return isObject(about) && about['Hidden'] !== undefined && about['Hidden'] !== 0;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
