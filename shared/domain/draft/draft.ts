/**
 * A drafted text: paragraphs of words and numbers. A number says where it stands, so that a page leads to its cell and a
 * test asks there for it; words hold no digit of their own. No language model: the sentences are told from figures.
 */
import { readFigure, type Figures } from '../form/figures.ts';
import type { Mark } from '../standing/marked-total.ts';
import { readFee, type FeeKey, type FeePart, type ProcessingFees } from '../form/processing-fees.ts';

/** Numbers of agencies, as the region's total has them. */
interface DraftReports {
  readonly expected: number;
  readonly accepted: number;
  readonly flagged: number;
  readonly returned: number;
  readonly late: number;
}

/** A region or an agency that is part of the total. */
export interface DraftChild {
  readonly id: string;
  readonly name: string;
  readonly now: Figures | undefined;
  readonly before: Figures | undefined;
  /** Its totals that a figure in doubt makes, or its own figures that make one. */
  readonly marks?: readonly Mark[];
}

export interface DraftBasis {
  readonly name: string;
  readonly year: number;
  /** `2025年3月1日`: the day that the numbers are of. */
  readonly asOf: string;
  readonly reports: DraftReports;
  /** `undefined` where no report is in force. */
  readonly figures: Figures | undefined;
  /** The region's own of the year before, and how many reports they are of. */
  readonly previous: Figures | undefined;
  readonly previousReports: Pick<DraftReports, 'expected' | 'accepted'> | undefined;
  readonly fees: ProcessingFees;
  readonly children: readonly DraftChild[];
  /** Totals that a figure in doubt makes. */
  readonly marks?: readonly Mark[];
  /** Whether units of vertical systems stand beside the region's own. */
  readonly hasVertical?: boolean;
}

export type ReportNumber = keyof DraftReports | 'onTime' | 'missing';

/** Where a number stands; several cells are added. */
export type Source =
  | { readonly kind: 'cells'; readonly cells: readonly string[]; readonly at: 'now' | 'before' }
  | { readonly kind: 'difference' | 'change'; readonly cells: readonly string[] }
  | { readonly kind: 'share'; readonly cells: readonly string[]; readonly whole: readonly string[] }
  | {
      readonly kind: 'child';
      readonly id: string;
      readonly cells: readonly string[];
      readonly at: 'now' | 'before' | 'difference';
    }
  | { readonly kind: 'reports'; readonly of: ReportNumber }
  | { readonly kind: 'onTimeShare' }
  | { readonly kind: 'fee'; readonly key: FeeKey }
  | { readonly kind: 'feeStated' | 'feeUnstated'; readonly part: FeePart }
  | { readonly kind: 'year' }
  | { readonly kind: 'asOf' };

export interface NumberPiece {
  readonly text: string;
  readonly source: Source;
}
export type Piece = string | NumberPiece;

/** `place`: for what no figure tells. */
export interface Paragraph {
  readonly as: 'text' | 'place';
  readonly pieces: readonly Piece[];
}

export type DraftSection = 'overview' | 'proactive' | 'applications' | 'disputes' | 'problems' | 'other';
export type Draft = Readonly<Record<DraftSection, readonly Paragraph[]>>;

export const writeText = ({ pieces }: Paragraph): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');

/** Whole numbers, yuan, or a ratio; `undefined` where nothing is known or nothing can be computed. */
export function measure(
  basis: DraftBasis,
  source: Exclude<Source, { readonly kind: 'asOf' }>,
): number | undefined {
  switch (source.kind) {
    case 'cells':
      return sumCells(source.at === 'now' ? basis.figures : basis.previous, source.cells);
    case 'difference':
      return differ(sumCells(basis.figures, source.cells), sumCells(basis.previous, source.cells));
    case 'change': {
      const before = sumCells(basis.previous, source.cells);
      const difference = differ(sumCells(basis.figures, source.cells), before);
      return before === undefined || before === 0 || difference === undefined
        ? undefined
        : difference / before;
    }
    case 'share': {
      const whole = sumCells(basis.figures, source.whole);
      const part = sumCells(basis.figures, source.cells);
      return whole === undefined || whole === 0 || part === undefined ? undefined : part / whole;
    }
    case 'child':
      return measureChild(basis, source);
    case 'reports':
      return countReports(basis.reports, source.of);
    case 'onTimeShare':
      return countReports(basis.reports, 'onTime') / basis.reports.expected;
    case 'fee':
      return readFee(basis.fees, source.key);
    case 'feeStated':
      return basis.fees[source.part].stated;
    case 'feeUnstated':
      return basis.reports.accepted - basis.fees[source.part].stated;
    case 'year':
      return basis.year;
  }
}

const sumCells = (figures: Figures | undefined, cells: readonly string[]): number | undefined =>
  figures && cells.reduce((sum, cell) => sum + (readFigure(figures, cell) ?? 0), 0);

const differ = (now: number | undefined, before: number | undefined): number | undefined =>
  now === undefined || before === undefined ? undefined : Math.abs(now - before);

function measureChild(
  { children }: DraftBasis,
  { id, cells, at }: Extract<Source, { readonly kind: 'child' }>,
): number | undefined {
  const child = children.find((one) => one.id === id);
  const now = sumCells(child?.now, cells);
  const before = sumCells(child?.before, cells);
  return at === 'now' ? now : at === 'before' ? before : differ(now, before);
}

function countReports(reports: DraftReports, of: ReportNumber): number {
  const { expected, accepted, returned, late } = reports;
  switch (of) {
    case 'onTime':
      return accepted - late;
    case 'missing':
      return expected - accepted - returned;
    default:
      return reports[of];
  }
}
