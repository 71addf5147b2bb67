/** Files that were made to harm, or came to harm: each is refused with a reason, and none of them throws or fetches. */
import { deflateSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { NODE_PARTS } from '../../cli/reader-parts.ts';
import type { Refusal } from '../../shared/domain/convert/conversion.ts';
import { readClipboard } from '../../shared/readers/clipboard.ts';
import { LIMITS } from '../../shared/readers/limits.ts';
import { readFile } from '../../shared/readers/read-file.ts';
import { inflate } from '../../shared/readers/zip/inflate.ts';
import { aCompound } from '../support/a-compound.ts';
import { aDocx, wordCell, wordParagraph, wordTable, zipParts } from '../support/a-docx.ts';
import { aDoc, docText } from '../support/a-doc.ts';
import { aPdf, writePdf } from '../support/a-pdf.ts';
import { readTextLayout, sketch } from '../support/read-layout.ts';

/** What it is, how it is made, and why it is refused. */
interface Case {
  readonly name: string;
  readonly make: () => Uint8Array;
  readonly refusals: readonly Refusal[];
}

const hostile = (name: string, make: () => Uint8Array, ...refusals: readonly Refusal[]): Case => ({
  name,
  make,
  refusals,
});

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (...numbers: readonly number[]): Uint8Array => Uint8Array.from(numbers);
const cut = (bytes: Uint8Array, share: number): Uint8Array =>
  bytes.slice(0, Math.floor(bytes.length * share));

function patch(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = bytes.slice();
  change(new DataView(copy.buffer));
  return copy;
}

/** Where a signature of zip first stands. */
function findSignature(bytes: Uint8Array, last: number): number {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === last) return at;
  }
  throw new Error('no signature');
}

/** Content that takes its noise with it: it does not shrink. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => (state = (state * 48271) % 0x7fffffff) & 0xff);
}

/** Content that shrinks to a tenth or so. */
function scatter(length: number): Uint8Array {
  const content = new Uint8Array(length).fill(0x20);
  for (const [i, byte] of noise(length / 20).entries()) content[20 * i] = 0x20 + (byte % 64);
  return content;
}

const table = (rows: number, cell: string): string => `<w:tbl>${`<w:tr>${cell}</w:tr>`.repeat(rows)}</w:tbl>`;
const docx = aDocx(wordParagraph('一') + wordTable(wordCell('1')));
const anXlsx = (sheet: string, more: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array =>
  zipParts({
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="s"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  });
const anOpenDocument = (
  type: string,
  content: string,
  more: Readonly<Record<string, string>> = {},
): Uint8Array =>
  zipParts({ mimetype: `application/vnd.oasis.opendocument.${type}`, 'content.xml': content, ...more });
const sheetCell = (at: string): string => `<c r="${at}" t="inlineStr"><is><t>x</t></is></c>`;
const doc = aDoc([docText('x'.repeat(3000))]);
const pdf = aPdf([{ texts: [{ left: 9, top: 9, text: '一' }] }]);
const LAUGHS =
  '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>';

const ARCHIVES: readonly Case[] = [
  hostile('an empty file', () => bytesOf(), 'empty'),
  hostile('an archive of nothing', () => zipSync({}), 'empty'),
  hostile('an archive of a folder', () => zipSync({ 'folder/': new Uint8Array() }), 'empty'),
  hostile(
    'an archive of what a system keeps beside files',
    () => zipParts({ '__MACOSX/._a': 'x', '.DS_Store': 'x' }),
    'empty',
  ),
  hostile('two files in an archive', () => zipParts({ 'a.txt': '一', 'b.txt': '二' }), 'several-files'),
  hostile(
    'an archive in an archive in an archive',
    () => zipParts({ 'a.zip': zipParts({ 'b.zip': zipParts({ 'a.txt': '一' }) }) }),
    'bomb',
  ),
  hostile(
    'a part that unpacks to a thousand times its size',
    () => aDocx('', { 'word/document.xml': new Uint8Array(50_000_000) }),
    'bomb',
  ),
  hostile('the same, packed as a text', () => zipSync({ 'a.txt': new Uint8Array(30_000_000) }), 'bomb'),
  hostile(
    'a part that is larger than any, and hardly packed',
    () => zipSync({ 'a.txt': scatter(LIMITS.partBytes + 1) }, { level: 1 }),
    'bomb',
  ),
  hostile(
    'two parts of one name',
    () =>
      patch(zipParts({ 'a.txt': '一', 'b.txt': '二' }), (view) => {
        const bytes = new Uint8Array(view.buffer);
        for (const [at, byte] of bytes.entries())
          if (byte === 0x62 && bytes[at + 1] === 0x2e) bytes[at] = 0x61;
      }),
    'damaged',
  ),
  hostile(
    'parts that are too many',
    () =>
      zipParts(Object.fromEntries(Array.from({ length: LIMITS.entries + 1 }, (_, i) => [`word/${i}`, '']))),
    'bomb',
  ),
  hostile(
    'sheets that are too large together',
    () => {
      const names = Array.from({ length: 25 }, (_, i) => `s${i}`);
      const blank = ' '.repeat(4_900_000);
      return zipSync({
        'xl/workbook.xml': strToU8(
          `<workbook xmlns:r="r"><sheets>${names.map((name) => `<sheet name="${name}" r:id="${name}"/>`).join('')}</sheets></workbook>`,
        ),
        'xl/_rels/workbook.xml.rels': strToU8(
          `<Relationships>${names.map((name) => `<Relationship Id="${name}" Type="x/worksheet" Target="${name}.xml"/>`).join('')}</Relationships>`,
        ),
        ...Object.fromEntries(
          names.map((name) => [`xl/${name}.xml`, strToU8(`<worksheet>${blank}</worksheet>`)]),
        ),
      });
    },
    'bomb',
  ),
  hostile(
    'an encrypted archive',
    () =>
      patch(zipParts({ 'a.txt': '一' }), (view) =>
        view.setUint16(findSignature(new Uint8Array(view.buffer), 1) + 8, 1, true),
      ),
    'encrypted',
  ),
  hostile(
    'a way of packing that nobody has',
    () =>
      patch(zipParts({ 'a.txt': '一' }), (view) =>
        view.setUint16(findSignature(new Uint8Array(view.buffer), 1) + 10, 99, true),
      ),
    'unknown-kind',
  ),
  hostile(
    'a checksum that is wrong',
    () =>
      patch(zipParts({ 'a.txt': '一' }), (view) =>
        view.setUint32(findSignature(new Uint8Array(view.buffer), 1) + 16, 1, true),
      ),
    'damaged',
  ),
  hostile(
    'a part that begins beyond the end',
    () =>
      patch(zipParts({ 'a.txt': '一' }), (view) =>
        view.setUint32(findSignature(new Uint8Array(view.buffer), 1) + 42, 0x7fffffff, true),
      ),
    'damaged',
  ),
  hostile(
    'a part that is longer than the file',
    () =>
      patch(zipParts({ 'a.txt': '一' }), (view) =>
        view.setUint32(findSignature(new Uint8Array(view.buffer), 1) + 20, 0x7fffffff, true),
      ),
    'damaged',
  ),
  hostile(
    'a directory beyond the end',
    () => patch(docx, (view) => view.setUint32(view.byteLength - 6, 0x7fffffff, true)),
    'damaged',
  ),
  hostile(
    'a directory that counts more than it has',
    () => patch(docx, (view) => view.setUint16(view.byteLength - 12, 1000, true)),
    'damaged',
  ),
  hostile(
    'garbage after the first bytes of an archive',
    () => utf8(`PK\u0003\u0004${'x'.repeat(1000)}`),
    'damaged',
  ),
  ...[0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((share) =>
    hostile(`a Word file cut off at ${share}`, () => cut(docx, share), 'damaged'),
  ),
];

const OFFICE: readonly Case[] = [
  hostile('a Word file with macros', () => aDocx('', { 'word/vbaProject.bin': 'x' }), 'macros'),
  hostile('a workbook with macros', () => anXlsx('', { 'xl/vbaProject.bin': 'x' }), 'macros'),
  hostile(
    'an OpenDocument file with macros',
    () => anOpenDocument('text', '<x/>', { 'Basic/Standard/Module1.xml': 'x' }),
    'macros',
  ),
  hostile(
    'a binary file with macros',
    () => aCompound({ WordDocument: bytesOf(), Macros: bytesOf() }),
    'macros',
  ),
  hostile('a billion laughs', () => aDocx('', { 'word/document.xml': `${LAUGHS}<w>&c;</w>` }), 'bomb'),
  hostile(
    'an entity that names a file',
    () =>
      aDocx('', { 'word/document.xml': '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>' }),
    'bomb',
  ),
  hostile(
    'laughs in shared strings',
    () => anXlsx('', { 'xl/_rels/workbook.xml.rels': `${LAUGHS}<x/>` }),
    'bomb',
  ),
  hostile('laughs in an OpenDocument file', () => anOpenDocument('text', `${LAUGHS}<x>&c;</x>`), 'bomb'),
  hostile('elements within elements without end', () => aDocx('<w:p>'.repeat(100_000)), 'bomb'),
  hostile('more elements than any document has', () => aDocx('<w:p/>'.repeat(LIMITS.elements + 1)), 'bomb'),
  hostile(
    'ten thousand times ten thousand cells',
    () =>
      aDocx(
        table(
          10_000,
          '<w:tc><w:tcPr><w:gridSpan w:val="10000"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>',
        ),
      ),
    'bomb',
  ),
  hostile(
    'a document that lies outside of its archive',
    () =>
      zipParts({
        '_rels/.rels':
          '<Relationships><Relationship Type="x/officeDocument" Target="http://host.example/d.xml" TargetMode="External"/></Relationships>',
        'word/x.xml': '',
      }),
    'damaged',
  ),
  hostile('a document without a body', () => aDocx('', { 'word/document.xml': '<w/>' }), 'damaged'),
  hostile('a document that says nothing', () => aDocx('<w:p/>'), 'empty'),
  hostile('a document that is no XML', () => aDocx('', { 'word/document.xml': noise(1000) }), 'damaged'),
  hostile(
    'a sheet of two cells far apart',
    () =>
      anXlsx(
        `<row>${sheetCell('A1')}${sheetCell('XFD1')}</row>`.repeat(1) +
          Array.from(
            { length: 20 },
            (_, i) => `<row r="${i + 2}">${sheetCell(`A${i + 2}`)}${sheetCell(`XFD${i + 2}`)}</row>`,
          ).join(''),
      ),
    'bomb',
  ),
  hostile(
    'a sheet of too many cells',
    () => anXlsx(`<row>${sheetCell('A1').replace(' r="A1"', '').repeat(150_000)}</row>`),
    'bomb',
  ),
  hostile('a workbook of nothing', () => anXlsx(''), 'empty'),
  hostile(
    'a row that repeats a million times',
    () =>
      anOpenDocument(
        'spreadsheet',
        '<d><spreadsheet><table><table-row number-rows-repeated="1048576"><table-cell><p>x</p></table-cell></table-row></table></spreadsheet></d>',
      ),
    'bomb',
  ),
  hostile(
    'a cell that repeats a million times',
    () =>
      anOpenDocument(
        'spreadsheet',
        '<d><spreadsheet><table><table-row><table-cell number-columns-repeated="1000000"><p>x</p></table-cell></table-row></table></spreadsheet></d>',
      ),
    'bomb',
  ),
  hostile(
    'an encrypted OpenDocument file',
    () =>
      anOpenDocument('text', 'x', {
        'META-INF/manifest.xml': '<m:manifest><m:encryption-data/></m:manifest>',
      }),
    'encrypted',
  ),
  hostile('a presentation', () => anOpenDocument('presentation', '<x/>'), 'unknown-kind'),
  hostile('an OFD file', () => zipParts({ 'OFD.xml': '<x/>', 'Doc_0/Document.xml': '<x/>' }), 'unknown-kind'),
];

const COMPOUNDS: readonly Case[] = [
  hostile(
    'a newer Office file that is encrypted',
    () => aCompound({ EncryptionInfo: bytesOf(4), EncryptedPackage: noise(5000) }),
    'encrypted',
  ),
  hostile(
    'a Word file that is encrypted',
    () => aDoc([docText('x')], (head) => head.setUint16(10, 0x0300, true)),
    'encrypted',
  ),
  hostile(
    'a sheet that is encrypted',
    () =>
      aCompound({
        Workbook: bytesOf(
          0x09,
          0x08,
          16,
          0,
          0,
          6,
          5,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0x2f,
          0,
          6,
          0,
          0,
          0,
          1,
          0,
          1,
          0,
        ),
      }),
    'encrypted',
  ),
  hostile('a sheet of garbage', () => aCompound({ Workbook: noise(5000) }), 'damaged', 'empty'),
  hostile('a container of something else', () => aCompound({ PowerPoint: bytesOf(1) }), 'unknown-kind'),
  hostile(
    'a container without content',
    () => (utf8('').length === 0 ? bytesOf(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1) : bytesOf()),
    'damaged',
  ),
  hostile('a chain of sectors that bites its tail', () => loopChains(doc), 'damaged'),
  hostile('a directory that bites its tail', () => patch(doc, (view) => loopDirectory(view)), 'damaged'),
  hostile(
    'a table of chains larger than the file',
    () => patch(doc, (view) => view.setUint32(44, 0x7fffffff, true)),
    'damaged',
  ),
  hostile(
    'a table of chains that bites its tail',
    () =>
      patch(doc, (view) => {
        view.setUint32(44, 30, true);
        view.setUint32(68, 0, true);
      }),
    'damaged',
  ),
  hostile(
    'a stream larger than the file',
    () => patch(doc, (view) => view.setUint32(findDirectory(view) + 128 + 120, 0x7fffffff, true)),
    'damaged',
  ),
  ...[0.05, 0.3, 0.6, 0.95].map((share) =>
    hostile(`a binary file cut off at ${share}`, () => cut(doc, share), 'damaged'),
  ),
  hostile(
    'text beyond the end of its stream',
    () => aDoc([docText('x')], (head) => head.setUint32(0x4c, 100, true)),
    'damaged',
    'empty',
    'unknown-kind',
  ),
  hostile(
    'pieces that lie nowhere',
    () => aDoc([docText('x')], (head) => head.setUint32(0x1a2, 0x7fffffff, true)),
    'damaged',
  ),
  hostile(
    'a Word file of garbage',
    () => aCompound({ WordDocument: noise(5000), '1Table': noise(5000) }),
    'unknown-kind',
    'damaged',
  ),
];

const PAGES: readonly Case[] = [
  hostile(
    'columns without number',
    () => utf8(`<table>${'<tr><td colspan="10000">1</td></tr>'.repeat(10_000)}</table>`),
    'bomb',
  ),
  hostile(
    'rows and columns without number',
    () => utf8(`<table>${'<tr><td colspan="10000" rowspan="10000">1</td></tr>'.repeat(10_000)}</table>`),
    'bomb',
  ),
  hostile('elements within elements', () => utf8('<div>'.repeat(100_000)), 'bomb'),
  hostile('elements beside elements', () => utf8('<p>1'.repeat(LIMITS.elements + 1)), 'bomb'),
  hostile(
    'a page of nothing but a program',
    () => utf8('<html><script>document.body.innerHTML = "<p>1</p>"</script></html>'),
    'empty',
  ),
  hostile(
    'a saved page without its page',
    () =>
      utf8(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: image/png\n\nx\n--x--\n',
      ),
    'damaged',
  ),
  hostile(
    'a saved page that is no base64',
    () =>
      utf8(
        'Content-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!\n--x--\n',
      ),
    'damaged',
  ),
  hostile('spaces', () => utf8(' \n\u3000 '), 'empty'),
  hostile('a file that is too large', () => new Uint8Array(LIMITS.fileBytes + 1), 'too-large'),
  hostile('a text that is too long', () => utf8('x\n'.repeat(LIMITS.textLength / 2 + 1)), 'too-large'),
  hostile('more lines than any report has', () => utf8('x\n'.repeat(LIMITS.blocks + 1)), 'bomb'),
  hostile('a text cut within a character', () => utf8('一、总体情况').slice(0, -1), 'cut-off'),
  hostile('characters that were lost', () => utf8('一\ufffd\ufffd'), 'lossy-text'),
  hostile('noise', () => noise(4000), 'unknown-kind', 'lossy-text'),
];

const PDFS: readonly Case[] = [
  hostile('a PDF without a PDF', () => utf8('%PDF-1.4\nhello\n%%EOF'), 'damaged'),
  ...[0.3, 0.6, 0.9].map((share) => hostile(`a PDF cut off at ${share}`, () => cut(pdf, share), 'cut-off')),
  hostile('a picture of a page', () => aPdf([{ raw: '0 0 100 100 re f' }]), 'scan'),
  hostile(
    'an encrypted PDF',
    () =>
      writePdf(
        [
          '<< /Type /Catalog /Pages 2 0 R >>',
          '<< /Type /Pages /Count 0 /Kids [] >>',
          `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`,
        ],
        `/Encrypt 3 0 R /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]`,
      ),
    'encrypted',
  ),
  hostile(
    'pages that hold themselves',
    () => writePdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1 /Kids [2 0 R] >>']),
    'damaged',
    'scan',
  ),
  hostile(
    'a page that says it is its own content',
    () =>
      writePdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R >>',
      ]),
    'damaged',
    'scan',
  ),
  hostile(
    'a form that draws itself',
    () =>
      writePdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /F 4 0 R >> >> /Contents 5 0 R >>',
        '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 4 0 R >> >> /Length 5 >>\nstream\n/F Do\nendstream',
        '<< /Length 5 >>\nstream\n/F Do\nendstream',
      ]),
    'damaged',
    'scan',
  ),
  hostile(
    'more pages than a report has',
    () => aPdf(Array.from({ length: LIMITS.pages + 1 }, () => ({}))),
    'too-large',
  ),
  hostile(
    'a billion pages, it says',
    () => writePdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1000000000 /Kids [] >>']),
    'too-large',
    'damaged',
    'empty',
  ),
  hostile(
    'more lines than a page has',
    () => aPdf([{ raw: Array.from({ length: 6000 }, (_, i) => `0 ${i * 5} m 500 ${i * 5} l S`).join('\n') }]),
    'too-costly',
  ),
  hostile(
    'a grid finer than print',
    () =>
      aPdf([
        {
          raw: Array.from(
            { length: 200 },
            (_, i) => `0 ${i * 4} m 796 ${i * 4} l S ${i * 4} 0 m ${i * 4} 796 l S`,
          ).join('\n'),
        },
      ]),
    'bomb',
  ),
];

const OTHERS: readonly Case[] = [
  hostile('a PNG', () => bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'scan'),
  hostile('a JPEG', () => bytesOf(0xff, 0xd8, 0xff, 0xe0), 'scan'),
  hostile('a TIFF', () => bytesOf(0x49, 0x49, 0x2a, 0), 'scan'),
  hostile('a RAR archive', () => utf8('Rar!\u001a\u0007'), 'unknown-kind'),
  hostile('a 7z archive', () => bytesOf(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'unknown-kind'),
  hostile('a gzip file', () => bytesOf(0x1f, 0x8b, 8, 0), 'unknown-kind'),
  hostile('an RTF file', () => utf8('{\\rtf1 \\b hello}'), 'unknown-kind'),
  hostile('a program', () => bytesOf(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0), 'unknown-kind'),
];

const findDirectory = (view: DataView): number => (view.getUint32(48, true) + 1) * 512;
const findTable = (view: DataView): number => (view.getUint32(76, true) + 1) * 512;

const loopChains = (bytes: Uint8Array): Uint8Array =>
  patch(bytes, (view) => view.setUint32(findTable(view) + 4, 0, true));

function loopDirectory(view: DataView): void {
  const sector = view.getUint32(48, true);
  view.setUint32(findTable(view) + 4 * sector, sector, true);
}

test.each([...ARCHIVES, ...OFFICE, ...COMPOUNDS, ...PAGES, ...PDFS, ...OTHERS])(
  'refused: $name',
  async ({ make, refusals }) => {
    const result = await readFile(make(), NODE_PARTS);
    expect(result).toMatchObject({ kind: 'refused' });
    expect(refusals).toContain(result.kind === 'refused' && result.refusal);
  },
);

test('a stream of a PDF that unpacks to a thousand times its size', async () => {
  const packed = new Uint8Array(
    await new Response(
      new Blob([new Uint8Array(20_000_000)]).stream().pipeThrough(new CompressionStream('deflate')),
    ).arrayBuffer(),
  );
  const head = utf8(`%PDF-1.4\n1 0 obj\n<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`);
  const bytes = new Uint8Array([...head, ...packed, ...utf8('\nendstream\nendobj\n%%EOF')]);
  expect(await readFile(bytes, NODE_PARTS)).toMatchObject({ kind: 'refused', refusal: 'bomb' });
});

test('nothing in a page is run, and nothing that it names is fetched', async () => {
  const page =
    '<html><head><meta http-equiv="refresh" content="0;url=http://host.example/"><link rel="stylesheet" href="http://host.example/a.css"><base href="http://host.example/"></head>' +
    '<body onload="globalThis.hurt = 1"><img src="http://host.example/a.png" onerror="globalThis.hurt = 1"><iframe src="http://host.example/"></iframe>' +
    '<svg onload="globalThis.hurt = 1"><script>globalThis.hurt = 1</script></svg><p>一</p><object data="http://host.example/x"></object></body></html>';
  expect(sketch(await readTextLayout(page))).toEqual(['一']);
  expect(globalThis).not.toHaveProperty('hurt');
});

test('a program in a PDF is not run', async () => {
  const action =
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (globalThis.hurt = 1) >> >>';
  const text = new TextDecoder().decode(pdf).replace('<< /Type /Catalog /Pages 2 0 R >>', action);
  await readFile(utf8(text), NODE_PARTS);
  expect(globalThis).not.toHaveProperty('hurt');
});

test('what a sheet says of its size is not believed, and a merged million is cut to its table', async () => {
  const bytes = zipParts({
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="s"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row>${sheetCell('A1')}${sheetCell('B1')}</row></sheetData><mergeCells><mergeCell ref="B1:XFD1048576"/></mergeCells></worksheet>`,
  });
  const result = await readFile(bytes, NODE_PARTS);
  expect(result.kind === 'layout' && result.layout.blocks).toHaveLength(1);
});

test('a clipboard that is too large, or whose page is too deep', async () => {
  expect(await readClipboard({ text: 'x'.repeat(LIMITS.textLength + 1) })).toMatchObject({
    refusal: 'too-large',
  });
  expect(await readClipboard({ html: '<div>'.repeat(100_000) })).toMatchObject({ refusal: 'bomb' });
});

test('names that objects have of themselves are names like others', async () => {
  const word = await readFile(
    aDocx('<w:p><constructor/><w:r><w:t>一</w:t></w:r><__proto__/></w:p>'),
    NODE_PARTS,
  );
  expect(word.kind === 'layout' && sketch(word.layout)).toEqual(['一']);
  const page =
    '<p __proto__="x">一<constructor>二</constructor><toString></p><meta name="__proto__" content="x">';
  expect(sketch(await readTextLayout(page))).toEqual(['一二']);
});

test('what takes a pattern for ever takes a reader no longer than other texts', async () => {
  const unclosed = `<html><p>一</p><script>${'"\\\\'.repeat(1_000_000)}</script>`;
  expect(sketch(await readTextLayout(unclosed))).toEqual(['一']);
  expect(sketch(await readTextLayout(`<html>一${'<table '.repeat(300_000)}`))).toEqual(['一']);
  expect(sketch(await readTextLayout(`一${' '.repeat(3_000_000)}二`))).toHaveLength(1);
});

test('data nested without end is no page', async () => {
  expect(await readFile(utf8('['.repeat(1_000_000)), NODE_PARTS)).toMatchObject({ kind: 'layout' });
});

test('a cell that says it reaches over a hundred million columns reaches over what a table can have', async () => {
  const result = await readFile(
    aDocx(wordTable(wordCell('1', '<w:gridSpan w:val="100000000"/>'))),
    NODE_PARTS,
  );
  expect(result.kind === 'layout' && sketch(result.layout)).toEqual([[`1→${LIMITS.columns}`]]);
});

test('a file is what its bytes say: its name is not even asked for', async () => {
  expect(await readFile(aDocx(wordParagraph('一')), NODE_PARTS)).toMatchObject({ layout: { kind: 'docx' } });
  expect(await readFile(pdf, NODE_PARTS)).toMatchObject({ layout: { kind: 'pdf' } });
  expect(await readFile(zipParts({ 'x.docx': '<p>一</p>' }), NODE_PARTS)).toMatchObject({
    layout: { kind: 'html' },
  });
});

test('a part is unpacked no further than is allowed', async () => {
  const packed = deflateSync(new Uint8Array(1_000_000));
  await expect(inflate(packed, 100_000)).rejects.toMatchObject({ refusal: 'bomb' });
  expect(await inflate(packed, 1_000_000)).toHaveLength(1_000_000);
});
