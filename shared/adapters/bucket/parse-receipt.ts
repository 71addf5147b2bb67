/** A receipt as the bucket keeps it. */
import { receiptSchema, type Receipt } from '../../contracts/bucket/receipt.ts';
import { CorruptItemError } from '../../errors.ts';

/** Throws CorruptItemError where it is none. */
export function parseReceipt(key: string, bytes: Uint8Array): Receipt {
  const parsed = receiptSchema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new CorruptItemError(`receipt of ${key} does not fit its schema`);
  return parsed.data;
}

/** `undefined` where it is no JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
