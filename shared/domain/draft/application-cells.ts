/** Cells of table 三's 总计 column by what they count. */
import { OUTCOMES, type OutcomeKey } from '../form/derived-figures.ts';
import { CATALOGUES, type Edition, type Row } from '../form/catalogue.ts';

export const RECEIVED = '/applications/received/total';
export const CARRIED_IN = '/applications/carriedIn/total';
export const CARRIED_OUT = '/applications/carriedOut/total';
export const RESULTS = '/applications/results/total/total';

const PREFIXES: Readonly<Record<OutcomeKey, string>> = {
  granted: 'results.granted',
  partial: 'results.partial',
  refused: 'results.refused.',
  unavailable: 'results.unavailable.',
  declined: 'results.declined.',
  other: 'results.otherHandling.',
};

export interface OutcomeRows {
  readonly key: OutcomeKey;
  readonly name: string;
  readonly rows: readonly Row[];
  readonly cells: readonly string[];
}

/** The six outcomes in the form's order, with the rows that each has in an edition. */
export const listOutcomes = (edition: Edition): readonly OutcomeRows[] =>
  OUTCOMES.map(({ key, label }) => {
    const rows = CATALOGUES[edition].rows.filter(
      (row) => row.table === 'applications' && row.key.startsWith(PREFIXES[key]),
    );
    return { key, name: label.zh, rows, cells: rows.map(({ path }) => `${path}/total`) };
  });

/** `属于国家秘密`: the form's words without their number. */
export const nameReason = ({ label: { zh } }: Row): string =>
  zh.replace(/^(\d\.|\([一二三四五六七]\))/, '').replace(/、行政机关不再处理其政府信息公开申请$/, '');
