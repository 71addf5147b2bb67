/** One document on the check page: what was found in it, what was corrected, and what it was before. Pure. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { checkDocument, tooLarge } from '../../shared/domain/verdict/check-report.ts';
import { correctDocument } from '../../shared/domain/document/correct-document.ts';
import { decodeDraft } from '../../shared/domain/document/decode-report.ts';
import { NUMBER, TEXT } from '../../shared/domain/form/read-values.ts';
import { fromStored, type Figures } from '../../shared/domain/form/figures.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import type { Repair } from '../../shared/domain/findings/suspect.ts';
import { figuresRead } from '../form/figures-read.ts';
import { withExplanation, type ShownFinding } from '../form/shown-finding.ts';
import { listProposals, groupSuspects } from '../form/suspect-groups.ts';

interface Correction {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

export interface CheckedDocument {
  /** The file's name; undefined for what was pasted. */
  readonly name: string | undefined;
  /** As it stands now; undefined where it is too large to be read. */
  readonly bytes: Uint8Array | undefined;
  /** As it came: the document itself until something is corrected. */
  readonly original: CheckedDocument | undefined;
  readonly corrections: readonly Correction[];
  readonly kind: 'unreadable' | 'returned' | 'accepted';
  readonly findings: readonly ShownFinding[];
  /** NaN in a cell that could not be read; `undefined` where none could. */
  readonly figures: Figures | undefined;
  readonly report: Report | undefined;
  readonly agencyId: string | undefined;
  readonly agencyName: string | undefined;
  readonly year: number | undefined;
}

const UNREAD = {
  original: undefined,
  corrections: [],
  figures: undefined,
  report: undefined,
  agencyId: undefined,
  agencyName: undefined,
  year: undefined,
} as const;

export function checkBytes(name: string | undefined, bytes: Uint8Array, now: Instant): CheckedDocument {
  const { outcome, findings, report } = checkDocument(bytes, now);
  const shown = findings.map((finding) => withExplanation(finding, report?.explanations ?? []));
  const decoded = decodeDraft(bytes);
  if (decoded.kind === 'unreadable') return { ...UNREAD, name, bytes, kind: 'unreadable', findings: shown };
  const { texts, numbers } = decoded.draft;
  return {
    ...UNREAD,
    name,
    bytes,
    kind: outcome,
    findings: shown,
    figures: figuresRead(decoded),
    report,
    agencyId: texts[TEXT.agencyId],
    agencyName: texts[TEXT.agencyName],
    year: numbers[NUMBER.year],
  };
}

/** A file that is not even read, because of its size. */
export function checkSize(name: string, sizeBytes: number): CheckedDocument {
  const finding = { ...tooLarge(sizeBytes), explanation: undefined };
  return { ...UNREAD, name, bytes: undefined, kind: 'unreadable', findings: [finding] };
}

/** The document with a repair in it, checked again; undefined where it does not state the cells to be changed. */
export function applyRepair(
  checked: CheckedDocument,
  { changes }: Repair,
  now: Instant,
): CheckedDocument | undefined {
  const bytes = checked.bytes && correctDocument(checked.bytes, changes);
  if (!bytes) return undefined;
  const original = checked.original ?? checked;
  const corrected = checkBytes(checked.name, bytes, now);
  return { ...corrected, original, corrections: correctionsBetween(original.figures, corrected.figures) };
}

function correctionsBetween(before: Figures | undefined, after: Figures | undefined): Correction[] {
  if (before?.edition !== after?.edition || !before || !after) return [];
  return CATALOGUES[before.edition].cells.flatMap(({ path, index, column }) => {
    const from = fromStored(column.kind, before.cells[index] ?? NaN);
    const to = fromStored(column.kind, after.cells[index] ?? NaN);
    return Object.is(from, to) ? [] : [{ path, from, to }];
  });
}

interface Tally {
  readonly errors: number;
  /** Errors that vanish with the named culprits' cells corrected, and how many cells those are. */
  readonly explained: number;
  readonly cells: number;
  /** Without those that the document explains. */
  readonly warnings: number;
  readonly infos: number;
}

export function tallyFindings({ findings }: CheckedDocument): Tally {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const explained = errors.filter(({ suspect }) => suspect && !('candidates' in suspect));
  return {
    errors: errors.length,
    explained: explained.length,
    cells: listProposals(groupSuspects(findings)).size,
    infos: findings.filter(({ severity }) => severity === 'info').length,
    warnings: findings.filter(
      ({ severity, explanation }) => severity === 'warning' && explanation === undefined,
    ).length,
  };
}

/** `2024-zwfwj.json` → `2024-zwfwj-corrected.json`; what was pasted is named by its agency and year. */
export function correctedName({ name, agencyId, year }: CheckedDocument, suffix: string): string {
  const stem = name?.replace(/\.json$/i, '') ?? [year, agencyId].filter(Boolean).join('-');
  return `${stem === '' ? 'report' : stem}-${suffix}.json`;
}
