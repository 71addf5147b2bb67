/** What a QR code in a PNG says, read by a decoder that had no part in drawing it. */
import { inflateSync } from 'node:zlib';
import { decodeQR } from 'qr/decode.js';

/** PNGs of one bit a pixel without filters, as ours are. */
export function readQrPng(png: Uint8Array): string {
  const bytes = Buffer.from(png);
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const lines = inflateSync(chunkOf(bytes, 'IDAT'));
  const stride = 1 + Math.ceil(width / 8);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isWhite = (lines[y * stride + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1;
      data.fill(isWhite * 255, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return decodeQR({ width, height, data });
}

function chunkOf(bytes: Buffer, type: string): Buffer {
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === type)
      return bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
  throw new Error(`no chunk ${type}`);
}
