/** Bytes as letters and digits that are read aloud and typed (RFC 4648, without padding): five bits to a sign. */
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function writeBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += SIGNS[(held >> (bits - 5)) & 31]!;
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + SIGNS[(held << (5 - bits)) & 31]! : text;
}
