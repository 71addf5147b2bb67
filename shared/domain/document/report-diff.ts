/** What differs between two versions of one agency's report: cell by cell, text by text, fact by fact. */
import { CATALOGUES } from '../form/catalogue.ts';
import { fromStored, toStored, type Figures } from '../form/figures.ts';
import type { StatedReport } from './stated-report.ts';

/** In the cell's unit; NaN where a version's cell could not be read. */
export interface FigureChange {
  readonly path: string;
  readonly before: number;
  readonly after: number;
}

/** What a document states once, other than figures; `undefined` where it does not state it. */
export type Fact = string | number | boolean | undefined;
export interface FactChange {
  readonly path: string;
  readonly before: Fact;
  readonly after: Fact;
}

export interface TextChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A note or an explanation; several at one place are one, in lines. */
export interface RemarkChange extends TextChange {
  /** Explanations only: the rule that it answers. */
  readonly rule?: string;
}

interface ReportDiff {
  readonly facts: readonly FactChange[];
  readonly narrative: readonly TextChange[];
  readonly notes: readonly RemarkChange[];
  readonly explanations: readonly RemarkChange[];
}

const isSame = (a: number | undefined, b: number | undefined): boolean =>
  a === b || (Number.isNaN(a) && Number.isNaN(b));

/**
 * The changed cells, in the order of the form. Where versions state different editions, only the cells that both have
 * are compared.
 */
export function diffFigures(before: Figures, after: Figures): FigureChange[] {
  const earlier = CATALOGUES[before.edition].cellByPath;
  return CATALOGUES[after.edition].cells.flatMap(({ path, index, column }) => {
    const cell = earlier.get(path);
    if (!cell || isSame(before.cells[cell.index], after.cells[index])) return [];
    return [
      {
        path,
        before: fromStored(cell.column.kind, before.cells[cell.index]!),
        after: fromStored(column.kind, after.cells[index]!),
      },
    ];
  });
}

/** The figures with the changes made: `diffFigures(a, b)` applied to `a` is `b`. */
export function applyChanges(figures: Figures, changes: readonly FigureChange[]): Figures {
  const cells = figures.cells.slice();
  for (const { path, after } of changes) {
    const cell = CATALOGUES[figures.edition].cellByPath.get(path);
    if (!cell) throw new RangeError(`edition ${figures.edition} has no cell ${path}`);
    cells[cell.index] = toStored(cell.column.kind, after);
  }
  return { edition: figures.edition, cells };
}

/** Everything but the figures, which are compared by `diffFigures`. */
export function diffReports(before: StatedReport, after: StatedReport): ReportDiff {
  const earlier = factsOf(before);
  const textsBefore = textsOf(before);
  return {
    facts: factsOf(after).flatMap(([path, fact], i) => {
      const was = earlier[i]?.[1];
      return was === fact ? [] : [{ path, before: was, after: fact }];
    }),
    narrative: textsOf(after).flatMap(([path, is], i) => {
      const was = textsBefore[i]?.[1];
      return was === is ? [] : [{ path, before: was, after: is }];
    }),
    notes: diffRemarks(before.notes, after.notes),
    explanations: diffRemarks(before.explanations, after.explanations),
  };
}

const yuan = (fen: number | undefined): number | undefined =>
  fen === undefined ? undefined : fromStored('yuan', fen);

/** In the document's order. */
function factsOf(report: StatedReport): (readonly [path: string, fact: Fact])[] {
  const { agency, processingFee: fee = {} } = report;
  return [
    ['/edition', report.edition],
    ['/year', report.year],
    ['/agency/id', agency.id],
    ['/agency/name', agency.name],
    ['/agency/creditCode', agency.creditCode],
    ['/district', report.district],
    ['/publishedOn', report.publishedOn],
    ['/sourceUrl', report.sourceUrl],
    ['/signature/name', report.signature?.name],
    ['/signature/date', report.signature?.date],
    ['/processingFee/notices', fee.notices],
    ['/processingFee/noticedCny', yuan(fee.noticedFen)],
    ['/processingFee/collectedCny', yuan(fee.collectedFen)],
    ['/nil', report.nil],
  ];
}

/** In the order of the form. */
const textsOf = ({
  preamble,
  narrative,
}: StatedReport): (readonly [path: string, text: string | undefined])[] => [
  ['/preamble', preamble],
  ['/narrative/overview', narrative.overview],
  ['/narrative/problems', narrative.problems],
  ['/narrative/other', narrative.other],
];

interface Remark {
  readonly rule?: string;
  readonly path: string;
  readonly text: string;
}

/** By place, those of the later version first, in its order. */
function diffRemarks(before: readonly Remark[], after: readonly Remark[]): RemarkChange[] {
  const [was, is] = [remarksByPlace(before), remarksByPlace(after)];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((place) => {
    const [earlier, later] = [was.get(place), is.get(place)];
    const remark = later ?? earlier;
    if (!remark || earlier?.text === later?.text) return [];
    const { rule, path } = remark;
    return [{ ...(rule !== undefined && { rule }), path, before: earlier?.text, after: later?.text }];
  });
}

function remarksByPlace(remarks: readonly Remark[]): Map<string, Remark> {
  const byPlace = new Map<string, Remark>();
  for (const remark of remarks) {
    const place = `${remark.rule ?? ''} ${remark.path}`;
    const other = byPlace.get(place);
    byPlace.set(place, other ? { ...other, text: `${other.text}\n${remark.text}` } : remark);
  }
  return byPlace;
}
