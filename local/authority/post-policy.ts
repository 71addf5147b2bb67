/**
 * The policy of a form that a browser posts: Amazon S3 API Reference, "Creating a POST Policy". Every field that the form has
 * must be allowed by a condition, and every condition must hold.
 */
import * as z from 'zod';
import { deny, Refusal } from './refusal.ts';

type Condition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly kind: 'size'; readonly least: number; readonly most: number };

const fieldName = z
  .string()
  .startsWith('$')
  .transform((name) => name.slice(1).toLowerCase());
const conditionSchema: z.ZodType<Condition[]> = z.union([
  z
    .tuple([z.enum(['eq', 'starts-with']), fieldName, z.string()])
    .transform(([kind, field, value]) => [{ kind, field, value }]),
  z
    .tuple([z.literal('content-length-range'), z.coerce.number().int(), z.coerce.number().int()])
    .transform(([, least, most]) => [{ kind: 'size' as const, least, most }]),
  z.record(z.string(), z.string()).transform((fields) =>
    Object.entries(fields).map(([name, value]) => ({
      kind: 'eq' as const,
      field: name.toLowerCase(),
      value,
    })),
  ),
]);
const policySchema = z.object({ expiration: z.iso.datetime(), conditions: z.array(conditionSchema) });

interface PostPolicy {
  readonly expiresAtEpochMs: number;
  readonly conditions: readonly Condition[];
}

/** `text`: base64, as it is signed. */
export function readPostPolicy(text: string): PostPolicy {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text, 'base64').toString());
  } catch {
    throw new Refusal('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  }
  const parsed = policySchema.safeParse(json);
  if (!parsed.success)
    throw new Refusal('InvalidPolicyDocument', 'Invalid Policy: expiration and conditions are needed.');
  const { expiration, conditions } = parsed.data;
  return { expiresAtEpochMs: Date.parse(expiration), conditions: conditions.flat() };
}

/** Fields that need no condition. */
const FREE = /^(x-amz-signature|policy|file|x-ignore-.*)$/;

interface Posted {
  /** By their names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** The one in the address, which may be a field, too. */
  readonly bucket: string;
  readonly sizeBytes: number;
  readonly nowEpochMs: number;
}

export function checkPostPolicy(
  { expiresAtEpochMs, conditions }: PostPolicy,
  { fields, bucket, sizeBytes, nowEpochMs }: Posted,
): void {
  if (nowEpochMs >= expiresAtEpochMs) throw deny('Invalid according to Policy: Policy expired.');
  if ((fields.get('bucket') ?? bucket) !== bucket) throw deny('The form names another bucket.');
  const allowed = new Set<string>();
  for (const condition of conditions) {
    if (condition.kind === 'size') {
      checkSize(sizeBytes, condition.least, condition.most);
      continue;
    }
    const { kind, field, value } = condition;
    const stated = field === 'bucket' ? bucket : (fields.get(field) ?? '');
    if (kind === 'eq' ? stated !== value : !stated.startsWith(value))
      throw deny(
        `Invalid according to Policy: Policy Condition failed: ${JSON.stringify([kind, `$${field}`, value])}`,
      );
    allowed.add(field);
  }
  const extra = [...fields.keys()].filter((name) => !FREE.test(name) && !allowed.has(name));
  if (extra.length > 0) throw deny(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`);
}

function checkSize(sizeBytes: number, least: number, most: number): void {
  if (sizeBytes > most)
    throw new Refusal('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      ProposedSize: sizeBytes,
      MaxSizeAllowed: most,
    });
  if (sizeBytes < least)
    throw new Refusal('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: sizeBytes,
      MinSizeAllowed: least,
    });
}
