import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { NODE_PARTS } from '../../cli/reader-parts.ts';
import { readFile } from '../../shared/readers/read-file.ts';
import { aPdf, gridRules, writePdf, type PdfPageContent } from '../support/a-pdf.ts';
import { readLayout, sketch } from '../support/read-layout.ts';

const sketchPdf = async (...pages: readonly PdfPageContent[]): Promise<unknown> =>
  sketch(await readLayout(aPdf(pages)));

test('cells are what lies between lines; labels wrap, cells reach over others, text outside is text', async () => {
  expect(
    await sketchPdf({
      texts: [
        { left: 100, top: 50, text: '一、总体情况' },
        { left: 105, top: 105, text: '行政规范' },
        { left: 105, top: 118, text: '性文件' },
        { left: 205, top: 110, text: '13' },
        { left: 305, top: 108, text: '7' },
        { left: 150, top: 145, text: '合计' },
        { left: 305, top: 145, text: '20' },
        { left: 100, top: 200, text: '三、其他' },
      ],
      rules: [
        [100, 100, 400, 100],
        [100, 140, 400, 140],
        [100, 160, 400, 160],
        [100, 100, 100, 160],
        [200, 100, 200, 140],
        [300, 100, 300, 160],
        [400, 100, 400, 160],
      ],
    }),
  ).toEqual(['一、总体情况', ['行政规范\n性文件', '13', '7'], ['合计→2', '20'], '三、其他']);
});

test('a text that crosses a border is cut there, and doubted where that is within a word', async () => {
  const grid = gridRules([100, 140, 180, 220], [100, 120]);
  const read = await sketchPdf({
    texts: [
      { left: 110, top: 104, text: '1071    1078' },
      { left: 200, top: 104, text: '5' },
    ],
    rules: grid,
  });
  expect(read).toEqual([['1071', '1078', '5']]);
  expect(await sketchPdf({ texts: [{ left: 120, top: 104, text: '12345678' }], rules: grid })).toEqual([
    ['1234?torn', '5678?torn', ''],
  ]);
});

test('thin rectangles are lines, and colours of cells are none', async () => {
  const raw =
    '100 720 200 22 re f 100 741.5 200 0.5 re f 100 720 200 0.5 re f 100 720 0.5 22 re f 200 720 0.5 22 re f 300 720 0.5 22 re f';
  expect(
    await sketchPdf({
      raw,
      texts: [
        { left: 110, top: 105, text: '1' },
        { left: 210, top: 105, text: '2' },
      ],
    }),
  ).toEqual([['1', '2']]);
});

test('lines under words and through them cut no cells; what is struck out is doubted', async () => {
  expect(
    await sketchPdf({
      texts: [
        { left: 110, top: 104, text: '99' },
        { left: 150, top: 104, text: '15' },
      ],
      rules: [...gridRules([100, 140, 180], [100, 120]), [110, 109.5, 120, 109.5], [150, 115, 160, 115]],
    }),
  ).toEqual([['99?revision', '15']]);
});

test('a table that goes on over a page break is one, and so are a cell and a row that the break cuts', async () => {
  const xs = [100, 130, 200, 260];
  const first = {
    texts: [
      { left: 105, top: 704, text: '三、' },
      { left: 135, top: 704, text: '（一）予以' },
      { left: 205, top: 704, text: '1' },
      { left: 135, top: 724, text: '（二）部分' },
      { left: 205, top: 724, text: '2' },
    ],
    rules: [
      ...gridRules(xs.slice(1), [700, 720, 740]),
      [100, 700, 130, 700],
      [100, 740, 130, 740],
      [100, 700, 100, 740],
    ] as const,
  };
  const second = {
    texts: [
      { left: 105, top: 104, text: '结果' },
      { left: 135, top: 104, text: '公开' },
      { left: 135, top: 124, text: '（三）不予' },
      { left: 205, top: 124, text: '3' },
      { left: 280, top: 800, text: '- 2 -' },
    ],
    rules: [
      ...gridRules(xs.slice(1), [100, 120, 140]),
      [100, 100, 130, 100],
      [100, 140, 130, 140],
      [100, 100, 100, 140],
    ] as const,
  };
  expect(await sketchPdf(first, second)).toEqual([
    ['三、结果↓3', '（一）予以', '1'],
    ['（二）部分公开', '2'],
    ['（三）不予', '3'],
  ]);
});

test('lines that reach to the edge go on, also on the next page; a short one ends its paragraph', async () => {
  const full = '字'.repeat(30);
  const line = (top: number, text: string, left = 100) => ({ left, top, text });
  expect(
    await sketchPdf(
      {
        texts: [
          line(100, full.slice(2), 120),
          line(116, full),
          line(132, '末'),
          line(148, full.slice(2), 120),
          line(800, '1'),
        ],
      },
      { texts: [line(60, '完')] },
    ),
  ).toEqual([`${full.slice(2)}${full}末`, `${full.slice(2)}完`]);
});

test('without lines columns are known by their gaps, and doubted', async () => {
  const texts = [
    { left: 100, top: 100, text: '规章' },
    { left: 200, top: 100, text: '1' },
    { left: 260, top: 101, text: '0' },
  ];
  expect(await sketchPdf({ texts })).toEqual(['规章\t1\t0?torn']);
});

test.each([
  ['a page without text', aPdf([{ rules: [[1, 1, 100, 100]] }]), 'scan'],
  [
    'a map of characters that nobody has',
    aPdf([{ texts: [{ left: 9, top: 9, text: '一' }] }], { encoding: 'UniXX-H' }),
    'no-character-map',
  ],
])('refused: %s', async (_, bytes, refusal) => {
  expect(await readFile(bytes, NODE_PARTS)).toMatchObject({ kind: 'refused', refusal });
});

test('a figure that is drawn twice to look bold is one', async () => {
  const texts = [
    { left: 110, top: 104, text: '10' },
    { left: 110.4, top: 104, text: '10' },
    { left: 150, top: 104, text: '10' },
  ];
  expect(await sketchPdf({ texts, rules: gridRules([100, 140, 180], [100, 120]) })).toEqual([['10', '10']]);
});

test('what was typed into a form or over a page is read where it stands', async () => {
  const page = new TextDecoder().decode(
    aPdf([{ rules: gridRules([100, 140, 180], [100, 120]), texts: [{ left: 9, top: 9, text: '一' }] }]),
  );
  const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (13) /Rect [102 724 138 740] >>';
  const over = '<< /Type /Annot /Subtype /FreeText /Contents (7) /DA (/F1 9 Tf) /Rect [142 724 178 740] >>';
  const bytes = new TextEncoder().encode(page.replace('/MediaBox', `/Annots [${field} ${over}] /MediaBox`));
  expect(sketch(await readLayout(bytes))).toEqual(['一', ['13', '7']]);
});

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
const stream = (content: string, about = ''): string =>
  `<< ${about} /Length ${content.length} >>\nstream\n${content}\nendstream`;
const GRID =
  '100 700 m 180 700 l S 100 720 m 180 720 l S 100 700 m 100 720 l S 140 700 m 140 720 l S 180 700 m 180 720 l S';
const FIGURES = 'BT /F1 10 Tf 110 706 Td (13) Tj 40 0 Td (7) Tj ET';

test('a table in a form that is drawn elsewhere and smaller', async () => {
  const resources = '/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>';
  const bytes = writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    FONT,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${resources} /Contents 5 0 R >>`,
    stream(`q 1 0 0 1 0 20 cm /X Do Q BT /F1 10 Tf 60 500 Td (after) Tj ET`),
    stream(
      `${GRID} ${FIGURES}`,
      `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [0.8 0 0 0.8 10 10] ${resources}`,
    ),
  ]);
  expect(sketch(await readLayout(bytes))).toEqual([['13', '7'], 'after']);
});

test('a page that is turned', async () => {
  const bytes = writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    FONT,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Rotate 90 /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    stream(`q 0 1 -1 0 842 0 cm ${GRID} ${FIGURES} Q`),
  ]);
  expect(sketch(await readLayout(bytes))).toEqual([['13', '7']]);
});

test('text that nobody sees is what a program read from a picture', async () => {
  const bytes = aPdf([{ raw: '3 Tr', texts: [{ left: 9, top: 9, text: '一' }] }]);
  expect(await readFile(bytes, NODE_PARTS)).toMatchObject({ refusal: 'scan' });
});

test('rows without lines are doubted also where another table has lines', async () => {
  const line = (top: number, ...texts: readonly string[]) =>
    texts.map((text, i) => ({ left: 100 + 100 * i, top, text }));
  const read = await sketchPdf({
    texts: [...line(104, '1', '2'), ...line(200, '规章', '3', '4'), ...line(220, '（一）', '见下')],
    rules: gridRules([95, 190, 300], [100, 120]),
  });
  expect(read).toEqual([['1', '2'], '规章\t3\t4?torn', '（一）\t见下']);
});

test('a map that is wanted and not there is said, rather than its text lost', async () => {
  const bytes = aPdf([{ texts: [{ left: 9, top: 9, text: '一' }] }]);
  const parts = {
    ...NODE_PARTS,
    loadPdf: async () => ({
      ...(await NODE_PARTS.loadPdf()),
      readCharacterMap: () => Promise.resolve(undefined),
    }),
  };
  expect(await readFile(bytes, parts)).toMatchObject({ refusal: 'no-character-map', fileKind: 'pdf' });
});

const REPORTS = fileURLToPath(new URL('../../../shared/more-reports/pdf/', import.meta.url));
test.runIf(existsSync(REPORTS)).each(['2023-hongzequ.pdf', '2024-huaianshi.pdf'])(
  '%s has its three tables',
  async (name) => {
    const { blocks } = await readLayout(new Uint8Array(readFileSync(REPORTS + name)));
    const tables = blocks.filter((block) => block.kind === 'table');
    expect(tables.map(({ rows }) => rows.at(-1)?.at(-1)?.text)).toEqual(
      name.startsWith('2023') ? ['7730.28', '0', '0'] : ['96171.6', '103', '20'],
    );
    expect(tables.flatMap(({ rows }) => rows.flat()).filter(({ doubt }) => doubt)).toEqual([]);
  },
);
