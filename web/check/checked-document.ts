/** One document on the check page: what was found in it, what was corrected, and what it was before. Pure. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import {
  isAskOfHead,
  type Ask,
  type Conversion,
  type Refusal,
} from '../../shared/domain/convert/conversion.ts';
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { checkDocument, followsReport, tooLarge } from '../../shared/domain/verdict/check-report.ts';
import { correctDocument } from '../../shared/domain/document/correct-document.ts';
import { decodeDraft } from '../../shared/domain/document/decode-report.ts';
import { NUMBER, TEXT } from '../../shared/domain/form/read-values.ts';
import { decideOutcome } from '../../shared/domain/findings/finding.ts';
import { STRUCTURE_COMPLETE } from '../../shared/domain/rules/structure/s2-structure-complete.ts';
import { fromStored, type Figures } from '../../shared/domain/form/figures.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { measureRepetition, type Repetition } from '../../shared/domain/narrative/repetition.ts';
import type { Finding } from '../../shared/domain/findings/finding.ts';
import type { Repair } from '../../shared/domain/findings/suspect.ts';
import { figuresRead } from '../form/figures-read.ts';
import { withExplanation, type ShownFinding } from '../form/shown-finding.ts';
import { listProposals, groupSuspects } from '../form/suspect-groups.ts';

interface Correction {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** The file that was given as the report of the year before. */
export interface LastYearFile {
  readonly name: string;
  readonly report: Report;
}

/** What was read of a file that is no document in our format. */
type ReadFile = Extract<Conversion, { readonly outcome: 'read' | 'asks' }>;

export interface CheckedDocument {
  /** The file's name; undefined for what was pasted. */
  readonly name: string | undefined;
  /** What reading it said, where it is no document in our format. */
  readonly conversion: ReadFile | undefined;
  /** Why nothing could be made of it, where it is none. */
  readonly refusal: Refusal | undefined;
  /** As it stands now; undefined where it could not be read. */
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
  /** The file that it was compared with, or could not be: it is another agency's, or of another year. */
  readonly beside: (LastYearFile & { readonly isCompared: boolean }) | undefined;
  /** How much of its text stood in the report that it was compared with. */
  readonly repetition: Repetition | undefined;
}

const UNREAD = {
  conversion: undefined,
  refusal: undefined,
  original: undefined,
  corrections: [],
  figures: undefined,
  report: undefined,
  agencyId: undefined,
  agencyName: undefined,
  year: undefined,
  beside: undefined,
  repetition: undefined,
} as const;

/** What every check here goes by, besides the bytes. */
export interface Checking {
  readonly now: Instant;
  readonly lastYear: LastYearFile | undefined;
}

export function checkBytes(
  name: string | undefined,
  bytes: Uint8Array,
  { now, lastYear }: Checking,
  conversion?: ReadFile,
): CheckedDocument {
  const verdict = checkDocument(bytes, now, { lastYear: lastYear?.report });
  const { report } = verdict;
  const findings = conversion
    ? verdict.findings.filter((finding) => isToldOfFile(conversion, finding))
    : verdict.findings;
  const shown = findings.map((finding) => withExplanation(finding, report?.explanations ?? []));
  const decoded = decodeDraft(bytes);
  if (decoded.kind === 'unreadable') return { ...UNREAD, name, bytes, kind: 'unreadable', findings: shown };
  const { texts, numbers } = decoded.draft;
  const agencyId = texts[TEXT.agencyId];
  const year = numbers[NUMBER.year];
  const isCompared =
    lastYear !== undefined && followsReport({ year, agency: { id: agencyId } }, lastYear.report);
  return {
    ...UNREAD,
    name,
    bytes,
    conversion,
    kind: conversion ? decideOutcome(findings) : verdict.outcome,
    findings: shown,
    figures: figuresRead(decoded),
    report,
    agencyId,
    agencyName: texts[TEXT.agencyName],
    year,
    beside: lastYear && { ...lastYear, isCompared },
    repetition: isCompared && report ? measureAgainst(report, lastYear.report) : undefined,
  };
}

/** What a file does not say is asked, and told as such: that it is not there yet is no error. */
const isToldOfFile = ({ document }: ReadFile, { rule, path }: Finding): boolean =>
  rule !== STRUCTURE_COMPLETE.id || isStatedAt(document, path);

function isStatedAt(document: unknown, path: string): boolean {
  let value: unknown = document;
  for (const key of path.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return false;
    value = new Map<string, unknown>(Object.entries(value)).get(key);
  }
  return value !== null && value !== undefined;
}

/** What must be decided of what it says; whose it is and of which year is chosen where it is filed. */
export const listAsks = ({ conversion }: CheckedDocument): readonly Ask[] =>
  (conversion?.asks ?? []).filter((ask) => !isAskOfHead(ask));

const measureAgainst = (report: Report, last: Report): Repetition =>
  measureRepetition(report.narrative, last.narrative, [last.agency.name, report.agency.name]);

/** The same document beside another report of the year before, or none; what was corrected stays so. */
export function checkAgain(checked: CheckedDocument, checking: Checking): CheckedDocument {
  const { name, bytes, original, corrections, conversion } = checked;
  if (!bytes) return checked;
  return {
    ...checkBytes(name, bytes, checking, conversion),
    original: original && checkAgain(original, checking),
    corrections,
  };
}

/** A file that is not even read, because of its size. */
export function checkSize(name: string, sizeBytes: number): CheckedDocument {
  const finding = { ...tooLarge(sizeBytes), explanation: undefined };
  return { ...UNREAD, name, bytes: undefined, kind: 'unreadable', findings: [finding] };
}

/** What was read of a file; what it leaves open is asked. */
export const checkConversion = (
  name: string | undefined,
  conversion: ReadFile,
  checking: Checking,
): CheckedDocument =>
  checkBytes(name, new TextEncoder().encode(JSON.stringify(conversion.document)), checking, conversion);

/** A file of which nothing can be made. */
export const refuseFile = (name: string | undefined, refusal: Refusal): CheckedDocument => ({
  ...UNREAD,
  name,
  refusal,
  bytes: undefined,
  kind: 'unreadable',
  findings: [],
});

/** The document with a repair in it, checked again; undefined where it does not state the cells to be changed. */
export function applyRepair(
  checked: CheckedDocument,
  { changes }: Repair,
  checking: Checking,
): CheckedDocument | undefined {
  const bytes = checked.bytes && correctDocument(checked.bytes, changes);
  if (!bytes) return undefined;
  const original = checked.original ?? checked;
  const corrected = checkBytes(checked.name, bytes, checking, checked.conversion);
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
  const stem = name?.replace(/\.[a-z]{2,5}$/i, '') ?? [year, agencyId].filter(Boolean).join('-');
  return `${stem === '' ? 'report' : stem}-${suffix}.json`;
}
