/**
 * The texts of collected published reports, beside the figures of their tables, as a clerk would paste them: read as
 * plainly as possible. Nothing of the project needs them; where they are not there, there are none.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { CATALOGUES, chooseEdition } from '../shared/domain/form/catalogue.ts';
import { decodeDraft } from '../shared/domain/document/decode-report.ts';
import { NUMBER, TEXT, type ReadValues } from '../shared/domain/form/read-values.ts';

const FOLDERS = ['real-reports', 'more-reports'].map(
  (name) => new URL(`../../shared/${name}/`, import.meta.url),
);
/** What stands where a passage was cut out. */
const CUT = '〔……正文略……〕';

export interface PublishedText {
  readonly name: string;
  readonly isCut: boolean;
  readonly read: ReadValues;
}

export const areTextsHere = (): boolean => FOLDERS.every((folder) => existsSync(folder));

/** As found, as other programs extracted them, and the beginnings of more. */
export function readPublishedTexts(): PublishedText[] {
  return FOLDERS.flatMap((folder) => [
    ...listFiles(folder, 'raw/').map((file) => readText(folder, file, file.replace(/\.\w+$/, ''))),
    ...listFiles(folder, 'extracted/').map((file) => readText(folder, file, file.replace(/\..*$/, ''))),
    ...readFragments(folder),
  ]).filter((text) => text !== undefined);
}

function listFiles(folder: URL, under: string): string[] {
  const inside = new URL(under, folder);
  if (!existsSync(inside)) return [];
  return readdirSync(inside)
    .filter((name) => /\.(txt|md|html|json)$/.test(name) && name !== 'index.json')
    .toSorted()
    .map((name) => under + name);
}

function readText(folder: URL, file: string, figuresOf: string): PublishedText | undefined {
  const text = readProse(new URL(file, folder));
  const json = FOLDERS.map((from) => new URL(`json/${figuresOf.replace(/^\w+\//, '')}.json`, from)).find(
    (url) => existsSync(url),
  );
  const decoded = json && decodeDraft(new Uint8Array(readFileSync(json)));
  const base = decoded?.kind === 'read' ? decoded.draft : undefined;
  return withProse(file, text, base, Number(/\d{4}/.exec(figuresOf)?.[0]));
}

const Fragment = z.object({
  source: z.string(),
  year: z.number(),
  cells: z.record(z.string(), z.array(z.number())).default({}),
});

function readFragments(folder: URL): PublishedText[] {
  const index = new URL('fragments/index.json', folder);
  if (!existsSync(index)) return [];
  return z
    .array(Fragment)
    .parse(JSON.parse(readFileSync(index, 'utf8')))
    .map(({ source, year, cells }) => {
      const base = readNothing(year);
      for (const [row, values] of Object.entries(cells))
        CATALOGUES[base.edition].cells
          .filter(({ path }) => path.startsWith(`${row}/`))
          .forEach(({ index: at }, i) => {
            base.cells[at] = values[i] ?? Number.NaN;
          });
      return { ...withProse(source, readProse(new URL(source, folder)), base, year), isCut: true };
    });
}

function readNothing(year: number): ReadValues {
  const edition = chooseEdition(year);
  const cells = new Float64Array(CATALOGUES[edition].cells.length).fill(Number.NaN);
  return { edition, cells, numbers: [year], texts: [], lists: [], nil: false };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', nbsp: ' ', quot: '"' };
const unescape = (text: string): string =>
  text
    .replaceAll(/&(lt|gt|amp|nbsp|quot);/g, (_, name: string) => ENTITIES[name]!)
    .replaceAll(/&#(\d{2,5});/g, (_, code: string) => String.fromCharCode(Number(code)));

/** Markup taken off, and what the archive put before the text. */
function readProse(file: URL): string {
  let text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  if (/\.json$/.test(file.pathname)) text = z.object({ content: z.string() }).parse(JSON.parse(text)).content;
  if (/\.(json|html)$/.test(file.pathname))
    text = unescape(unescape(text))
      .replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '')
      .replaceAll(/<\/(?:p|div|tr|h\d)>|<br\s*\/?>/g, '\n')
      .replaceAll(/<[^>]*>/g, '');
  const at = text.indexOf('= 正文 =');
  return (at < 0 ? text : text.slice(text.indexOf('\n', at) + 1))
    .replaceAll(/\f|-\s*\d+\s*-\n/g, '\n')
    .replace(/附件下载\s*$/, '');
}

const spaced = (words: string): string => Array.from(words).join('\\s*');
const OVERVIEW = new RegExp(`一\\s*[、.]?\\s*${spaced('总体情况')}`);
const TABLES = new RegExp(`二\\s*、\\s*${spaced('主动公开')}|${spaced('第二十条')}\\s*第`);
const PROBLEMS = new RegExp(
  `五\\s*、[^\\n。]{0,24}${spaced('问题')}(?:及\\s*改进[^\\n。,,:〔0-9]{0,4})?|${spaced('存在的主要问题')}及\\s*改进\\s*(?:情况|措施)?`,
);
const OTHER = new RegExp(
  `六\\s*、\\s*${spaced('其他')}[^\\n。]{0,3}${spaced('报告')}\\s*的?\\s*(?:事\\s*项|情\\s*况)?`,
);

function withProse(name: string, text: string, base: ReadValues | undefined, year: number): PublishedText {
  const read = base ?? readNothing(year);
  const [preamble, rest] = splitAt(text, OVERVIEW);
  const [overview, tables] = splitAt(rest ?? '', TABLES);
  const [, ending] = splitAt(tables ?? rest ?? '', PROBLEMS);
  const [problems, other] = splitAt(ending ?? '', OTHER);
  const texts = [...read.texts];
  for (const index of Object.values(TEXT)) texts[index] ??= undefined;
  texts[TEXT.preamble] = uncut(preamble);
  texts[TEXT.overview] = uncut(overview);
  texts[TEXT.problems] = uncut(problems);
  texts[TEXT.other] = uncut(other ?? '');
  const numbers = [...read.numbers];
  numbers[NUMBER.year] = year;
  return { name, isCut: text.includes(CUT), read: { ...read, texts, numbers } };
}

/** Empty is not stated: the text was torn, not left out. */
const uncut = (text: string): string | undefined => text.replaceAll(CUT, '\n').trim() || undefined;

function splitAt(text: string, heading: RegExp): [string, string?] {
  const found = heading.exec(text);
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : [text];
}
