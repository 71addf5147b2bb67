/**
 * The names of a province's regions and agencies as a search reads them: packed with brotli, some 15 bytes an agency, in as
 * many items as they take. One item, the head, says which version each province has; a reader that has it reads nothing else.
 */
import * as z from 'zod/mini';
import { createCodec } from './codec.ts';
import { PACKED_NAMES_HEAD } from './keys.ts';

/** Of a province. */
export interface PackedVersion {
  readonly version: string;
  readonly parts: number;
}
export interface PackedHead {
  readonly revision: number;
  /** By the province's code; the nation's own agencies under the nation's. */
  readonly provinces: Readonly<Record<string, PackedVersion>>;
}

const headSchema = z.looseObject({
  revision: z.number(),
  provinces: z.record(z.string(), z.object({ version: z.string(), parts: z.number() })),
});
export const packedHeadCodec = createCodec<PackedHead, PackedHead>({
  schema: headSchema,
  decode: (stored) => stored,
  encode: (head) => ({ ...PACKED_NAMES_HEAD, ...head }),
});

export interface PackedPart {
  readonly version: string;
  /** How many parts this version has. */
  readonly parts: number;
  readonly bytes: Uint8Array;
}
export const packedPartCodec = createCodec<PackedPart, PackedPart>({
  schema: z.looseObject({ version: z.string(), parts: z.number(), bytes: z.instanceof(Uint8Array) }),
  decode: (stored) => stored,
  encode: () => {
    throw new TypeError('parts are written by packNames');
  },
});
