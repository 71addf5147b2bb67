/** The checksums that a client may state for an object, in a header or behind its chunks. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

interface RunningChecksum {
  update(bytes: Buffer): void;
  /** As S3 states it. */
  digest(): string;
}

const fromHash = (algorithm: string) => (): RunningChecksum => {
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('base64') };
};

function startCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    digest: () => inBase64([value]),
  };
}

/** A checksum of 64 bits in two halves, of 32 bits with the upper half left 0. Polynomials are bit-reversed. */
function startCrc(table: Uint32Array, words: 1 | 2): RunningChecksum {
  let high = words === 2 ? 0xffff_ffff : 0;
  let low = 0xffff_ffff;
  return {
    update(bytes) {
      for (const byte of bytes) {
        const at = 2 * ((low ^ byte) & 0xff);
        low = ((low >>> 8) | (high << 24)) ^ (table[at + 1] ?? 0);
        high = (high >>> 8) ^ (table[at] ?? 0);
      }
    },
    digest: () => inBase64(words === 2 ? [~high >>> 0, ~low >>> 0] : [~low >>> 0]),
  };
}

function makeTable(polynomialHigh: number, polynomialLow: number): Uint32Array {
  const table = new Uint32Array(512);
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) {
        low ^= polynomialLow;
        high ^= polynomialHigh;
      }
    }
    table[2 * byte] = high;
    table[2 * byte + 1] = low;
  }
  return table;
}

function inBase64(words: readonly number[]): string {
  const bytes = Buffer.alloc(4 * words.length);
  words.forEach((word, index) => bytes.writeUInt32BE(word >>> 0, 4 * index));
  return bytes.toString('base64');
}

const CRC32C = makeTable(0, 0x82f6_3b78);
const CRC64NVME = makeTable(0x9a6c_9329, 0xac4b_c9b5);

/** By the header that states it. */
export const CHECKSUMS: Readonly<Record<string, () => RunningChecksum>> = {
  'x-amz-checksum-sha256': fromHash('sha256'),
  'x-amz-checksum-sha1': fromHash('sha1'),
  'x-amz-checksum-crc32': startCrc32,
  'x-amz-checksum-crc32c': () => startCrc(CRC32C, 1),
  'x-amz-checksum-crc64nvme': () => startCrc(CRC64NVME, 2),
  'content-md5': fromHash('md5'),
};
