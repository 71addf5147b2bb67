/** The data dictionary: every column of the archive's files, and every cell of the form in both editions, in two languages. */
import type { DictionaryAnswer } from '../../shared/contracts/api/archive-answers.ts';
import type { Text } from '../../shared/domain/basics/text.ts';
import { CATALOGUES, DECIMALS, EDITIONS, type Edition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import {
  BULK_CELLS,
  FACT_COLUMNS,
  TIDY_COLUMNS,
  type BulkCell,
} from '../../shared/domain/standing/bulk-columns.ts';
import { findRowHelp } from '../file/look/row-help.ts';
import { ROW_HELPS_EN } from '../file/look/row-help-en.ts';
import { ROW_HELPS_ZH } from '../file/look/row-help-zh.ts';
import { en } from '../texts/en.ts';
import { zhCn } from '../texts/zh-cn.ts';

export type DictionaryEntry = DictionaryAnswer['columns'][number];

/** The fee stands in the sixth section, and has rules of its own. */
const FEE_SECTION: Text = { zh: '六、其他需要报告的事项', en: 'VI. Other matters to report' };
const FEE_ARTICLE: Text = {
  zh: '条例第四十二条;《政府信息公开信息处理费管理办法》(国办函〔2020〕109号)',
  en: 'Decree, article 42; Measures on the processing fee (notice 109 of 2020)',
};

const NO_CELL = { edition: null, row: null, column: null, unit: null, section: null, article: null };

function describeCell(edition: Edition, { path, row, column, kind }: BulkCell): DictionaryEntry {
  const formRow = CATALOGUES[edition].rowByPath.get(row);
  const zh = findRowHelp(ROW_HELPS_ZH, edition, row);
  const enHelp = findRowHelp(ROW_HELPS_EN, edition, row);
  // What table 二 counts differs from row to row: documents, items, decisions.
  const hasUnit = formRow?.table !== 'proactive' || DECIMALS[kind] > 0;
  const table = CATALOGUES[edition].tables.find(({ key }) => key === formRow?.table);
  return {
    files: ['wide.csv', 'tidy.csv', 'tidy.parquet', 'figures.sqlite'],
    key: path,
    edition,
    row,
    column,
    label: placeName(edition, path),
    type: 'number',
    unit: hasUnit ? { zh: zhCn.take.cellUnits[kind], en: en.take.cellUnits[kind] } : null,
    section: formRow ? (table?.label ?? null) : FEE_SECTION,
    article: formRow ? (zh && enHelp ? { zh: zh.article, en: enHelp.article } : null) : FEE_ARTICLE,
    says: zh && enHelp ? { zh: zh.what, en: enHelp.what } : null,
  };
}

export const DICTIONARY: readonly DictionaryEntry[] = [
  ...FACT_COLUMNS.map(({ name, type, label, says }): DictionaryEntry => ({
    ...NO_CELL,
    files: ['wide.csv', 'figures.sqlite'],
    key: name,
    label,
    type,
    says,
  })),
  ...TIDY_COLUMNS.map(({ name, type, label, says }): DictionaryEntry => ({
    ...NO_CELL,
    files: ['tidy.csv', 'tidy.parquet', 'figures.sqlite'],
    key: name,
    label,
    type,
    says,
  })),
  ...EDITIONS.flatMap((edition) => BULK_CELLS[edition].map((cell) => describeCell(edition, cell))),
];
