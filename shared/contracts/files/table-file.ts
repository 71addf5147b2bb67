/** A table that an operator hands over, as CSV or JSON, read into rows whose every cell knows its line. */
import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod/mini';
import { cleanName, cleanText } from '../../domain/basics/same-name.ts';
import type { Text } from '../../domain/basics/text.ts';
import { splitList, trimAll } from './split-list.ts';
import { findColumn, nameColumn } from './table-heads.ts';

export type TableFormat = 'csv' | 'json';

/** What is wrong in one line, and how to cure it. */
export interface Complaint {
  /** Line of the CSV file, its head being line 1; in JSON the place of the entry in the array, from 1. */
  readonly line: number;
  /** Name of the column or key; '' where the complaint is about the whole line. */
  readonly column: string;
  readonly problem: Text;
}

/** A cell that was not read as it stands: what can't be seen was left out of it. */
export interface Cleaned {
  readonly line: number;
  readonly column: string;
  /** Characters that can't be seen, or told apart, are shown by their numbers. */
  readonly before: string;
  readonly after: string;
}

export interface TableRow {
  readonly line: number;
  /** Whether the file has the column, or the entry of JSON the key. An empty cell is there. */
  readonly has: (column: string) => boolean;
  /** The trimmed text of a cell, '' where there is none. */
  readonly text: (column: string) => string;
  /** The parts of a cell that lists several, separated by `|`, `;` or `、`; in JSON also an array. */
  readonly list: (column: string) => readonly string[];
}

interface TableShape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Columns of names, in which a space beside a Chinese character means nothing. */
  readonly names?: readonly string[];
}

export interface ReadTable {
  readonly rows: readonly TableRow[];
  readonly cleaned: readonly Cleaned[];
  readonly complaints: readonly Complaint[];
}

type Cell = string | readonly string[];

/** What a decoder leaves where the bytes were not UTF-8. */
const REPLACEMENT = '\uFFFD';

export function complaint(line: number, column: string, zh: string, en: string): Complaint {
  return { line, column, problem: { zh, en } };
}

/** What a file is read to: all of it, or what is wrong with it. */
export type ParsedFile<Found> =
  ({ readonly kind: 'ok' } & Found) | { readonly kind: 'bad'; readonly complaints: readonly Complaint[] };

/** Nothing of a file counts where anything in it is wrong; complaints come in the order of its lines. */
export const conclude = <Found extends object>(
  complaints: readonly Complaint[],
  found: Found,
): ParsedFile<Found> =>
  complaints.length > 0
    ? { kind: 'bad', complaints: complaints.toSorted((a, b) => a.line - b.line) }
    : { kind: 'ok', ...found };

type DecodedTable =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'bad'; readonly complaints: readonly Complaint[] };

/**
 * The text of a file: UTF-8, with or without a BOM; UTF-16 with one, as Excel's "Unicode text" is; or else GBK (GB 18030), as
 * a Chinese Excel writes CSV. Nothing is guessed: bytes that are none of these are complained of.
 */
export function decodeTable(bytes: Uint8Array): DecodedTable {
  const refuse = (line: number, zh: string, en: string): DecodedTable => ({
    kind: 'bad',
    complaints: [complaint(line, '', zh, en)],
  });
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return refuse(
      1,
      '这是 Excel 工作簿,不是 CSV:请用“另存为”选择“CSV UTF-8(逗号分隔)”。',
      'This is an Excel workbook, not CSV: save it as "CSV UTF-8 (comma delimited)".',
    );
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return { kind: 'ok', text: utf16 };
  // UTF-16 writes every ASCII character with one.
  if (bytes.includes(0))
    return refuse(
      1,
      '文件像是 UTF-16 编码,但已损坏或没有字节顺序标记:请另存为“CSV UTF-8”。',
      'It looks like UTF-16, but is damaged or has no byte order mark: save the file as "CSV UTF-8".',
    );
  const utf8 = decoded('utf-8', bytes);
  if (utf8 !== undefined) return { kind: 'ok', text: utf8 };
  const garbled = new TextDecoder('utf-8').decode(bytes);
  const damaged = garbled.split(REPLACEMENT).length - 1;
  const whole = garbled.match(NOT_ASCII)?.length ?? 0;
  const gbk = bytes[0] === 0xef && bytes[1] === 0xbb ? undefined : decoded('gb18030', bytes);
  // Hardly anything of a GBK text is UTF-8, but nearly all of a UTF-8 text in which a byte was lost.
  if (gbk !== undefined && damaged > (whole - damaged) / 2) return { kind: 'ok', text: gbk };
  const line = garbled.slice(0, garbled.indexOf(REPLACEMENT)).split('\n').length;
  return refuse(
    line,
    '文件既不是 UTF-8 也不是 GBK 编码,或这一行已损坏:请另存为“CSV UTF-8”后再试。',
    'Neither UTF-8 nor GBK, or damaged in this line: save the file as "CSV UTF-8".',
  );
}

const NOT_ASCII = /[^\0-\x7f]/gu;

function utf16Of(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', bytes);
  return first === 0xfe && second === 0xff ? decoded('utf-16be', bytes) : undefined;
}

function decoded(
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030',
  bytes: Uint8Array,
): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

export function readTable(text: string, format: TableFormat, shape: TableShape): ReadTable {
  const content = text.replaceAll('\uFEFF', '');
  const garbled = content.indexOf(REPLACEMENT);
  if (garbled >= 0) {
    const line = content.slice(0, garbled).split('\n').length;
    return bad(
      complaint(
        line,
        '',
        '文件不是 UTF-8 编码:请另存为 UTF-8 后再试。',
        'Not UTF-8: save the file as UTF-8.',
      ),
    );
  }
  return format === 'csv' ? readCsv(content, shape) : readJson(content, shape);
}

const bad = (...complaints: Complaint[]): ReadTable => ({ rows: [], cleaned: [], complaints });

/** The first is taken where several fit. */
const SEPARATORS = [',', '\t', ';', '|', '\uff0c', '\uff1b'] as const;
/** What Excel writes and reads above the head, for its own use. */
const SEPARATOR_LINE = /^sep=.\r?\n/i;

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function readCsv(text: string, shape: TableShape): ReadTable {
  const content = text.replace(SEPARATOR_LINE, '\n');
  const separator = findSeparator(content, shape);
  let lines: Line[];
  try {
    lines = splitLines(content, separator);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error['lines'];
    return bad(
      complaint(
        typeof line === 'number' ? line : 1,
        '',
        '引号不成对:含逗号或引号的内容请用一对双引号括起,内部的引号写两次。',
        'Unpaired quotes: put text with commas or quotes into one pair of double quotes, and double those inside.',
      ),
    );
  }
  const [first, ...body] = lines;
  if (first === undefined) return bad(emptyFile());
  const known = columnsIn(shape);
  const head = first.cells.map((cell) => findColumn(cell, known) ?? cell);
  while (head.at(-1) === '') head.pop();
  const wrongHead = [...checkHead(first.line, head, shape)];
  if (wrongHead.length > 0) return bad(...wrongHead);
  const complaints: Complaint[] = [];
  const unnamed = new Set<number>();
  const reader = readerOf(shape);
  const rows = body.flatMap(({ line, cells }) => {
    for (const [at, cell] of cells.entries()) {
      if (cell === '' || head[at] !== (at < head.length ? '' : undefined) || unnamed.has(at)) continue;
      unnamed.add(at);
      // A line that is longer alone has a separator too many, most likely.
      if (at < first.cells.length)
        complaints.push(
          complaint(
            line,
            '',
            `第 ${at + 1} 列有内容而表头为空:请补上列名,或删去这一列。`,
            `Column ${at + 1} has text but no name in the head: name it, or remove the column.`,
          ),
        );
    }
    const isTooLong = cells.slice(Math.max(head.length, first.cells.length)).some((cell) => cell !== '');
    if (cells.length < head.length || isTooLong) {
      complaints.push(
        complaint(
          line,
          '',
          `这一行有 ${cells.length} 列,表头有 ${head.length} 列:请补齐或删去${nameSeparator(separator).zh}。`,
          `This line has ${cells.length} cells, the head has ${head.length}: add or remove ${nameSeparator(separator).en}.`,
        ),
      );
      return [];
    }
    return [reader.read(line, new Map(head.map((column, at) => [column, cells[at] ?? ''])))];
  });
  return { rows, cleaned: reader.cleaned, complaints };
}

const columnsIn = ({ required, optional }: TableShape): string[] => [...required, ...optional];

/** The separator that finds the most known heads in the first line that says anything. */
function findSeparator(text: string, shape: TableShape): string {
  const known = columnsIn(shape);
  const first = text.split(/\r\n|\r|\n/u).find((line) => /[^\s,;|\uff0c\uff1b"]/u.test(line)) ?? '';
  const counted = SEPARATORS.map((separator) => ({
    separator,
    heads: first
      .split(separator)
      .filter((cell) => findColumn(cell.trim().replaceAll('"', ''), known) !== undefined).length,
  }));
  return counted.toSorted((a, b) => b.heads - a.heads)[0]?.separator ?? ',';
}

const nameSeparator = (separator: string): Text => {
  if (separator === '\t') return { zh: '制表符', en: 'tabs' };
  return separator === ',' ? { zh: '逗号', en: 'commas' } : { zh: `“${separator}”`, en: `"${separator}"` };
};

/** Lines in which something stands. */
function splitLines(text: string, delimiter: string): Line[] {
  const lines: Line[] = [];
  parse(text, {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    // A tab would be trimmed as white space.
    trim: delimiter !== '\t',
    on_record: (record: string[], { lines: line }) => {
      const cells = record.map((cell) => cell.trim());
      if (cells.some((cell) => cell !== '')) lines.push({ line, cells });
      return null;
    },
  });
  return lines;
}

const emptyFile = (): Complaint => complaint(1, '', '文件是空的。', 'The file is empty.');

function* checkHead(line: number, head: readonly string[], shape: TableShape): Generator<Complaint> {
  const known = columnsIn(shape);
  if (!head.some((column) => known.includes(column))) {
    yield complaint(
      line,
      '',
      `没有认出表头:各列应以逗号、制表符或分号分隔,第一行写列名,即 ${known.map(nameColumn).join('、')}。`,
      `Cells must be separated by commas, tabs or semicolons, and the first line must name the columns: ${known.join(', ')}.`,
    );
    return;
  }
  for (const column of shape.required) {
    if (!head.includes(column))
      yield complaint(
        line,
        column,
        `表头缺少列 ${nameColumn(column)}。`,
        `The head lacks the column ${column}.`,
      );
  }
  for (const [at, column] of head.entries()) {
    if (column === '') continue;
    if (!known.includes(column))
      yield complaint(
        line,
        column,
        `不认识的列“${column}”:可用的列是 ${known.map(nameColumn).join('、')}。`,
        `Unknown column "${column}": the columns are ${known.join(', ')}.`,
      );
    else if (head.indexOf(column) !== at)
      yield complaint(
        line,
        column,
        `列 ${nameColumn(column)} 出现了两次,请删去一个。`,
        `The column ${column} is there twice: remove one.`,
      );
  }
}

const jsonCellSchema = z.union([z.string(), z.array(z.string()), z.number(), z.null()]);
const jsonTableSchema = z.array(z.record(z.string(), z.unknown()));

function readJson(text: string, shape: TableShape): ReadTable {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return bad(complaint(1, '', `不是正确的 JSON:${reason}`, `Not JSON: ${reason}`));
  }
  const table = jsonTableSchema.safeParse(parsed);
  if (!table.success)
    return bad(complaint(1, '', '应为对象的数组:[{…}, {…}]。', 'Expected an array of objects: [{…}, {…}].'));
  const known = columnsIn(shape);
  const complaints: Complaint[] = [];
  const reader = readerOf(shape);
  const rows = table.data.map((entry, i) => {
    const line = i + 1;
    const cells = new Map<string, Cell>();
    for (const [key, value] of Object.entries(entry)) {
      const cell = jsonCellSchema.safeParse(value);
      const column = findColumn(key, known);
      if (column === undefined)
        complaints.push(
          complaint(
            line,
            key,
            `不认识的键“${key}”:可用的键是 ${known.map(nameColumn).join('、')}。`,
            `Unknown key "${key}": the keys are ${known.join(', ')}.`,
          ),
        );
      else if (!cell.success)
        complaints.push(
          complaint(
            line,
            key,
            '应为文字、数字或文字的数组。',
            'Expected text, a number or an array of texts.',
          ),
        );
      else cells.set(column, typeof cell.data === 'number' ? String(cell.data) : (cell.data ?? ''));
    }
    return reader.read(line, cells);
  });
  return { rows, cleaned: reader.cleaned, complaints };
}

/** Reads rows, and keeps what it cleans on the way. */
function readerOf({ names = [] }: TableShape) {
  const cleaned: Cleaned[] = [];
  const clean = (line: number, column: string, before: string): string => {
    const said = before.trim();
    const after = names.includes(column) ? cleanName(said) : cleanText(said);
    if (after !== said) cleaned.push({ line, column, before: spellOut(said, after), after });
    return after;
  };
  return {
    cleaned,
    read(line: number, raw: ReadonlyMap<string, Cell>): TableRow {
      const cells = new Map(
        [...raw].map(([column, cell]) => [
          column,
          typeof cell === 'string'
            ? clean(line, column, cell)
            : cell.map((part) => clean(line, column, part)),
        ]),
      );
      return {
        line,
        has: (column) => cells.has(column),
        text: (column) => {
          const cell = cells.get(column) ?? '';
          return typeof cell === 'string' ? cell : cell.join('|');
        },
        list: (column) => {
          const cell = cells.get(column) ?? '';
          return typeof cell === 'string' ? splitList(cell) : trimAll(cell);
        },
      };
    },
  };
}

/** The characters that were left out or replaced, by their numbers: the eye would see two equal texts. */
function spellOut(before: string, after: string): string {
  const rest = Array.from(after);
  return Array.from(before)
    .map((character) => {
      if (rest[0] === character) return rest.shift();
      if (cleanText(character) === rest[0]) rest.shift();
      return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
    })
    .join('');
}
