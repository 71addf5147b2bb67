/** A valid, balanced report as plain JSON, and as bytes; tests spoil it cell by cell. */
import { CATALOGUES, chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import type { FilingContext } from '../../shared/domain/verdict/check-report.ts';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import type { Finding } from '../../shared/domain/findings/finding.ts';
import { noFigures, type Figures } from '../../shared/domain/form/figures.ts';
import { applyContextualRules, RULES } from '../../shared/domain/rules/rule-book.ts';
import type { ComparedReport, Context } from '../../shared/domain/rules/rule.ts';

interface ReportDocument {
  agency: Record<string, unknown>;
  [key: string]: unknown;
}

/** Figures other than 0, in the form's rows: natural persons, enterprises, total. */
const APPLICATIONS: Readonly<Record<string, readonly [number, number, number]>> = {
  received: [12, 3, 15],
  carriedIn: [2, 0, 2],
  'results/granted': [7, 2, 9],
  'results/partial': [3, 0, 3],
  'results/unavailable/notHeld': [2, 0, 2],
  'results/otherHandling/other': [1, 1, 2],
  'results/total': [13, 3, 16],
  carriedOut: [1, 0, 1],
};
const OTHERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '2019': {
    '/proactive/licensing/previousItems': 20,
    '/proactive/licensing/change': -3,
    '/proactive/licensing/decisions': 40,
    '/proactive/procurement/projects': 2,
    '/proactive/procurement/amountCny': 1234567.89,
  },
  '2021': {
    '/proactive/rules/inForce': 4,
    '/proactive/normativeDocuments/made': 2,
    '/proactive/normativeDocuments/inForce': 9,
    '/proactive/licensing/decisions': 40,
    '/proactive/fees/amountWanCny': 12.345678,
  },
};

interface Overrides {
  readonly year?: number;
  /** Raw values by JSON Pointer; what does not balance is the test's business. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** JSON Pointers to leave out. */
  readonly without?: readonly string[];
}

/** 450205-jyj's report for 2024 (edition 2021) unless told otherwise; a year up to 2020 makes it edition 2019. */
export function aReport({ year = 2024, set = {}, without = [] }: Overrides = {}): ReportDocument {
  const edition = chooseEdition(year);
  const document: ReportDocument = {
    edition,
    year,
    agency: { id: '450205-jyj', name: '柳北区教育局' },
    district: '450205',
    publishedOn: `${year + 1}-01-20`,
    sourceUrl: 'https://www.example.gov.cn/zfxxgk/',
    narrative: {
      overview: '全年主动公开各类政府信息300条。',
      problems: '解读形式单一,将予改进。',
      other: '无。',
    },
  };
  for (const { path } of CATALOGUES[edition].cells) put(document, path, 0);
  for (const [row, [persons, enterprises, total]] of Object.entries(APPLICATIONS)) {
    put(document, `/applications/${row}/naturalPerson`, persons);
    put(document, `/applications/${row}/commercial`, enterprises);
    put(document, `/applications/${row}/total`, total);
  }
  for (const [column, value] of Object.entries({ upheld: 1, pending: 1, total: 2 }))
    put(document, `/reconsideration/${column}`, value);
  for (const [path, value] of Object.entries({ ...OTHERS[edition], ...set })) put(document, path, value);
  for (const path of without) remove(document, path);
  return document;
}

const keysOf = (path: string): string[] => path.slice(1).split('/');

function holderOf(document: object, keys: readonly string[]): Record<string, unknown> {
  return keys.reduce<Record<string, unknown>>(
    (node, key) => (node[key] ??= {}) as Record<string, unknown>,
    document as Record<string, unknown>,
  );
}

function put(document: object, path: string, value: unknown): void {
  const keys = keysOf(path);
  const last = keys.pop()!;
  // As JSON.parse does: __proto__ is a key like any other.
  Object.defineProperty(holderOf(document, keys), last, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function remove(document: object, path: string): void {
  const keys = keysOf(path);
  const last = keys.pop()!;
  Reflect.deleteProperty(holderOf(document, keys), last);
}

export function bytesOf(document: object | string): Uint8Array {
  return new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document));
}

/** The figures of a report that can be read, correct or not. */
export function figuresOf(overrides: Overrides = {}): Figures {
  const decoded = decodeReport(bytesOf(aReport(overrides)));
  if (decoded.kind !== 'read' || !decoded.report) throw new Error('the report cannot be read');
  return decoded.report.figures;
}

/** What the rules say of a report of which only this is known, beside what lies outside of it. */
export function compare(known: Partial<ComparedReport>, context: Context): Finding[] {
  const nothing = { year: undefined, figures: noFigures('2021'), name: undefined, publishedOn: undefined };
  return applyContextualRules(RULES, { ...nothing, ...known }, context);
}

export const at = (text: string): Instant => makeInstant(Date.parse(text));

/** How `aReport` of `year` is filed: on time, to its own place. */
export function aFiling({
  year = 2024,
  ...overrides
}: Partial<FilingContext> & { year?: number } = {}): FilingContext {
  return {
    receivedAt: at(`${year + 1}-01-25T09:00:00+08:00`),
    place: { district: '450205', agencyId: '450205-jyj', year },
    roster: {
      id: '450205-jyj',
      name: '柳北区教育局',
      aliases: ['区教育局'],
      district: '450205',
      kind: 'department',
    },
    deadline: computeDeadline({ kind: 'department', district: '450205' }, year),
    previous: undefined,
    firstAcceptedAt: undefined,
    ...overrides,
  };
}
