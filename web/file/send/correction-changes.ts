/** What a draft changes against the version that was filed last: cell by cell, fact by fact; texts only that they changed. */
import { diffFigures, diffReports, type Fact } from '../../../shared/domain/document/report-diff.ts';
import { decodeReport } from '../../../shared/domain/document/decode-report.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { CATALOGUES, DECIMALS } from '../../../shared/domain/form/catalogue.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import type { Report } from '../../../shared/domain/form/report.ts';
import type { Text } from '../../../shared/domain/basics/text.ts';

export interface CorrectionChange {
  readonly place: Text;
  /** Left out of texts, which are too long to be told in a line; empty where nothing stood or stands there. */
  readonly values?: { readonly before: string; readonly after: string };
}

/** `undefined` where one of the two can't be read whole. */
export function listChanges(
  before: string | undefined,
  after: Uint8Array,
): readonly CorrectionChange[] | undefined {
  const earlier = before === undefined ? undefined : readWhole(new TextEncoder().encode(before));
  const later = readWhole(after);
  if (!earlier || !later) return undefined;
  const { edition } = later;
  const { facts, narrative, notes, explanations } = diffReports(earlier, later);
  return [
    ...diffFigures(earlier.figures, later.figures).map(({ path, before: was, after: is }) => {
      const kind = CATALOGUES[edition].cellByPath.get(path)?.column.kind;
      const show = (value: number): string => formatNumber(value, kind ? DECIMALS[kind] : 0);
      return { place: placeName(edition, path), values: { before: show(was), after: show(is) } };
    }),
    ...facts.map(({ path, before: was, after: is }) => ({
      place: placeName(edition, path),
      ...(typeof (was ?? is) !== 'boolean' && { values: { before: showFact(was), after: showFact(is) } }),
    })),
    ...[...narrative, ...notes, ...explanations].map(({ path }) => ({ place: placeName(edition, path) })),
  ];
}

function readWhole(bytes: Uint8Array): Report | undefined {
  const decoded = decodeReport(bytes);
  return decoded.kind === 'read' ? decoded.report : undefined;
}

const showFact = (fact: Fact): string =>
  fact === undefined ? '' : typeof fact === 'number' ? formatNumber(fact) : String(fact);
