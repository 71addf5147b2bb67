/** Files to take along, read back by programs that had no part in writing them. */
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import mammoth from 'mammoth';
import readXlsxFile from 'read-excel-file/node';

export type FileCell = string | number | null;

export interface ReadFile {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly FileCell[])[];
  /** What the file says of itself, by its labels. */
  readonly said: ReadonlyMap<string, string>;
}

const BOM = '\uFEFF';

/** Cells as their texts; empty ones as null. */
export function readCsv(bytes: Uint8Array): ReadFile {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  if (!text.startsWith(BOM)) throw new Error('no byte order mark: Excel would take it for GBK');
  if (/(?<!\r)\n/.test(text)) throw new Error('a line ends without CR');
  const [heads = [], ...lines]: string[][] = parse(text, { bom: true, record_delimiter: '\r\n' });
  const isEmpty = (line: readonly string[]) => line.every((cell) => cell === '');
  const end = lines.findIndex(isEmpty);
  const rows = end < 0 ? lines : lines.slice(0, end);
  const said = end < 0 ? [] : lines.slice(end + 1);
  return {
    heads,
    rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))),
    said: new Map(said.map(([label = '', value = '']) => [label, value])),
  };
}

export async function readXlsx(
  bytes: Uint8Array,
): Promise<ReadFile & { readonly sheets: readonly string[] }> {
  const sheets = await readXlsxFile(Buffer.from(bytes));
  const [table, about] = sheets.map(({ data }) => data.map((row) => row.map(fileCell)));
  const [heads = [], ...rows] = table ?? [];
  return {
    sheets: sheets.map(({ sheet }) => sheet),
    heads: heads.map(String),
    rows,
    // Up to the empty line; behind it are the columns.
    said: new Map(linesUpToEmpty(about ?? []).map(([label, value]) => [String(label), String(value)])),
  };
}

const linesUpToEmpty = (rows: readonly (readonly FileCell[])[]): readonly (readonly FileCell[])[] => {
  const end = rows.findIndex((row) => row.every((cell) => cell === null));
  return end < 0 ? rows : rows.slice(0, end);
};

function fileCell(value: unknown): FileCell {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (value === null || value === undefined) return null;
  throw new Error(`a cell is neither text nor number: ${JSON.stringify(value)}`);
}

interface DocxCell {
  readonly text: string;
  readonly rowSpan: number;
  readonly colSpan: number;
}

interface ReadDocx {
  /** Paragraphs outside the tables. */
  readonly paragraphs: readonly string[];
  /** Tables, their rows, their cells. */
  readonly tables: readonly (readonly (readonly DocxCell[])[])[];
}

export async function readDocx(bytes: Uint8Array): Promise<ReadDocx> {
  const { value: html, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  const failures = messages.filter(({ type }) => type === 'error');
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  const tables = [...html.matchAll(/<table>([\s\S]*?)<\/table>/g)].map(([, inside = '']) =>
    [...inside.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<t[dh]([^>]*)>([\s\S]*?)<\/t[dh]>/g)].map(([, attributes = '', content = '']) => ({
        text: plain(content),
        rowSpan: Number(/rowspan="(\d+)"/.exec(attributes)?.[1] ?? 1),
        colSpan: Number(/colspan="(\d+)"/.exec(attributes)?.[1] ?? 1),
      })),
    ),
  );
  const outside = html.replaceAll(/<table>[\s\S]*?<\/table>/g, '');
  return {
    tables,
    paragraphs: [...outside.matchAll(/<p>([\s\S]*?)<\/p>/g)].map(([, text = '']) => plain(text)),
  };
}

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();

/** The XML parts of an Office file, one after the other. */
export function partsOf(bytes: Uint8Array): string {
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith('.xml'));
  return parts.map(([, content]) => new TextDecoder().decode(content)).join('\n');
}
