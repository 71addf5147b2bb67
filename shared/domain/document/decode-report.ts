/** Bytes → report, or everything that is wrong with its structure (rules S1 and S2). Never throws. */
import { arrangeFindings } from './arrange-findings.ts';
import { isIsoDay } from '../basics/calendar.ts';
import { FIRST_REPORT_YEAR, type Edition } from '../form/catalogue.ts';
import { CREDIT_CODE_LENGTH } from '../basics/credit-code.ts';
import {
  MAX_EXPLANATION_LENGTH,
  MAX_EXPLANATIONS,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_NOTES,
  MAX_PLACE_LENGTH,
  MAX_URL_LENGTH,
} from '../findings/document-limits.ts';
import { LIST, NUMBER, TEXT } from '../form/read-values.ts';
import type { Finding } from '../findings/finding.ts';
import { AGENCY_ID } from '../basics/place.ts';
import type { Draft } from './document-reader.ts';
import { tellOfOtherShape } from './other-shape.ts';
import { readDocument } from './read-document.ts';
import { isRegionCode } from '../basics/region.ts';
import type { ProcessingFee, Report } from '../form/report.ts';
import { RULES } from '../rules/rule-book.ts';
import { misformatted, tooLong, tooMany, type Format } from './structure-findings.ts';

type Decoded =
  /** S1: nothing could be read. */
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] }
  /** `report` is undefined where something that a report must have was missing or could not be read. */
  | { readonly kind: 'read'; readonly report: Report | undefined; readonly findings: readonly Finding[] };

export function decodeReport(bytes: Uint8Array): Decoded {
  const decoded = decodeDraft(bytes);
  if (decoded.kind === 'unreadable') return decoded;
  const { draft, report, findings } = decoded;
  return { kind: 'read', report, findings: arrangeFindings(draft.edition, findings, draft.untold) };
}

/** As `decodeReport`, with what could be read where there is no report: the rules are applied to that. */
export type DecodedDraft =
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'read';
      readonly draft: Draft;
      readonly report: Report | undefined;
      readonly findings: Finding[];
    };

/** `explainable`: ids of the rules that a document may explain. */
export function decodeDraft(bytes: Uint8Array, explainable = RULES.explainable): DecodedDraft {
  const reading = readDocument(bytes);
  if (reading.kind === 'unreadable') return { kind: 'unreadable', findings: [reading.finding] };
  const { draft } = reading;
  judgeFormats(draft, explainable);
  tellOfOtherShape(draft);
  return { kind: 'read', draft, report: reportOf(draft), findings: draft.findings };
}

/** Formats by the text's place in the draft; what does not keep its format counts as unread. */
const TEXT_FORMATS: readonly {
  readonly index: number;
  readonly path: string;
  readonly format: Format;
  readonly holds: (text: string) => boolean;
}[] = [
  {
    index: TEXT.edition,
    path: '/edition',
    format: 'edition',
    holds: (text) => text === '2019' || text === '2021',
  },
  { index: TEXT.agencyId, path: '/agency/id', format: 'agencyId', holds: (text) => AGENCY_ID.test(text) },
  {
    index: TEXT.creditCode,
    path: '/agency/creditCode',
    format: 'creditCode',
    holds: (text) => text.length === CREDIT_CODE_LENGTH,
  },
  { index: TEXT.district, path: '/district', format: 'district', holds: isRegionCode },
  { index: TEXT.publishedOn, path: '/publishedOn', format: 'day', holds: isIsoDay },
  { index: TEXT.signatureDate, path: '/signature/date', format: 'day', holds: isIsoDay },
  {
    index: TEXT.sourceUrl,
    path: '/sourceUrl',
    format: 'url',
    holds: (text) => /^https?:\/\//i.test(text) && URL.canParse(text),
  },
];
/** The narrative is bounded by the document only. */
const TEXT_LIMITS = [
  { index: TEXT.agencyName, path: '/agency/name', most: MAX_NAME_LENGTH },
  { index: TEXT.sourceUrl, path: '/sourceUrl', most: MAX_URL_LENGTH },
  { index: TEXT.signatureName, path: '/signature/name', most: MAX_NAME_LENGTH },
] as const;
/** The last year that four digits can state. */
const LAST_YEAR = 9999;

function judgeFormats(
  { edition, texts, numbers, lists, findings }: Draft,
  explainable: ReadonlySet<string>,
): void {
  for (const { index, path, format, holds } of TEXT_FORMATS) {
    const text = texts[index];
    if (text === undefined || holds(text)) continue;
    findings.push(misformatted(edition, path, format, text));
    texts[index] = undefined;
  }
  for (const { index, path, most } of TEXT_LIMITS) {
    const length = texts[index]?.length ?? 0;
    if (length <= most) continue;
    findings.push(tooLong(edition, path, length, most));
    texts[index] = undefined;
  }
  const year = numbers[NUMBER.year];
  if (year !== undefined && (year < FIRST_REPORT_YEAR || year > LAST_YEAR)) {
    findings.push(misformatted(edition, '/year', 'year', year));
    numbers[NUMBER.year] = undefined;
  }
  judgeLists(edition, lists, findings);
  lists[LIST.explanations]?.slice(0, MAX_EXPLANATIONS).forEach(([rule, , text], i) => {
    if (rule === undefined || text === undefined) return;
    const path = `/explanations/${i}`;
    if (!explainable.has(rule)) findings.push(misformatted(edition, `${path}/rule`, 'warning', rule));
    if (text.trim() === '') findings.push(misformatted(edition, `${path}/text`, 'filled', text));
  });
}

/** How many elements a list may have, and characters their texts; a rule's id is bound by its format. */
const LIST_LIMITS = [
  {
    index: LIST.notes,
    path: '/notes',
    most: MAX_NOTES,
    texts: [
      { key: 'path', place: 0, mostCharacters: MAX_PLACE_LENGTH },
      { key: 'text', place: 1, mostCharacters: MAX_NOTE_LENGTH },
    ],
  },
  {
    index: LIST.explanations,
    path: '/explanations',
    most: MAX_EXPLANATIONS,
    texts: [
      { key: 'path', place: 1, mostCharacters: MAX_PLACE_LENGTH },
      { key: 'text', place: 2, mostCharacters: MAX_EXPLANATION_LENGTH },
    ],
  },
] as const;

function judgeLists(edition: Edition, lists: Draft['lists'], findings: Finding[]): void {
  for (const { index, path, most, texts } of LIST_LIMITS) {
    const elements = lists[index];
    if (!elements) continue;
    if (elements.length > most) findings.push(tooMany(edition, path, elements.length, most));
    elements.slice(0, most).forEach((element, i) => {
      texts.forEach(({ key, place, mostCharacters }) => {
        const length = element[place]?.length ?? 0;
        if (length > mostCharacters)
          findings.push(tooLong(edition, `${path}/${i}/${key}`, length, mostCharacters));
      });
    });
  }
}

function reportOf({ edition, cells, numbers, texts, lists, nil, isComplete }: Draft): Report | undefined {
  const year = numbers[NUMBER.year];
  const id = texts[TEXT.agencyId];
  const name = texts[TEXT.agencyName];
  const creditCode = texts[TEXT.creditCode];
  const district = texts[TEXT.district];
  const publishedOn = texts[TEXT.publishedOn];
  const sourceUrl = texts[TEXT.sourceUrl];
  const overview = texts[TEXT.overview];
  const problems = texts[TEXT.problems];
  const other = texts[TEXT.other];
  if (
    !isComplete ||
    year === undefined ||
    texts[TEXT.edition] === undefined ||
    id === undefined ||
    name === undefined ||
    district === undefined ||
    overview === undefined ||
    problems === undefined ||
    other === undefined
  )
    return undefined;
  const report: Mutable<Report> = {
    edition,
    year,
    agency: creditCode === undefined ? { id, name } : { id, name, creditCode },
    district,
    narrative: { overview, problems, other },
    notes: [],
    figures: { edition, cells },
    nil,
    explanations: [],
  };
  if (publishedOn !== undefined && isIsoDay(publishedOn)) report.publishedOn = publishedOn;
  if (sourceUrl !== undefined) report.sourceUrl = sourceUrl;
  const preamble = texts[TEXT.preamble];
  if (preamble !== undefined) report.preamble = preamble;
  const signatureName = texts[TEXT.signatureName];
  const signatureDate = texts[TEXT.signatureDate];
  if (signatureName !== undefined && signatureDate !== undefined && isIsoDay(signatureDate))
    report.signature = { name: signatureName, date: signatureDate };
  const fee = feeOf(numbers);
  if (fee) report.processingFee = fee;
  const notes = lists[LIST.notes];
  if (notes)
    report.notes = notes.flatMap(([path, text]) =>
      path === undefined || text === undefined ? [] : [{ path, text }],
    );
  const explanations = lists[LIST.explanations];
  if (explanations)
    report.explanations = explanations.flatMap(([rule, path, text]) =>
      rule === undefined || path === undefined || text === undefined ? [] : [{ rule, path, text }],
    );
  return report;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function feeOf(numbers: Draft['numbers']): ProcessingFee | undefined {
  const notices = numbers[NUMBER.notices];
  const noticedFen = numbers[NUMBER.noticedFen];
  const collectedFen = numbers[NUMBER.collectedFen];
  if (notices === undefined && noticedFen === undefined && collectedFen === undefined) return undefined;
  return {
    ...(notices === undefined ? {} : { notices }),
    ...(noticedFen === undefined ? {} : { noticedFen }),
    ...(collectedFen === undefined ? {} : { collectedFen }),
  };
}
