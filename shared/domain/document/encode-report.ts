/** A report as a document, for people and programs: two spaces, one row's cells per line, money exact to the fen. */
import type { CellKind } from '../form/catalogue.ts';
import { DOCUMENT_SHAPES, type Entry, type ObjectShape } from './document-shape.ts';
import type { Figures } from '../form/figures.ts';
import type { ProcessingFee, Report } from '../form/report.ts';
import { printStated } from '../form/stated-number.ts';

type Member = readonly [key: string, json: string];

/** A report, or what there is of one: days as they were written, and NaN in a cell that has no number yet. */
export type WrittenReport = Omit<Report, 'publishedOn' | 'signature'> & {
  readonly publishedOn?: string;
  readonly signature?: { readonly name: string; readonly date: string };
};

/** A cell without a number is `null`. */
export function encodeReport(report: WrittenReport): string {
  const {
    edition,
    year,
    agency,
    district,
    publishedOn,
    sourceUrl,
    preamble,
    signature,
    narrative,
    processingFee,
  } = report;
  const { notes, figures, nil, explanations } = report;
  const tables = (['proactive', 'applications', 'reconsideration', 'litigation'] as const).map(
    (table): Member => [table, figuresOf(figures, DOCUMENT_SHAPES[edition].byKey.get(table), 1)],
  );
  const { id, name, creditCode } = agency;
  return `${block(0, [
    ['edition', quote(edition)],
    ['year', String(year)],
    [
      'agency',
      block(1, [
        ['id', quote(id)],
        ['name', quote(name)],
        ...(creditCode === undefined ? [] : [['creditCode', quote(creditCode)] as const]),
      ]),
    ],
    ['district', quote(district)],
    ...(publishedOn === undefined ? [] : [['publishedOn', quote(publishedOn)] as const]),
    ...(sourceUrl === undefined ? [] : [['sourceUrl', quote(sourceUrl)] as const]),
    ...(preamble === undefined ? [] : [['preamble', quote(preamble)] as const]),
    ...(signature
      ? [
          [
            'signature',
            line([
              ['name', quote(signature.name)],
              ['date', quote(signature.date)],
            ]),
          ] as const,
        ]
      : []),
    [
      'narrative',
      block(1, [
        ['overview', quote(narrative.overview)],
        ['problems', quote(narrative.problems)],
        ['other', quote(narrative.other)],
      ]),
    ],
    ...(processingFee ? [['processingFee', feeOf(processingFee)] as const] : []),
    ...(notes.length === 0
      ? []
      : [
          [
            'notes',
            list(
              notes.map(({ path, text }) => [
                ['path', quote(path)],
                ['text', quote(text)],
              ]),
            ),
          ] as const,
        ]),
    ...tables,
    ...(nil ? [['nil', 'true'] as const] : []),
    ...(explanations.length === 0
      ? []
      : [
          [
            'explanations',
            list(
              explanations.map(({ rule, path, text }) => [
                ['rule', quote(rule)],
                ['path', quote(path)],
                ['text', quote(text)],
              ]),
            ),
          ] as const,
        ]),
  ])}\n`;
}

const quote = (text: string): string => JSON.stringify(text);
const indent = (level: number): string => '  '.repeat(level);

function block(level: number, members: readonly Member[]): string {
  const lines = members.map(([key, json]) => `${indent(level + 1)}${quote(key)}: ${json}`);
  return `{\n${lines.join(',\n')}\n${indent(level)}}`;
}

const line = (members: readonly Member[]): string =>
  `{${members.map(([key, json]) => `${quote(key)}: ${json}`).join(', ')}}`;

const list = (elements: readonly (readonly Member[])[]): string =>
  `[\n${elements.map((members) => indent(2) + line(members)).join(',\n')}\n${indent(1)}]`;

function feeOf({ notices, noticedFen, collectedFen }: ProcessingFee): string {
  return line([
    ...(notices === undefined ? [] : [['notices', String(notices)] as const]),
    ...(noticedFen === undefined ? [] : [['noticedCny', printStated('yuan', noticedFen)] as const]),
    ...(collectedFen === undefined ? [] : [['collectedCny', printStated('yuan', collectedFen)] as const]),
  ]);
}

/** An object of figures: a row on one line, what holds rows on several. */
function figuresOf(figures: Figures, entry: Entry | undefined, level: number): string {
  const shape = entry?.inner;
  if (!shape) throw new TypeError(`${entry?.path ?? 'a table'} holds no figures`);
  return isRow(shape)
    ? line(shape.entries.map(({ key, kind, index }) => [key, printCell(kind, figures.cells[index]!)]))
    : block(
        level,
        shape.entries.map((inner) => [inner.key, figuresOf(figures, inner, level + 1)]),
      );
}

const printCell = (kind: CellKind, stored: number): string =>
  Number.isNaN(stored) ? 'null' : printStated(kind, stored);

const isRow = ({ entries }: ObjectShape): boolean => entries.every(({ inner }) => inner === undefined);
