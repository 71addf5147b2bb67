/** A draft from a document, a conversion or last year's report, and the document that a draft comes to. */
import { isIsoDay } from '../../shared/domain/basics/calendar.ts';
import { isAskOfHead, type Conversion, type DraftDocument } from '../../shared/domain/convert/conversion.ts';
import { DOCUMENT_SHAPES, type ObjectShape } from '../../shared/domain/document/document-shape.ts';
import { encodeReport, type WrittenReport } from '../../shared/domain/document/encode-report.ts';
import {
  APPLICANT_COLUMNS,
  CATALOGUES,
  chooseEdition,
  type CellKind,
} from '../../shared/domain/form/catalogue.ts';
import { readFigure, type Figures } from '../../shared/domain/form/figures.ts';
import { READ_TEXTS } from '../../shared/domain/form/read-values.ts';
import type { ProcessingFee, Report } from '../../shared/domain/form/report.ts';
import {
  explanationPath,
  listMissingCells,
  notePath,
  readValue,
  type Explained,
  type FiledFor,
  type FilingDraft,
} from './filing-draft.ts';
import { readTypedNumber } from '../../shared/domain/convert/typed-number.ts';

/** An empty form. */
export function startDraft({ agencyId, agencyName, district, year }: FiledFor): FilingDraft {
  return {
    agencyId,
    agencyName,
    district,
    year,
    edition: chooseEdition(year),
    values: {},
    noted: [],
    explained: [],
    asks: [],
    settled: [],
    remarks: [],
    lastTexts: {},
    done: [],
    undone: [],
  };
}

/** What a document in our format says, as far as it says it; whose it is and of which year is decided before. */
export function startFromDocument(filed: FiledFor, document: DraftDocument): FilingDraft {
  const draft = startDraft(filed);
  const notes = readElements(document, 'notes', ['path', 'text']);
  const explanations = readElements(document, 'explanations', ['rule', 'path', 'text']);
  const values = new Map<string, string>(listValues(DOCUMENT_SHAPES[draft.edition], document));
  for (const path of HEAD) values.delete(path);
  notes.forEach(({ text = '' }, i) => values.set(notePath(i), text));
  explanations.forEach(({ text = '' }, i) => values.set(explanationPath(i), text));
  return {
    ...draft,
    values: Object.fromEntries([...values].filter(([, text]) => text !== '')),
    noted: notes.map(({ path = '' }) => path),
    explained: explanations.map(({ rule = '', path = '' }): Explained => ({ rule, path })),
  };
}

const HEAD = ['/edition', '/year', '/agency/id', '/agency/name', '/district'];

/** What was read of a file, with what must be asked; whose it is and of which year is decided before. */
export function startFromConversion(
  filed: FiledFor,
  { document, asks, notes }: Extract<Conversion, { readonly outcome: 'read' | 'asks' }>,
): FilingDraft {
  const draft = startFromDocument(filed, document);
  return {
    ...draft,
    asks: asks.filter((ask) => !isAskOfHead(ask)),
    remarks: notes,
    read: {
      cells: CATALOGUES[draft.edition].cells.length - listMissingCells(draft).length,
      texts: READ_TEXTS.map(({ path }) => path).filter((path) => readValue(draft, path).trim() !== ''),
    },
  };
}

/** Last year's texts, marked as such; no figure but the cases that it carried out, which this year carries in. */
export function startFromLastYear(filed: FiledFor, last: Report): FilingDraft {
  const draft = startDraft(filed);
  const texts = Object.entries({
    '/preamble': last.preamble ?? '',
    '/narrative/overview': last.narrative.overview,
    '/narrative/problems': last.narrative.problems,
    '/narrative/other': last.narrative.other,
    '/signature/name': last.signature?.name ?? '',
  }).filter(([, text]) => text !== '');
  const carried = APPLICANT_COLUMNS.map(({ key }): [string, string] => [
    `/applications/carriedIn/${key}`,
    String(readFigure(last.figures, `/applications/carriedOut/${key}`) ?? ''),
  ]);
  return {
    ...draft,
    values: Object.fromEntries([...texts, ...carried]),
    lastTexts: Object.fromEntries(texts),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listValues({ entries }: ObjectShape, object: Readonly<Record<string, unknown>>): [string, string][] {
  return entries.flatMap(({ key, path, inner }): [string, string][] => {
    const value = object[key];
    if (inner) return isObject(value) ? listValues(inner, value) : [];
    return typeof value === 'string' || typeof value === 'number' || value === true
      ? [[path, String(value)]]
      : [];
  });
}

/** The texts of a list's elements, by their keys. */
function readElements(
  document: DraftDocument,
  list: string,
  keys: readonly string[],
): readonly Readonly<Partial<Record<string, string>>>[] {
  const elements = document[list];
  if (!Array.isArray(elements)) return [];
  return elements.filter(isObject).map((element) =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const text = element[key];
        return typeof text === 'string' ? [[key, text]] : [];
      }),
    ),
  );
}

/** NaN in a cell without a number. */
export function readFigures(draft: FilingDraft): Figures {
  const { cells, width } = CATALOGUES[draft.edition];
  const figures = new Float64Array(width);
  for (const { path, index, column } of cells)
    figures[index] = readNumber(draft, path, column.kind) ?? Number.NaN;
  return { edition: draft.edition, cells: figures };
}

function readNumber(draft: FilingDraft, path: string, kind: CellKind): number | undefined {
  const typed = readTypedNumber(readValue(draft, path), kind);
  return typed.kind === 'number' ? typed.stored : undefined;
}

/** The document, with `null` in each cell that has no number yet: exact, in our format. */
export function writeDocument(draft: FilingDraft): string {
  return encodeReport(writeReport(draft));
}

export const writeDocumentBytes = (draft: FilingDraft): Uint8Array =>
  new TextEncoder().encode(writeDocument(draft));

/** The report as far as it is filled in; NaN in a cell without a number. */
export function writeReport(draft: FilingDraft): WrittenReport {
  const { edition, year, agencyId, agencyName, district } = draft;
  const at = (path: string): string => readValue(draft, path);
  const creditCode = at('/agency/creditCode').trim();
  const publishedOn = writeDay(at('/publishedOn'));
  const sourceUrl = at('/sourceUrl').trim();
  const preamble = at('/preamble');
  const signature = { name: at('/signature/name').trim(), date: writeDay(at('/signature/date')) };
  const processingFee = edition === '2021' ? readFees(draft) : undefined;
  return {
    edition,
    year,
    agency: { id: agencyId, name: agencyName, ...(creditCode === '' ? {} : { creditCode }) },
    district,
    ...(publishedOn === '' ? {} : { publishedOn }),
    ...(sourceUrl === '' ? {} : { sourceUrl }),
    ...(preamble.trim() === '' ? {} : { preamble }),
    ...(signature.name === '' && signature.date === '' ? {} : { signature }),
    narrative: {
      overview: at('/narrative/overview'),
      problems: at('/narrative/problems'),
      other: at('/narrative/other'),
    },
    ...(processingFee ? { processingFee } : {}),
    notes: draft.noted
      .map((path, i) => ({ path, text: at(notePath(i)) }))
      .filter(({ text }) => text.trim() !== ''),
    figures: readFigures(draft),
    nil: at('/nil') === 'true',
    explanations: draft.explained
      .map((explained, i) => ({ ...explained, text: at(explanationPath(i)) }))
      .filter(({ text }) => text.trim() !== ''),
  };
}

function readFees(draft: FilingDraft): ProcessingFee | undefined {
  const notices = readNumber(draft, '/processingFee/notices', 'count');
  const noticedFen = readNumber(draft, '/processingFee/noticedCny', 'yuan');
  const collectedFen = readNumber(draft, '/processingFee/collectedCny', 'yuan');
  if (notices === undefined && noticedFen === undefined && collectedFen === undefined) return undefined;
  return {
    ...(notices === undefined ? {} : { notices }),
    ...(noticedFen === undefined ? {} : { noticedFen }),
    ...(collectedFen === undefined ? {} : { collectedFen }),
  };
}

const DAY = /^(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?$/;

/** `2025年1月9日` and `2025/1/9` are `2025-01-09`; what is no day stays as it was written, so that it is told. */
export function writeDay(text: string): string {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const [, year = '', month = '', day = ''] = DAY.exec(plain) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDay(iso) ? iso : text.trim();
}
