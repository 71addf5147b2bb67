/** Rows that could be parted in several ways, where last year's report leaves one (Y1, Y2, Y3). */
import { locateCell, type Row } from '../../form/catalogue.ts';
import type { Report } from '../../form/report.ts';
import type { RowReading } from './row-reading.ts';
import type { Values } from './split-figures.ts';

export function settleByLastYear(read: RowReading, lastYear: Report | undefined): RowReading {
  const candidates = read.candidates ?? [];
  if (lastYear === undefined || read.why !== 'several-readings' || candidates.length < 2) return read;
  const agrees = tellAgreement(read.row, lastYear);
  const agreeing = agrees === undefined ? [] : candidates.filter(agrees);
  return agreeing.length === 1
    ? { ...read, values: agreeing[0], why: undefined, candidates: undefined, isByLastYear: true }
    : read;
}

/** Whether values continue last year's; undefined where that says nothing of the row. */
function tellAgreement(row: Row, lastYear: Report): ((values: Values) => boolean) | undefined {
  const { edition, cells } = lastYear.figures;
  const before = (path: string): number => cells[locateCell(edition, path)] ?? Number.NaN;
  const keys = row.cells.map(({ column }) => column.key);
  const at = (values: Values, key: string): number => values[keys.indexOf(key)] ?? Number.NaN;
  if (row.path === '/applications/carriedIn')
    return (values) =>
      row.cells.every(({ column }, i) => values[i] === before(`/applications/carriedOut/${column.key}`));
  if (keys.includes('inForce') && edition === '2021')
    return (values) =>
      at(values, 'inForce') === before(`${row.path}/inForce`) + at(values, 'made') - at(values, 'repealed');
  if (keys.includes('previousItems') && edition === '2019')
    return (values) =>
      at(values, 'previousItems') === before(`${row.path}/previousItems`) + before(`${row.path}/change`);
  return undefined;
}
