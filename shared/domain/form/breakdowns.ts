/** What the form's tables divide a total into: reasons, applicants, ends of disputes, proactive disclosure. */
import {
  APPLICANT_COLUMNS,
  CATALOGUES,
  DISPUTE_COLUMNS,
  type Cell,
  type Edition,
  type Row,
} from './catalogue.ts';
import type { OutcomeKey, Share } from './derived-figures.ts';
import { readFigure, fromStored, type Figures } from './figures.ts';
import type { Text } from '../basics/text.ts';

/** One part of a whole, by the form's own words. */
export interface Part<Key extends string = string> {
  readonly key: Key;
  readonly label: Text;
  readonly value: number;
}

/** Outcomes that the form divides by reason in both editions. */
export type ReasonedOutcome = Extract<OutcomeKey, 'refused' | 'unavailable' | 'declined'>;
export const REASONED_OUTCOMES: readonly ReasonedOutcome[] = ['refused', 'unavailable', 'declined'];

const APPLICATION_ROWS: readonly Row[] = CATALOGUES['2021'].rows.filter(
  ({ table }) => table === 'applications',
);
const reasonRows = (outcome: ReasonedOutcome): readonly Row[] =>
  APPLICATION_ROWS.filter(({ key }) => key.startsWith(`results.${outcome}.`));
const REASON_ROWS: Readonly<Record<ReasonedOutcome, readonly Row[]>> = {
  refused: reasonRows('refused'),
  unavailable: reasonRows('unavailable'),
  declined: reasonRows('declined'),
};

/** `1.属于国家秘密` without its number: in a list of its own it counts nothing. */
const unnumbered = ({ zh, en }: Text): Text => ({
  zh: zh.replace(/^\d+\./, ''),
  en: en.replace(/^\d+\. /, ''),
});
const REASON_LABELS = new Map(
  Object.values(REASON_ROWS).flatMap((rows) => rows.map(({ path, label }) => [path, unnumbered(label)])),
);

/** In the form's order; of the 总计 column. */
export function listReasons(figures: Figures, outcome: ReasonedOutcome): Part[] {
  return REASON_ROWS[outcome].map(({ key, path, label }) => ({
    key,
    label: REASON_LABELS.get(path) ?? label,
    value: readFigure(figures, `${path}/total`) ?? 0,
  }));
}

/** 自然人 and the five kinds of 法人或其他组织, of the applications newly received. */
export function listApplicants(figures: Figures): Part[] {
  return APPLICANT_COLUMNS.filter(({ key }) => key !== 'total').map(({ key, label }) => ({
    key,
    label,
    value: readFigure(figures, `/applications/received/${key}`) ?? 0,
  }));
}

export type DisputeKey = 'reconsideration' | 'direct' | 'afterReconsideration';
/** How a dispute ended, or that it has not. */
export type EndKey = 'upheld' | 'corrected' | 'other' | 'pending';
export const END_KEYS: readonly EndKey[] = ['upheld', 'corrected', 'other', 'pending'];

const DISPUTES: readonly { readonly key: DisputeKey; readonly path: string }[] = [
  { key: 'reconsideration', path: '/reconsideration' },
  { key: 'direct', path: '/litigation/direct' },
  { key: 'afterReconsideration', path: '/litigation/afterReconsideration' },
];

export interface Dispute {
  readonly key: DisputeKey;
  /** JSON Pointer of its row. */
  readonly path: string;
  readonly label: Text;
  readonly total: number;
  readonly ends: Readonly<Record<EndKey, number>>;
}

/** 行政复议, 未经复议直接起诉 and 复议后起诉. */
export function listDisputes(figures: Figures): Dispute[] {
  return DISPUTES.map(({ key, path }) => {
    const at = (cell: string): number => readFigure(figures, `${path}/${cell}`) ?? 0;
    return {
      key,
      path,
      label: CATALOGUES[figures.edition].rowByPath.get(path)?.label ?? { zh: key, en: key },
      total: at('total'),
      ends: {
        upheld: at('upheld'),
        corrected: at('corrected'),
        other: at('other'),
        pending: at('pending'),
      },
    };
  });
}

export function endLabel(key: EndKey): Text {
  return DISPUTE_COLUMNS.find((column) => column.key === key)?.label ?? { zh: key, en: key };
}

/** 纠错率: corrected ÷ (total − pending), of some groups of disputes together. */
export function countCorrections(figures: Figures, groups: readonly DisputeKey[]): Share {
  const counted = listDisputes(figures).filter(({ key }) => groups.includes(key));
  return {
    part: counted.reduce((sum, { ends }) => sum + ends.corrected, 0),
    whole: counted.reduce((sum, { total, ends }) => sum + total - ends.pending, 0),
  };
}
export const RECONSIDERATIONS: readonly DisputeKey[] = ['reconsideration'];
export const LAWSUITS: readonly DisputeKey[] = ['direct', 'afterReconsideration'];

/** A row of 主动公开 that both editions ask for, though not in the same words. */
export interface ProactiveSeries {
  readonly key: string;
  readonly label: Text;
  /** The cell of each edition that counts the same thing. */
  readonly cells: Readonly<Record<Edition, Cell>>;
}

/**
 * Which cell of edition 2021 goes on with which of edition 2019: documents made in the year, and decisions of the year.
 * 现行有效件数 is not 对外公开总数量, 收费金额 not a number of items: they begin, and 其他对外管理服务事项 and 政府集中采购
 * end, with the change of edition.
 */
const CONTINUED: readonly (readonly [row: string, before: string, since: string])[] = [
  ['rules', 'newlyMade', 'made'],
  ['normativeDocuments', 'newlyMade', 'made'],
  ['licensing', 'decisions', 'decisions'],
  ['penalties', 'decisions', 'decisions'],
  ['coercion', 'decisions', 'decisions'],
];

export const PROACTIVE_SERIES: readonly ProactiveSeries[] = CONTINUED.flatMap(([row, before, since]) => {
  const path = `/proactive/${row}`;
  const label = CATALOGUES['2021'].rowByPath.get(path)?.label;
  const old = CATALOGUES['2019'].cellByPath.get(`${path}/${before}`);
  const now = CATALOGUES['2021'].cellByPath.get(`${path}/${since}`);
  return label && old && now ? [{ key: row, label, cells: { '2019': old, '2021': now } }] : [];
});

export function proactiveValue(figures: Figures, { cells }: ProactiveSeries): number {
  const cell = cells[figures.edition];
  return fromStored(cell.column.kind, figures.cells[cell.index]!);
}
