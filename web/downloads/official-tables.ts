/** Tables 二, 三 and 四 of the official form as Word has them, merged as the regulation prints them. */
import type { Table, TableCell } from 'docx';
import type { Text } from '../../shared/domain/basics/text.ts';
import {
  APPLICANT_COLUMNS,
  DECIMALS,
  DISPUTE_COLUMNS,
  type Cell,
  type Edition,
} from '../../shared/domain/form/catalogue.ts';
import { fromStored, type Figures } from '../../shared/domain/form/figures.ts';
import { headDepth, itemGroups, listRows, mergeHeads } from '../form/form-layout.ts';
import { totalMark, type MarkedTotals } from '../site/marked-totals.ts';
import { typesetChinese } from '../../shared/domain/basics/typeset.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { cell, INSET, row, table, type CellOptions } from './docx-parts.ts';
import { SIZE, TEXT_WIDTH, TWIPS } from './docx-style.ts';

export interface FormContext {
  readonly edition: Edition;
  readonly figures: Figures | undefined;
  /** Where the figures are totals: those to be checked are marked. */
  readonly totals: MarkedTotals | undefined;
}

const DIGIT = TWIPS / 2;
/** Left and right of a head, at least. */
const LEAST_INSET = 10;
/** Two characters of a head with a little room: 商业 / 企业, as the form prints them. */
const TWO_CHARACTERS = 2 * SIZE.narrow * TWIPS + 60;
const SMALLEST_SIZE = 8;

/** Leaves a column two characters to a line, however wide it is. */
const twoCharacters = (width: number): CellOptions => ({
  size: SIZE.narrow,
  inset: Math.max(LEAST_INSET, Math.floor((width - TWO_CHARACTERS) / 2)),
});

/**
 * Columns of figures and their type, so that the longest figure of each stands in one line: Word breaks a number that is
 * too wide for its cell, and 1234567 is then read as two. Equal columns in the usual type where these are wide enough;
 * wider ones where there is room; smaller type where there is none.
 */
function fitFigures(
  columns: readonly (readonly string[])[],
  room: number,
  usual: number,
): { readonly widths: readonly number[]; readonly size: number } {
  const longest = columns.map((texts) => Math.max(...texts.map(({ length }) => length)));
  const widthAt = (length: number, size: number): number => length * size * DIGIT + 2 * INSET;
  const equal = Math.floor(room / columns.length);
  if (longest.every((length) => widthAt(length, usual) <= equal))
    return { widths: columns.map(() => equal), size: usual };
  for (let size = usual; ; size--) {
    const needed = longest.map((length) => Math.max(TWO_CHARACTERS + 2 * LEAST_INSET, widthAt(length, size)));
    const rest = room - needed.reduce((sum, width) => sum + width, 0);
    if (rest < 0 && size > SMALLEST_SIZE) continue;
    return { widths: needed.map((width) => width + Math.floor(rest / columns.length)), size };
  }
}

const label = ({ zh }: Text, options: CellOptions = {}): TableCell => cell(typesetChinese(zh), options);

/** The figure as the form states it, without separators: it is copied into other forms. */
function figureText({ figures, totals }: FormContext, { index, column, path }: Cell): string {
  const stored = figures?.cells[index];
  if (stored === undefined || Number.isNaN(stored)) return '';
  return decimal(fromStored(column.kind, stored), DECIMALS[column.kind]) + totalMark(totals, path);
}

const figure = (context: FormContext, place: Cell, options: CellOptions = {}): TableCell =>
  cell(figureText(context, place), options);

/** Never `1e-7`; trailing zeros left out. */
function decimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return decimals === 0 ? text : text.replace(/\.?0+$/, '');
}

export function proactiveTable(context: FormContext): Table {
  const rows = listRows(context.edition, 'proactive');
  const groups = itemGroups(rows);
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const texts = rows.flatMap(({ cells }) => cells.map((place) => figureText(context, place)));
  const spanOf = (count: number, at: number): number => (at === count - 1 ? width - at : 1);
  const fitted = fitFigures(
    Array.from({ length: width + 1 }, () => texts),
    TEXT_WIDTH,
    SIZE.table,
  );
  const last = rows.at(-1);
  const kept = { keepNext: true };
  return table(
    fitted.widths,
    // Short enough to stay whole, wherever the text before it ends.
    groups.flatMap(({ head, columns, rows: members }, i) => [
      ...(head && head !== groups[i - 1]?.head
        ? [row([label(head, { ...kept, columnSpan: width + 1 })])]
        : []),
      row([
        cell(zhCn.agency.itemContent, kept),
        ...columns.map(({ label: head, printed = head }, c) =>
          label(printed, { ...kept, columnSpan: spanOf(columns.length, c) }),
        ),
      ]),
      ...members.map((member) => {
        const keepNext = member !== last;
        return row([
          label(member.label, { keepNext }),
          ...member.cells.map((one, c) =>
            figure(context, one, {
              keepNext,
              columnSpan: spanOf(member.cells.length, c),
              size: fitted.size,
            }),
          ),
        ]);
      }),
    ]),
  );
}

/** The heads at the left, from the outermost in. */
const LABEL_WIDTHS = [620, 1100, 2700];

/** What the form prints where other tables have an empty corner. */
const BALANCE = '(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)';

export function applicationsTable(context: FormContext): Table {
  const rows = listRows(context.edition, 'applications');
  const depth = headDepth(rows);
  const [naturalPerson, ...others] = APPLICANT_COLUMNS;
  const total = others.at(-1);
  const small = { size: SIZE.narrow };
  const labelled = LABEL_WIDTHS.slice(0, depth);
  const fitted = fitFigures(
    APPLICANT_COLUMNS.map((_, i) =>
      rows.flatMap(({ cells }) => {
        const place = cells[i];
        return place ? [figureText(context, place)] : [];
      }),
    ),
    TEXT_WIDTH - labelled.reduce((sum, width) => sum + width, 0),
    SIZE.narrow,
  );
  return table(
    [...labelled, ...fitted.widths],
    [
      row(
        [
          cell(typesetChinese(BALANCE), { columnSpan: depth, rowSpan: 3, ...small }),
          cell(zhCn.agency.applicants, { columnSpan: APPLICANT_COLUMNS.length, ...small }),
        ],
        { isHead: true },
      ),
      row(
        [
          ...(naturalPerson ? [label(naturalPerson.label, { rowSpan: 2, ...small })] : []),
          cell(zhCn.agency.organisations, { columnSpan: others.length - 1, ...small }),
          ...(total ? [label(total.label, { rowSpan: 2, ...small })] : []),
        ],
        { isHead: true },
      ),
      row(
        others.slice(0, -1).map((column, i) => label(column.label, twoCharacters(fitted.widths[i + 1] ?? 0))),
        { isHead: true },
      ),
      ...mergeHeads(rows).map(({ row: printed, heads }) =>
        row([
          ...heads.map(({ label: head, rowSpan, colSpan }) =>
            label(head, { rowSpan, columnSpan: colSpan, align: 'left', ...small }),
          ),
          ...printed.cells.map((one) => figure(context, one, { size: fitted.size })),
        ]),
      ),
    ],
  );
}

/** One printed row of fifteen figures: 行政复议, then 行政诉讼 in its two groups. */
export function disputesTable(context: FormContext): Table {
  const reconsideration = listRows(context.edition, 'reconsideration');
  const litigation = listRows(context.edition, 'litigation');
  const rows = [...reconsideration, ...litigation];
  const group = litigation[0]?.heads[0];
  const places = rows.flatMap(({ cells }) => cells);
  const fitted = fitFigures(
    places.map((place) => [figureText(context, place)]),
    TEXT_WIDTH,
    SIZE.smallest,
  );
  const kept = { keepNext: true };
  return table(fitted.widths, [
    row(
      [
        ...reconsideration.map((one) =>
          label(one.label, { ...kept, rowSpan: 2, columnSpan: one.cells.length }),
        ),
        ...(group ? [label(group, { ...kept, columnSpan: litigation.length * DISPUTE_COLUMNS.length })] : []),
      ],
      { isHead: true },
    ),
    row(
      litigation.map((one) => label(one.label, { ...kept, columnSpan: one.cells.length })),
      { isHead: true },
    ),
    row(
      places.map(({ column }, i) =>
        label(column.label, { ...kept, ...twoCharacters(fitted.widths[i] ?? 0) }),
      ),
      { isHead: true },
    ),
    row(places.map((one) => figure(context, one, { size: fitted.size }))),
  ]);
}
