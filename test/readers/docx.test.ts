import { expect, test } from 'vitest';
import { aDocx, wordCell, wordDocument, wordParagraph, wordTable, zipParts } from '../support/a-docx.ts';
import { readLayout, readTextLayout, sketch } from '../support/read-layout.ts';

const sketchDocx = async (body: string): Promise<unknown> => sketch(await readLayout(aDocx(body)));
const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;

test('paragraphs stand in their order, line breaks part them, and empty ones are left out', async () => {
  const body = `${wordParagraph('一')}<w:p/><w:p>${run('二')}<w:r><w:br/><w:t>三</w:t><w:tab/><w:t>四</w:t></w:r></w:p>`;
  expect(await sketchDocx(body)).toEqual(['一', '二', '三\t四']);
});

test('merged cells say how far they reach, and stand where their first row does', async () => {
  const body = wordTable(
    wordCell('甲', '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + wordCell('1'),
    wordCell('', '<w:gridSpan w:val="2"/><w:vMerge/>') + wordCell('2'),
    wordCell('乙') + wordCell('丙', '<w:vMerge w:val="restart"/>') + wordCell('3'),
    wordCell('丁') + wordCell('', '<w:vMerge w:val="continue"/>') + wordCell('4'),
  );
  expect(await sketchDocx(body)).toEqual([['甲→2↓2', '1'], ['2'], ['乙', '丙↓2', '3'], ['丁', '4']]);
});

test('cells merged sideways the old way, and rows that begin late', async () => {
  const late = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>';
  const body = wordTable(
    wordCell('甲', '<w:hMerge w:val="restart"/>') + wordCell('', '<w:hMerge/>') + wordCell('1'),
    late + wordCell('2') + wordCell('3'),
  );
  expect(await sketchDocx(body)).toEqual([
    ['甲→2', '1'],
    ['', '2', '3'],
  ]);
});

test('a cell that goes on without one that began is a cell', async () => {
  expect(await sketchDocx(wordTable(wordCell('1', '<w:vMerge/>') + wordCell('2')))).toEqual([['1', '2']]);
});

test('tracked changes count as accepted, also of whole rows and of paragraph ends', async () => {
  const deletedRow = '<w:trPr><w:del w:id="1"/></w:trPr>';
  const body =
    `<w:p>${run('10')}<w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins>${run('15')}</w:ins></w:p>` +
    `<w:p><w:moveFrom>${run('away')}</w:moveFrom><w:moveTo>${run('here')}</w:moveTo></w:p>` +
    `<w:p><w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr>${run('甲')}</w:p>${wordParagraph('乙')}` +
    wordTable(deletedRow + wordCell('gone'), wordCell('kept'));
  expect(await sketchDocx(body)).toEqual(['1015', 'here', '甲乙', ['kept']]);
});

test('a text box is read once, whether in its newer or in its older form', async () => {
  const box = (text: string): string => `<w:txbxContent>${wordParagraph(text)}</w:txbxContent>`;
  const body =
    `<w:p>${run('before')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>${box('in the box')}</wps:txbx></w:drawing></mc:Choice>` +
    `<mc:Fallback><w:pict><v:textbox>${box('in the box')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>` +
    `<w:p><w:r><w:pict><v:textbox>${box('older')}</v:textbox></w:pict></w:r></w:p>`;
  expect(await sketchDocx(body)).toEqual(['before', 'in the box', 'older']);
});

test('content controls, links and fields are read through; hidden text, field codes and readings are not', async () => {
  const body =
    `<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent><w:p><w:hyperlink>${run('a')}</w:hyperlink>` +
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>${run('7')}` +
    `<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>b</w:t></w:r>` +
    `<w:r><w:ruby><w:rt>${run('zhong')}</w:rt><w:rubyBase>${run('中')}</w:rubyBase></w:ruby></w:r></w:p></w:sdtContent></w:sdt>` +
    `<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>${wordCell('c')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>`;
  expect(await sketchDocx(body)).toEqual(['a7b中', ['c']]);
});

test('a table that only holds tables is no table; a small one within a cell is its text', async () => {
  const inner = wordTable(wordCell('1') + wordCell('2'));
  const within = (table: string): string => `<w:tc>${table}<w:p/></w:tc>`;
  expect(await sketchDocx(wordTable(within(inner)))).toEqual([['1', '2']]);
  const outer = wordTable(wordCell('甲') + wordCell('乙') + within(inner));
  expect(await sketchDocx(outer)).toEqual([['甲', '乙', '1\t2']]);
});

test('the document may lie elsewhere, and its prefix may be any', async () => {
  const document = wordDocument(wordTable(wordCell('1'))).replaceAll('w:', 'ns0:');
  const bytes = aDocx('', {
    '_rels/.rels':
      '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="/word/report.xml"/></Relationships>',
    'word/report.xml': document,
  });
  expect(sketch(await readLayout(bytes))).toEqual([['1']]);
});

test('a document in one piece of XML', async () => {
  const text =
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument><w:body><w:tbl><w:tr>' +
    '<w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr><w:tr>' +
    '<w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:wordDocument>';
  expect(sketch(await readTextLayout(text))).toEqual([['甲↓2'], []]);
});

test('each cell says where it stood', async () => {
  const layout = await readLayout(
    aDocx(wordParagraph('一') + wordTable(wordCell('a', '<w:gridSpan w:val="3"/>') + wordCell('b'))),
  );
  const [paragraph, table] = layout.blocks;
  expect(paragraph?.place).toEqual({ paragraph: 1 });
  expect(table?.kind === 'table' && table.rows[0]?.[1]?.place).toEqual({ table: 1, row: 1, column: 4 });
});

test('what is struck out by hand, or stands above the line, is doubted', async () => {
  const styled = (style: string, text: string): string =>
    `<w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:rPr>${style}</w:rPr><w:t>${text}</w:t></w:r></w:p></w:tc>`;
  const body = wordTable(
    styled('<w:strike/>', '2') +
      styled('<w:strike w:val="false"/>', '3') +
      styled('<w:dstrike/>', '4') +
      styled('<w:vertAlign w:val="superscript"/>', '5'),
  );
  expect(await sketchDocx(body)).toEqual([['12?revision', '13', '14?revision', '15?revision']]);
});

test('a page that the file takes in as it is, where it stands', async () => {
  const page = '<p>一</p><table><tr><td>1</td></tr></table>';
  const mht = `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n${page}\n--b--\n`;
  const relation = (id: string, target: string): string =>
    `<Relationship Id="${id}" Type="x/aFChunk" Target="${target}"/>`;
  const bytes = aDocx(
    `${wordParagraph('先')}<w:altChunk r:id="a"/><w:altChunk r:id="b"/><w:altChunk r:id="c"/>${wordParagraph('后')}`,
    {
      'word/_rels/document.xml.rels': `<Relationships>${relation('a', '/word/a.mht')}${relation('b', 'b.htm')}${relation('c', 'gone.htm')}</Relationships>`,
      'word/a.mht': mht,
      'word/b.htm': '<p>二</p>',
    },
  );
  expect(sketch(await readLayout(bytes))).toEqual(['先', '一', ['1'], '二', '后']);
});

test('an archive whose numbers are written long, as some libraries write all of theirs', async () => {
  const plain = zipParts({ 'word/document.xml': wordDocument(wordParagraph('一')) });
  const view = new DataView(plain.buffer);
  const end = plain.length - 22;
  const directory = view.getUint32(end + 16, true);
  const nameEnd = directory + 46 + view.getUint16(directory + 28, true);
  const extra = new DataView(new ArrayBuffer(28));
  extra.setUint16(0, 1, true);
  extra.setUint16(2, 24, true);
  for (const [i, place] of [directory + 24, directory + 20, directory + 42].entries()) {
    extra.setBigUint64(4 + 8 * i, BigInt(view.getUint32(place, true)), true);
    view.setUint32(place, 0xffffffff, true);
  }
  view.setUint16(directory + 30, 28, true);
  const bytes = new Uint8Array([
    ...plain.subarray(0, nameEnd),
    ...new Uint8Array(extra.buffer),
    ...plain.subarray(nameEnd),
  ]);
  expect(sketch(await readLayout(bytes))).toEqual(['一']);
});
