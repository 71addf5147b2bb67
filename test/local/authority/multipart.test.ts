import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readMultipart } from '../../../local/authority/multipart.ts';

async function asSent(fields: readonly (readonly [string, string])[], file: Uint8Array<ArrayBuffer>) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  form.append('file', new Blob([file]), '报告 "一".json');
  const response = new Response(form);
  return {
    bytes: Buffer.from(await response.arrayBuffer()),
    type: response.headers.get('content-type') ?? '',
  };
}
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\r\n--', '--', '"', 'a\r\nb', '', '\r\n\r\n', '柳北区'),
);

it('reads what a form was made of, whatever is in it', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(texts, texts), { maxLength: 5 }),
      fc.uint8Array({ maxLength: 200 }),
      async (fields, file) => {
        const { bytes, type } = await asSent(fields, Uint8Array.from(file));
        // A form's texts have the line ends of the network.
        const sent = fields.map(([name, value]) => [endLines(name), endLines(value)]);
        const read = readMultipart(bytes, type)?.map(({ name, content }) => [
          name,
          content.toString('latin1'),
        ]);
        const expected = [...sent, ['file', Buffer.from(file).toString('latin1')]];
        expect(read).toEqual(
          expected.map(([name, value], index) => [
            name,
            index < sent.length ? Buffer.from(value!).toString('latin1') : value,
          ]),
        );
      },
    ),
    { numRuns: 200 },
  ));
const endLines = (text: string) => text.replaceAll(/\r\n|\r|\n/g, '\r\n');

it('takes nothing that was cut off, or is no form', async () => {
  const { bytes, type } = await asSent([['key', 'a']], new Uint8Array([1, 2, 3]));
  const end = bytes.lastIndexOf('--');
  for (let length = 0; length < end; length++)
    expect(readMultipart(bytes.subarray(0, length), type), `${length} bytes`).toBeUndefined();
  expect(readMultipart(bytes, 'multipart/form-data')).toBeUndefined();
  expect(readMultipart(bytes, 'application/json; boundary=x')).toBeUndefined();
});
