/** Word's binary files, as small as they come: one piece of text, and a page of properties for each run and paragraph. */
import { aCompound } from './a-compound.ts';

interface DocRun {
  readonly text: string;
  readonly isDeleted?: boolean;
  readonly isHidden?: boolean;
  readonly isStruck?: boolean;
}

export interface DocParagraph {
  readonly runs: readonly DocRun[];
  /** `line`: the end of a paragraph within a cell. `row`: the end of a row, with the sides of its cells and their flags. */
  readonly end: 'paragraph' | 'line' | 'cell' | 'row';
  readonly sides?: readonly number[];
  readonly flags?: readonly number[];
  readonly isDeleted?: boolean;
}

export const docText = (text: string): DocParagraph => ({ runs: [{ text }], end: 'paragraph' });
export const docCell = (text: string): DocParagraph => ({ runs: [{ text }], end: 'cell' });

const TEXT_AT = 0x800;
const PAGE = 512;

export function aDoc(
  paragraphs: readonly DocParagraph[],
  change: (head: DataView) => void = () => undefined,
): Uint8Array {
  const runs: { text: string; sprms: readonly number[] }[] = [];
  const ends: { length: number; sprms: readonly number[] }[] = [];
  for (const paragraph of paragraphs) {
    const mark = paragraph.end === 'paragraph' || paragraph.end === 'line' ? '\r' : '\u0007';
    const all: DocRun[] = [...paragraph.runs, { text: mark, isDeleted: paragraph.isDeleted ?? false }];
    for (const run of all)
      runs.push({
        text: run.text,
        sprms: [
          ...(run.isDeleted ? [0, 8, 1] : []),
          ...(run.isHidden ? [0x3c, 8, 1] : []),
          ...(run.isStruck ? [0x37, 8, 1] : []),
        ],
      });
    ends.push({
      length: all.reduce((sum, { text }) => sum + text.length, 0),
      sprms: paragraphSprms(paragraph),
    });
  }
  const text = runs.map((run) => run.text).join('');
  const firstPage = Math.ceil((TEXT_AT + 2 * text.length) / PAGE);
  const main = new Uint8Array((firstPage + runs.length + ends.length) * PAGE);
  const head = new DataView(main.buffer);
  for (let i = 0; i < text.length; i++) head.setUint16(TEXT_AT + 2 * i, text.charCodeAt(i), true);
  let page = firstPage;
  const writePages = (
    list: readonly { length: number; sprms: readonly number[] }[],
    isParagraph: boolean,
  ): number[] => {
    const places = [TEXT_AT];
    for (const { length, sprms } of list) {
      const at = page * PAGE;
      const from = places.at(-1) ?? 0;
      const to = from + 2 * length;
      places.push(to);
      head.setUint32(at, from, true);
      head.setUint32(at + 4, to, true);
      // Properties begin at byte 64 of their page.
      main[at + 8] = 32;
      const padded = sprms.length % 2 === 0 ? sprms : [...sprms, 0];
      main.set(
        isParagraph ? [0, (padded.length + 2) / 2, 0, 0, ...padded] : [sprms.length, ...sprms],
        at + 64,
      );
      main[at + PAGE - 1] = 1;
      page++;
    }
    return places;
  };
  const table: number[] = [];
  const long = (value: number): number[] => [
    value & 255,
    (value >> 8) & 255,
    (value >> 16) & 255,
    (value >>> 24) & 255,
  ];
  const writePart = (at: number, numbers: readonly number[]): void => {
    head.setUint32(at, table.length, true);
    head.setUint32(at + 4, numbers.length, true);
    table.push(...numbers);
  };
  const runPages = page;
  const runPlaces = writePages(
    runs.map(({ text: { length }, sprms }) => ({ length, sprms })),
    false,
  );
  writePart(0xfa, [...runPlaces.flatMap(long), ...runs.flatMap((_, i) => long(runPages + i))]);
  const endPages = page;
  const endPlaces = writePages(ends, true);
  writePart(0x102, [...endPlaces.flatMap(long), ...ends.flatMap((_, i) => long(endPages + i))]);
  writePart(0x1a2, [2, ...long(16), ...long(0), ...long(text.length), 0, 0, ...long(TEXT_AT), 0, 0]);
  head.setUint16(0, 0xa5ec, true);
  head.setUint16(2, 0xc1, true);
  head.setUint16(10, 0x0200, true);
  head.setUint32(0x4c, text.length, true);
  change(head);
  return aCompound({ WordDocument: main, '1Table': Uint8Array.from(table) });
}

function paragraphSprms({ end, sides = [], flags = [] }: DocParagraph): number[] {
  if (end === 'paragraph') return [];
  const inTable = [0x16, 0x24, 1];
  if (end !== 'row') return inTable;
  const count = sides.length - 1;
  const cells = Array.from({ length: count }, (_, i) => [
    flags[i] ?? 0,
    ...Array.from({ length: 19 }, () => 0),
  ]).flat();
  const definition = [count, ...sides.flatMap((side) => [side & 255, (side >> 8) & 255]), ...cells];
  return [
    ...inTable,
    0x17,
    0x24,
    1,
    0x08,
    0xd6,
    (definition.length + 1) & 255,
    (definition.length + 1) >> 8,
    ...definition,
  ];
}
