import { expect, test } from 'vitest';
import { readClipboard } from '../../shared/readers/clipboard.ts';
import { readTextLayout, sketch } from '../support/read-layout.ts';

const sketchHtml = async (body: string): Promise<unknown> =>
  sketch(await readTextLayout(`<!doctype html><html><body>${body}</body></html>`));

test('blocks and line breaks part paragraphs, spans do not, and white space is one space', async () => {
  const body = '<div>一<p>二<span>三</span>  \n 四</p>五<br>六</div><h2> 七 </h2><pre>八\n九</pre>';
  expect(await sketchHtml(body)).toEqual(['一', '二三 四', '五', '六', '七', '八', '九']);
});

test('a line end between Chinese characters is nothing', async () => {
  expect(await sketchHtml('<p>政府\n  信息，\n公开 a\nb</p>')).toEqual(['政府信息，公开 a b']);
});

test('cells with their spans, also where nobody closed them', async () => {
  const closed =
    '<table><thead><tr><th rowspan=2>甲</th><th colspan="2">乙</th></tr></thead><tbody><tr><td><p>1</p><p>2</p></td><td>&nbsp; 0</td></tr></tbody></table>';
  expect(await sketchHtml(closed)).toEqual([
    ['甲↓2', '乙→2'],
    ['1\n2', '0'],
  ]);
  expect(await sketchHtml('<table><tr><td><p>1<td>2<tr><td>3<td><b>4</table><p>end')).toEqual([
    ['1', '2'],
    ['3', '4'],
    'end',
  ]);
});

test('a span reaches no further than the table', async () => {
  expect(
    await sketchHtml('<table><tr><td rowspan="99">a</td><td>b</td></tr><tr><td>c</td></tr></table>'),
  ).toEqual([['a↓2', 'b'], ['c']]);
});

test('what Word writes for itself is left out, its list numbers stay', async () => {
  const body =
    '<p class=MsoNormal><!--[if !supportLists]--><span lang=EN-US>一、</span><!--[endif]--><span>总</span><span>体</span><o:p></o:p></p>' +
    '<!--[if gte mso 9]><xml><w:WordDocument>no</w:WordDocument></xml><![endif]--><![if !supportEmptyParas]>&nbsp;<![endif]>';
  expect(await sketchHtml(body)).toEqual(['一、总体']);
});

test('menus, programs, looks, fields and what is hidden are left out', async () => {
  const body =
    '<nav>首页</nav><script>document.write("<p>no</p>")</script><style>p{}</style><noscript>no</noscript>' +
    '<select><option>no</option></select><p style="display: none">no</p><p hidden>no</p><ruby>中<rp>(</rp><rt>zhong</rt></ruby>';
  expect(await sketchHtml(body)).toEqual(['中']);
});

test('tables that arrange a page are read through', async () => {
  const body =
    '<table><tr><td>menu</td><td><p>text</p><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>';
  expect(await sketchHtml(body)).toEqual(['menu', 'text', ['1', '2']]);
});

test('the page says its title and its meta lines', async () => {
  const page =
    '<html><head><title> 年报 </title><meta name="PubDate" content="2020-01-31"><meta property="og:url" content="http://x.example/"></head><p>a</p></html>';
  const { meta } = await readTextLayout(page);
  expect(meta).toEqual({ title: '年报', PubDate: '2020-01-31', 'og:url': 'http://x.example/' });
});

test('paragraphs at pixels become lines by their place', async () => {
  const at = (left: number, top: number, text: string): string =>
    `<p style="position:absolute;top:${top}px;left:${left}px;white-space:nowrap" class="ft0">${text}</p>`;
  const page =
    '<style>.ft0{font-size:20px;}</style><div>' +
    at(100, 200, '规章') +
    at(300, 203, '13') +
    at(100, 100, '2023') +
    at(141, 102, '年') +
    at(100, 240, 'a<br/>b') +
    '</div>';
  expect(await sketchHtml(page)).toEqual(['2023年', '规章\t13', 'a', 'b']);
});

test('a figure of a row at pixels stands apart from its label, however near', async () => {
  const at = (left: number, text: string): string =>
    `<p style="position:absolute;top:100px;left:${left}px">${text}</p>`;
  expect(
    await sketchHtml(at(100, '明确') + at(132, '1') + at(200, '0') + at(250, '1') + at(300, '0')),
  ).toEqual(['明确 1\t0\t1\t0']);
});

test('a page within JSON, also escaped once more', async () => {
  const page = '<p>一</p><table><tr><td>1</td></tr></table>';
  const plain = await readTextLayout(JSON.stringify({ title: '年报', content: page }));
  expect(sketch(plain)).toEqual(['一', ['1']]);
  expect(plain.meta?.['title']).toBe('年报');
  const escaped = page.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  expect(sketch(await readTextLayout(JSON.stringify([{ body: escaped }])))).toEqual(['一', ['1']]);
});

test('a page saved in one file', async () => {
  const quoted = [...new TextEncoder().encode('<p>一</p>')]
    .map((byte) => `=${byte.toString(16).toUpperCase()}`)
    .join('');
  const mht =
    'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----=_x"\r\n\r\n' +
    `------=_x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quoted.slice(0, 12)}=\r\n${quoted.slice(12)}\r\n` +
    '------=_x\r\nContent-Type: text/css\r\n\r\np{}\r\n------=_x--\r\n';
  expect(sketch(await readTextLayout(mht))).toEqual(['一']);
});

test('Markdown keeps its lines around a table in HTML', async () => {
  const text = '一、总体情况\n第二行\n\n<table><tr><td>1\n</td></tr></table>\n三\n四';
  expect(sketch(await readTextLayout(text))).toEqual(['一、总体情况', '第二行', ['1'], '三', '四']);
});

test('the clipboard: its page where it has one, else its text', async () => {
  const fragment =
    '<html><body><!--StartFragment--><table><tr><td>1</td></tr></table><!--EndFragment--></body></html>';
  const pasted = await readClipboard({ html: fragment, text: '1' });
  expect(pasted.kind === 'layout' && sketch(pasted.layout)).toEqual([['1']]);
  const plain = await readClipboard({ html: '<meta charset="utf-8">', text: '一\n二' });
  expect(plain.kind === 'layout' && sketch(plain.layout)).toEqual(['一', '二']);
  expect(await readClipboard({})).toMatchObject({ kind: 'refused', refusal: 'empty' });
  expect(await readClipboard({ text: '{"edition":"2021"}' })).toMatchObject({ kind: 'document' });
});

test('what was deleted is left out; what is struck out, or stands above the line, is doubted', async () => {
  const body =
    '<table><tr><td><del>99</del>1</td><td><s>9</s>2</td><td><span style="text-decoration: line-through">3</span></td><td>4<sup>5</sup></td><td>6<sup> </sup></td></tr></table>';
  expect(await sketchHtml(body)).toEqual([['1', '92?revision', '3?revision', '45?revision', '6']]);
});

test('a field is doubted: a saved page does not know what was typed into it', async () => {
  const body =
    '<table><tr><td>甲</td><td><input value="13"></td><td><input type="number"></td><td><input type="hidden" value="9"></td><td><textarea>7</textarea></td></tr></table><input value="">';
  expect(await sketchHtml(body)).toEqual([['甲', '13?revision', '?revision', '', '7']]);
});

test.each([
  [
    'a page that draws its article by script',
    '<html><title>年报</title><body><div id=a></div><script>var b = "no", c = "PAGE"; draw(c);</script></body></html>',
  ],
  ['a program', 'callback({ "content": "PAGE" })'],
])('%s', async (_, around) => {
  const page =
    '<p class=\\"x\\">一</p>\\n\\u003ctable>\\u003ctr>\\u003ctd>1\\u003c/td>\\u003c/tr>\\u003c/table>';
  expect(sketch(await readTextLayout(around.replace('PAGE', page)))).toEqual(['一', ['1']]);
});

test('a page that begins with a remark is a page', async () => {
  expect(
    sketch(
      await readTextLayout('<!-- saved from url=(0014)about:internet -->\n<html><p>一</p><p>二</p></html>'),
    ),
  ).toEqual(['一', '二']);
});

test('a cell with a picture alone is not blank; a picture outside of cells, or of one dot, is nothing', async () => {
  const page = (cell: string): string =>
    `<html><body><p>a</p><p><img src="x.png"></p><table><tr><td>行政许可</td><td>${cell}</td></tr></table></body></html>`;
  expect(sketch(await readTextLayout(page('<img src="x.png">')))).toEqual(['a', ['行政许可', '\ufffc']]);
  expect(sketch(await readTextLayout(page('<img src="x.gif" width="1">')))).toEqual(['a', ['行政许可', '']]);
});
