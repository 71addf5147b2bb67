import { expect, test } from 'vitest';
import { NODE_PARTS } from '../../cli/reader-parts.ts';
import { readFile } from '../../shared/readers/read-file.ts';
import { readLayout, readTextLayout, sketch } from '../support/read-layout.ts';

const LINES = '一、总体情况\r\n本年新收 13 件\n\n二、结果';
const READ = ['一、总体情况', '本年新收 13 件', '二、结果'];

/** As a program for GBK writes it: made from the decoder, which is there. */
function encodeGbk(text: string): Uint8Array {
  const codes = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = new TextDecoder('gbk').decode(Uint8Array.of(lead, trail));
      if (character.length === 1) codes.set(character, [lead, trail]);
    }
  }
  return Uint8Array.from(
    Array.from(text).flatMap((character) => codes.get(character) ?? [character.charCodeAt(0)]),
  );
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !bigEndian);
  return new Uint8Array(view.buffer);
};

test.each([
  ['UTF-8', utf8(LINES)],
  ['UTF-8 with its mark', utf8(`\ufeff${LINES}`)],
  ['GB18030', encodeGbk(LINES)],
  ['UTF-16, little end first', utf16(`\ufeff${LINES}`, false)],
  ['UTF-16, big end first', utf16(`\ufeff${LINES}`, true)],
  ['UTF-16 without its mark', utf16(LINES, false)],
])('%s', async (_, bytes) => {
  expect(sketch(await readLayout(bytes))).toEqual(READ);
});

test('a line says its number', async () => {
  const { blocks } = await readTextLayout(LINES);
  expect(blocks.map(({ place }) => place.line)).toEqual([1, 2, 4]);
});

test('UTF-8 that was read as GBK is read back where nothing is lost', async () => {
  const garbled = new TextDecoder('gbk').decode(utf8('一、总体情况，公开政府信息'));
  expect(garbled).toContain('涓€銆');
  expect(sketch(await readTextLayout(garbled))).toEqual(['一、总体情况，公开政府信息']);
});

test.each([
  ['UTF-8 read as GBK, with a character lost', '涓€銆佹€讳綋鎯呭喌\n鏀垮簻淇℃?鍏紑'],
  ['characters that no one could read', '一、总体\ufffd情况'],
  ['question marks for characters', `??????????\n${'?'.repeat(40)} 13 0 0`],
])('refused: %s', async (_, text) => {
  expect(await readFile(utf8(text), NODE_PARTS)).toMatchObject({ kind: 'refused', refusal: 'lossy-text' });
});

test('what Word writes around list numbers is no text', async () => {
  expect(sketch(await readTextLayout('<!--[if !supportLists]-->一、<!--[endif]-->总体'))).toEqual([
    '一、总体',
  ]);
});

test('our own documents are left as they are', async () => {
  const bytes = utf8('{"edition":"2021","year":2024}');
  expect(await readFile(bytes, NODE_PARTS)).toEqual({ kind: 'document', bytes });
});
