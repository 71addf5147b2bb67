/** A QR code as a PNG of one bit a pixel: what every program that opens Word files draws. */
import { crc32, deflateSync } from 'node:zlib';
import { encodeQR } from 'qr';

/** Pixels to a module: sharp on paper at the size that it is printed. */
const SCALE = 8;
/** What the standard leaves blank around it, in modules. */
const QUIET = 4;

export function drawQrPng(text: string): Uint8Array {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET, scale: SCALE });
  const width = modules.length;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', headOf(width)),
    chunk('IDAT', deflateSync(Buffer.concat(modules.map(packLine)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Width, height, one bit of grey, and nothing out of the ordinary. */
function headOf(width: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(width, 4);
  head.writeUInt8(1, 8);
  return head;
}

/** No filter, then a bit for each pixel; 1 is white. */
function packLine(line: readonly boolean[]): Buffer {
  const packed = Buffer.alloc(1 + Math.ceil(line.length / 8));
  line.forEach((isDark, x) => {
    const at = 1 + (x >> 3);
    if (!isDark) packed[at] = (packed[at] ?? 0) | (0x80 >> (x & 7));
  });
  return packed;
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(12 + data.length);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length);
  return framed;
}
