/** The rows that recognition looks for: what the catalogue calls them, and what they are called besides. */
import { CATALOGUES, type Edition, type Row, type TableKey } from '../../form/catalogue.ts';
import { compactLabel } from '../tape/near-label.ts';

export interface SoughtRow {
  readonly row: Row;
  /** Chinese characters alone. */
  readonly labels: readonly string[];
}

/** Shortened or renamed often enough to be known, by the path of the row. */
const OTHER_LABELS: Readonly<Record<string, readonly string[]>> = {
  '/proactive/normativeDocuments': ['规范性文件', '行政规范性文件'],
  '/proactive/procurement': ['政府采购'],
  '/proactive/fees': ['行政事业性收费项目'],
  '/applications/results/partial': ['部分公开'],
  '/applications/results/refused/prohibitedByLaw': ['法律行政法规禁止公开'],
  '/applications/results/otherHandling/notCorrected': ['逾期不补正', '申请人无正当理由逾期不补正'],
  '/applications/results/otherHandling/feeUnpaid': [
    '逾期不缴费',
    '逾期未缴费',
    '申请人逾期未按收费通知要求缴纳费用',
  ],
};

const seek = (row: Row): SoughtRow => ({
  row,
  labels: [compactLabel(row.label.zh), ...(OTHER_LABELS[row.path] ?? [])],
});

const rowsIn = (edition: Edition, table: TableKey): readonly Row[] =>
  CATALOGUES[edition].rows.filter((row) => row.table === table);

const seekRows = (table: TableKey): Readonly<Record<Edition, readonly SoughtRow[]>> => ({
  '2019': rowsIn('2019', table).map(seek),
  '2021': rowsIn('2021', table).map(seek),
});

export const SOUGHT_PROACTIVE = seekRows('proactive');
/** By how (六)其他处理 stands in the table: one row as in edition 2019, or three as in 2021. */
export const SOUGHT_APPLICATIONS = seekRows('applications');
