/** The form as a Word document, by its structure: what a page that is rendered of it can be. */
import { describe, expect, it } from 'vitest';
import { unzipSync } from 'fflate';
import { CATALOGUES, DECIMALS, EDITIONS, type Edition } from '../../shared/domain/form/catalogue.ts';
import { noFigures, toStored, type Figures } from '../../shared/domain/form/figures.ts';
import { writeOfficialDocx } from '../../web/downloads/official-docx.ts';
import { emptySections } from '../../web/downloads/report-text.ts';

/** A digit of Times New Roman is half an em wide, and no sign of a figure is wider; a half-point is ten twips. */
const digitTwips = (size: number): number => size * 5;

interface Measured {
  readonly text: string;
  readonly needed: number;
  readonly room: number;
  readonly size: number;
}

async function measure(edition: Edition, figures: Figures): Promise<{ cells: Measured[]; widths: number[] }> {
  const bytes = await writeOfficialDocx({
    title: '报告',
    edition,
    figures,
    sections: emptySections(''),
    foot: '',
    notes: [],
  });
  const xml = new TextDecoder().decode(unzipSync(bytes)['word/document.xml']);
  const tables = [...xml.matchAll(/<w:tbl>[\s\S]*?<\/w:tbl>/g)].map(([table]) => table);
  expect(tables).toHaveLength(3);
  const widths: number[] = [];
  const cells = tables.flatMap((table) => {
    const grid = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
    widths.push(grid.reduce((sum, width) => sum + width, 0));
    return [...table.matchAll(/<w:tr>[\s\S]*?<\/w:tr>/g)].flatMap(([row]) => {
      let at = 0;
      return [...row.matchAll(/<w:tc>[\s\S]*?<\/w:tc>/g)].flatMap(([tc]): Measured[] => {
        const span = Number(/<w:gridSpan w:val="(\d+)"/.exec(tc)?.[1] ?? 1);
        const width = grid.slice(at, at + span).reduce((sum, one) => sum + one, 0);
        at += span;
        const text = [...tc.matchAll(/<w:t[^>]*>([^<]*)</g)].map(([, part]) => part).join('');
        if (!/^-?[\d.]+$/.test(text)) return [];
        const size = Number(/<w:sz w:val="(\d+)"/.exec(tc)?.[1]);
        const insets = [
          ...tc.matchAll(
            /<w:(?:left|right|start|end) w:type="dxa" w:w="(\d+)"|<w:(?:left|right|start|end) w:w="(\d+)"/g,
          ),
        ];
        const inset = insets.reduce((sum, [, a, b]) => sum + Number(a ?? b), 0);
        expect(insets).toHaveLength(2);
        return [{ text, needed: text.length * digitTwips(size), room: width - inset, size }];
      });
    });
  });
  return { cells, widths };
}

function filled(edition: Edition, count: (index: number) => number, money: number): Figures {
  const figures = noFigures(edition);
  for (const { index, column } of CATALOGUES[edition].cells)
    figures.cells[index] = DECIMALS[column.kind] === 0 ? count(index) : toStored(column.kind, money);
  return figures;
}

it('prints the heads as the form of 2019 does, without the unit that a label needs', async () => {
  const bytes = await writeOfficialDocx({
    title: '报告',
    edition: '2019',
    figures: undefined,
    sections: emptySections(''),
    foot: '',
    notes: [],
  });
  const xml = new TextDecoder().decode(unzipSync(bytes)['word/document.xml']);
  expect(xml).toContain('>采购总金额<');
  expect(xml).not.toContain('元）');
});

const A4_TEXT_TWIPS = 8_850;

describe.each(EDITIONS)('the form of edition %s in Word', (edition) => {
  it.each([
    ['nine digits everywhere', () => 999_999_999],
    ['seven digits everywhere', () => 1_234_567],
    ['one long figure in each table', (index: number) => (index % 11 === 0 ? 123_456_789 : 0)],
    ['ten digits, of a region’s total', () => 1_234_567_890],
    ['short figures', () => 12],
  ])('never breaks a figure: %s', async (_, count) => {
    const { cells, widths } = await measure(edition, filled(edition, count, 1_234_567.12));
    expect(cells.length).toBe(CATALOGUES[edition].cells.length);
    for (const { text, needed, room } of cells)
      expect({ text, fits: needed <= room }).toEqual({ text, fits: true });
    for (const width of widths) expect(width).toBeLessThanOrEqual(A4_TEXT_TWIPS);
  });

  it('sets in the usual type what has room in it', async () => {
    const sizes = async (figures: Figures) =>
      new Set((await measure(edition, figures)).cells.map(({ size }) => size));
    expect(await sizes(filled(edition, () => 1_234, 1))).toEqual(new Set([21, 18, 15]));
    const one = noFigures(edition);
    one.cells[CATALOGUES[edition].cellByPath.get('/applications/received/naturalPerson')!.index] = 1_234_567;
    one.cells[CATALOGUES[edition].cellByPath.get('/applications/received/total')!.index] = 1_234_567;
    one.cells[CATALOGUES[edition].cellByPath.get('/reconsideration/upheld')!.index] = 1_234_567;
    expect(await sizes(one)).toEqual(new Set([21, 18, 15]));
  });
});

it('has room for an amount with six decimals', async () => {
  const { cells } = await measure(
    '2021',
    filled('2021', () => 0, 1_234_567.123456),
  );
  const amount = cells.find(({ text }) => text === '1234567.123456');
  expect(amount?.needed).toBeLessThanOrEqual(amount?.room ?? 0);
});
