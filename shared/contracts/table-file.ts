/** A table that an operator hands over, as CSV or JSON, read into rows whose every cell knows its line. */
import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Text } from '../domain/text.ts';

export type TableFormat = 'csv' | 'json';

/** What is wrong in one line, and how to cure it. */
export interface Complaint {
  /** Line of the CSV file, its head being line 1; in JSON the place of the entry in the array, from 1. */
  readonly line: number;
  /** Name of the column or key; '' where the complaint is about the whole line. */
  readonly column: string;
  readonly problem: Text;
}

export interface TableRow {
  readonly line: number;
  /** The trimmed text of a cell, '' where there is none. */
  readonly text: (column: string) => string;
  /** The parts of a cell that lists several, separated by `|` or `;`; in JSON also an array. */
  readonly list: (column: string) => readonly string[];
}

export interface TableShape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

export interface ReadTable {
  readonly rows: readonly TableRow[];
  readonly complaints: readonly Complaint[];
}

type Cell = string | readonly string[];

/** With their full-width forms. */
const LIST_SEPARATOR = /[|;\uff5c\uff1b]/u;
/** What a decoder leaves where the bytes were not UTF-8. */
const REPLACEMENT = '\uFFFD';

export function complaint(line: number, column: string, zh: string, en: string): Complaint {
  return { line, column, problem: { zh, en } };
}

export type DecodedTable =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'bad'; readonly complaints: readonly Complaint[] };

/**
 * The text of a file: UTF-8, with or without a BOM, or else GBK (GB 18030), as a Chinese Excel writes CSV. Nothing is
 * guessed: bytes that are neither are complained of.
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
  // UTF-16 writes every ASCII character with one.
  if (bytes.includes(0))
    return refuse(
      1,
      '文件不是 UTF-8 或 GBK 编码(像是 UTF-16):请另存为“CSV UTF-8”。',
      'Neither UTF-8 nor GBK (it looks like UTF-16): save the file as "CSV UTF-8".',
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

function decoded(encoding: 'utf-8' | 'gb18030', bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

export function readTable(text: string, format: TableFormat, shape: TableShape): ReadTable {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
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

const bad = (...complaints: Complaint[]): ReadTable => ({ rows: [], complaints });

function readCsv(text: string, shape: TableShape): ReadTable {
  const lines: number[] = [];
  let records: string[][];
  try {
    records = parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: string[], { lines: line }) => {
        lines.push(line);
        return record;
      },
    });
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
  const [head, ...body] = records;
  if (head === undefined) return bad(emptyFile());
  const complaints = [...checkHead(head, shape)];
  if (complaints.length > 0) return bad(...complaints);
  const rows = body.flatMap((record, i) => {
    const line = lines[i + 1] ?? i + 2;
    if (record.every((cell) => cell === '')) return [];
    if (record.length !== head.length) {
      complaints.push(
        complaint(
          line,
          '',
          `这一行有 ${record.length} 列,表头有 ${head.length} 列:请补齐或删去逗号。`,
          `This line has ${record.length} cells, the head has ${head.length}: add or remove commas.`,
        ),
      );
      return [];
    }
    return [rowOf(line, new Map(head.map((column, at) => [column, record[at] ?? ''])))];
  });
  return { rows, complaints };
}

const emptyFile = (): Complaint => complaint(1, '', '文件是空的。', 'The file is empty.');

function* checkHead(head: readonly string[], { required, optional }: TableShape): Generator<Complaint> {
  const known = [...required, ...optional];
  for (const column of required) {
    if (!head.includes(column))
      yield complaint(1, column, `表头缺少列 ${column}。`, `The head lacks the column ${column}.`);
  }
  for (const [at, column] of head.entries()) {
    if (!known.includes(column))
      yield complaint(
        1,
        column,
        `不认识的列“${column}”:可用的列是 ${known.join('、')}。`,
        `Unknown column "${column}": the columns are ${known.join(', ')}.`,
      );
    else if (head.indexOf(column) !== at)
      yield complaint(
        1,
        column,
        `列 ${column} 出现了两次,请删去一个。`,
        `The column ${column} is there twice: remove one.`,
      );
  }
}

const jsonCellSchema = z.union([z.string(), z.array(z.string()), z.number(), z.null()]);
const jsonTableSchema = z.array(z.record(z.string(), z.unknown()));

function readJson(text: string, { required, optional }: TableShape): ReadTable {
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
  const known = [...required, ...optional];
  const complaints: Complaint[] = [];
  const rows = table.data.map((entry, i) => {
    const line = i + 1;
    const cells = new Map<string, Cell>();
    for (const [key, value] of Object.entries(entry)) {
      const cell = jsonCellSchema.safeParse(value);
      if (!known.includes(key))
        complaints.push(
          complaint(
            line,
            key,
            `不认识的键“${key}”:可用的键是 ${known.join('、')}。`,
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
      else if (cell.data !== null)
        cells.set(key, typeof cell.data === 'number' ? String(cell.data) : cell.data);
    }
    return rowOf(line, cells);
  });
  return { rows, complaints };
}

function rowOf(line: number, cells: ReadonlyMap<string, Cell>): TableRow {
  return {
    line,
    text: (column) => {
      const cell = cells.get(column) ?? '';
      return (typeof cell === 'string' ? cell : cell.join('|')).trim();
    },
    list: (column) => {
      const cell = cells.get(column) ?? '';
      const parts = typeof cell === 'string' ? cell.split(LIST_SEPARATOR) : cell;
      return parts.map((part) => part.trim()).filter((part) => part !== '');
    },
  };
}
