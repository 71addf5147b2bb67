/** A file as an answer: its type, its name in Chinese and in ASCII, and how long it may be kept. */
import { create as contentDisposition } from 'content-disposition';
import type { Context } from 'hono';
import { readNamesInPinyin } from '../http/names-in-pinyin.ts';
import type { NamesInPinyin } from '../site/page-context.ts';
import { addPinyin, spellNames } from '../site/spell-names.ts';
import type { TakenTable } from '../site/table.ts';
import type { Asked } from './asked.ts';
import { writeCsvFile } from './csv-file.ts';
import { writeJsonFile } from './json-file.ts';
import { xlsxFile } from './xlsx-file.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
export type Format = keyof typeof TYPES;

const isFormat = (extension: string): extension is Format => Object.hasOwn(TYPES, extension);

/** The extension is one that the route lets through. */
export const chooseFormat = (extension = ''): Format => (isFormat(extension) ? extension : 'json');

interface FileNames {
  readonly chinese: string;
  /** For what cannot read the other (RFC 6266). */
  readonly plain: string;
}

export async function sendTable(
  c: Context,
  asked: Asked,
  taken: TakenTable,
  format: Format,
  names: FileNames,
): Promise<Response> {
  const { t, lang } = asked.reader;
  const pinyin = await readNamesInPinyin({ table: asked.moment.table, recording: WITHOUT_RECORD }, lang);
  const table = pinyin ? spellTaken(taken, pinyin) : taken;
  const body =
    format === 'xlsx'
      ? await xlsxFile(table, t)
      : format === 'csv'
        ? writeCsvFile(table, t)
        : writeJsonFile(table);
  return send(c, asked, body, format, names);
}

/** A file is made anew whenever it is asked for. */
const WITHOUT_RECORD = { missed: () => undefined };

function spellTaken(taken: TakenTable, pinyin: NamesInPinyin): TakenTable {
  const { provenance } = taken;
  const filter = provenance.filter.map((one) => ({ ...one, value: spellNames({ pinyin }, one.value) }));
  return { ...addPinyin(taken, pinyin), provenance: { ...provenance, filter } };
}

export function send(
  c: Context,
  { caching }: Asked,
  body: string | Uint8Array | ReadableStream,
  format: Format,
  { chinese, plain }: FileNames,
): Response {
  return c.body(
    typeof body === 'string' || body instanceof ReadableStream ? body : Uint8Array.from(body),
    200,
    {
      'content-type': TYPES[format],
      'content-disposition': contentDisposition(`${fileSystemName(chinese)}.${format}`, {
        fallback: `${plain}.${format}`,
      }),
      'cache-control': caching,
      vary: 'Accept-Language, Cookie',
      'access-control-allow-origin': '*',
    },
  );
}

/** Characters that a file's name may not have on some system. */
const fileSystemName = (name: string): string => name.replaceAll(/[\\/:*?"<>|\s]+/g, ' ').trim();
