/** Excel's and WPS' .xlsx. What a sheet says of its own size is not believed. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList } from '../block-list.ts';
import { LIMITS } from '../limits.ts';
import { findMainPart, readRelations } from '../office/package.ts';
import { RefusedError } from '../refused.ts';
import { findChild, findElement, listElements, parseXml, readText, type TreeElement } from '../tree.ts';
import type { Archive } from '../zip/archive.ts';
import { writeInFormat, writeSerialDay, writesDays } from './cell-value.ts';
import { countColumns } from './column-number.ts';
import { SheetGrid } from './sheet-grid.ts';

interface NumberFormat {
  readonly isDay: boolean;
  readonly code: string | undefined;
}

interface Book {
  readonly strings: readonly string[];
  /** By the number of a cell's style: how it writes numbers. */
  readonly formats: readonly NumberFormat[];
  readonly isFrom1904: boolean;
}

export async function readXlsx(archive: Archive): Promise<Layout> {
  const main = await findMainPart(archive, 'xl/workbook.xml');
  const tree = parseXml(await archive.readText(main));
  const relations = await readRelations(archive, main);
  const findPart = (kind: string): string | undefined =>
    relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
  const book: Book = {
    strings: await readStrings(archive, findPart('sharedStrings')),
    formats: await readFormats(archive, findPart('styles')),
    isFrom1904: isTrue(findElement(tree, 'workbookPr')?.attributes['date1904']),
  };
  const list = new BlockList();
  const sheets = listElements(findElement(tree, 'sheets') ?? tree).filter(({ name }) => name === 'sheet');
  if (sheets.length > LIMITS.sheets) throw new RefusedError('bomb', `${sheets.length} sheets`);
  for (const { attributes } of sheets) {
    const part = relations.find(({ id }) => id === attributes['id'])?.target;
    const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
    if (part === undefined || isHidden || !archive.has(part)) continue;
    readSheet(attributes['name'] ?? '', parseXml(await archive.readText(part)), book).addTo(list);
  }
  return { kind: 'xlsx', blocks: list.blocks };
}

function readSheet(name: string, sheet: TreeElement, book: Book): SheetGrid {
  const grid = new SheetGrid(name);
  let row = 0;
  for (const rowElement of listElements(findElement(sheet, 'sheetData') ?? sheet)) {
    if (rowElement.name !== 'row') continue;
    row = readCount(rowElement.attributes['r']) ?? row + 1;
    let column = 0;
    for (const cell of listElements(rowElement)) {
      if (cell.name !== 'c') continue;
      column = readColumn(cell.attributes['r']) ?? column + 1;
      grid.set(row, column, readCell(cell, book));
    }
  }
  for (const merge of listElements(findElement(sheet, 'mergeCells') ?? { ...sheet, children: [] })) {
    const [from, to] = (merge.attributes['ref'] ?? '').split(':');
    const [top, bottom] = [readRow(from), readRow(to)];
    const [left, right] = [readColumn(from), readColumn(to)];
    if (top && left && bottom && right) grid.merge({ top, left, bottom, right });
  }
  return grid;
}

function readCell(cell: TreeElement, { strings, formats, isFrom1904 }: Book): string {
  const value = findChild(cell, 'v');
  const stored = value && readText(value).trim();
  const type = cell.attributes['t'] ?? 'n';
  if (type === 'inlineStr') return readString(findChild(cell, 'is') ?? cell);
  if (stored === undefined || stored === '') {
    // A sum that no program has worked out yet is not nothing.
    const formula = findChild(cell, 'f');
    return formula ? `=${readText(formula)}` : '';
  }
  if (type === 's') return strings[Number(stored)] ?? '';
  if (type === 'b') return stored === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return stored;
  const format = formats[Number(cell.attributes['s'] ?? '0')];
  return format?.isDay === true
    ? writeSerialDay(Number(stored), isFrom1904)
    : writeInFormat(stored, format?.code);
}

async function readStrings(archive: Archive, part: string | undefined): Promise<string[]> {
  if (part === undefined || !archive.has(part)) return [];
  const table = findElement(parseXml(await archive.readText(part)), 'sst');
  return table ? listElements(table).map(readString) : [];
}

/** Its runs, without the readings above characters. */
const readString = (element: TreeElement): string =>
  listElements(element)
    .filter(({ name }) => name !== 'rPh')
    .map((child) => (child.name === 't' ? readText(child) : readString(child)))
    .join('');

async function readFormats(archive: Archive, part: string | undefined): Promise<NumberFormat[]> {
  if (part === undefined || !archive.has(part)) return [];
  const styles = parseXml(await archive.readText(part));
  const codes = new Map(
    listElements(findElement(styles, 'numFmts') ?? { ...styles, children: [] }).map(({ attributes }) => [
      Number(attributes['numFmtId']),
      attributes['formatCode'],
    ]),
  );
  return listElements(findElement(styles, 'cellXfs') ?? { ...styles, children: [] }).map(({ attributes }) => {
    const id = Number(attributes['numFmtId'] ?? '0');
    return { isDay: writesDays(id, codes.get(id)), code: codes.get(id) };
  });
}

const isTrue = (stated: string | undefined): boolean => stated === '1' || stated === 'true';

function readCount(stated: string | undefined): number | undefined {
  const count = Number(stated ?? '');
  return Number.isSafeInteger(count) && count >= 1 ? count : undefined;
}

const readRow = (reference: string | undefined): number | undefined =>
  readCount(/^\$?[A-Z]{1,3}\$?(\d{1,7})$/u.exec(reference ?? '')?.[1]);

function readColumn(reference: string | undefined): number | undefined {
  const letters = /^\$?([A-Z]{1,3})\$?\d{1,7}$/u.exec(reference ?? '')?.[1];
  return letters === undefined ? undefined : countColumns(letters);
}
