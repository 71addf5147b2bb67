/**
 * The files of an export, one system in a folder: `items.jsonl` (the table's items in DynamoDB's own JSON), `objects.jsonl` (every
 * version in the bucket), `objects/<sha256>` (their bytes) and, written last, `export.json`.
 */
import * as z from 'zod';

export const EXPORT_FILES = {
  manifest: 'export.json',
  items: 'items.jsonl',
  objects: 'objects.jsonl',
  bytes: 'objects',
} as const;

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.object({ lines: z.int(), sha256: sha256Schema });

/** Without it an export was broken off. */
export const exportManifestSchema = z.object({
  format: z.literal('gouji-export'),
  v: z.literal(1),
  exportedAt: z.string(),
  /** Which one the data have, where the exported system told it; what is imported without it is brought to the present one at its start. */
  form: z.int().optional(),
  items: fileSchema,
  objects: fileSchema,
});
export type ExportManifest = z.infer<typeof exportManifestSchema>;

export const exportedVersionSchema = z.object({
  key: z.string(),
  versionId: z.string(),
  /** When the store received it: a report's time of arrival. */
  receivedAt: z.iso.datetime(),
  sizeBytes: z.int(),
  etag: z.string(),
  /** Content type, `x-amz-meta-*`, … */
  headers: z.record(z.string(), z.string()),
  /** Names its bytes; none where it marks a deletion. */
  sha256: sha256Schema.optional(),
});
export type ExportedVersion = z.infer<typeof exportedVersionSchema>;

/** Bytes in base64, as DynamoDB's JSON has them. */
export const toItemLine = (item: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(item, writeBytes);

/** A Buffer has written itself otherwise before its value comes here; whose it is still has it. */
function writeBytes(this: Readonly<Record<string, unknown>>, name: string, value: unknown): unknown {
  const held = this[name];
  return held instanceof Uint8Array ? Buffer.from(held).toString('base64') : value;
}
