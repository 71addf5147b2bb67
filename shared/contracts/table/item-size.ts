/**
 * How large an item is as DynamoDB counts it, and what it takes: an item of 400 kB, a transaction of 4 MB and 100 items
 * (Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats" and "Quotas"). An attribute's name counts, too.
 */
export const MAX_ITEM_BYTES = 400 * 1024;
export const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;
export const MAX_TRANSACTION_ITEMS = 100;
/** What roster and calendar say of an agency's year leaves the other half to what is filed. */
export const MAX_ENROLMENT_BYTES = MAX_ITEM_BYTES / 2;

const UTF8 = new TextEncoder();
const textBytes = (text: string): number => UTF8.encode(text).length;
/** A list or a map has 3 bytes, and 1 for each of what it holds. */
const COLLECTION_BYTES = 3;

export const itemBytes = (item: object): number =>
  Object.entries(item)
    .filter(([, value]) => value !== undefined)
    .reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value))
    return value.reduce((sum: number, one) => sum + 1 + valueBytes(one), COLLECTION_BYTES);
  if (typeof value === 'object' && value !== null)
    return (
      COLLECTION_BYTES + Object.values(value).filter((one) => one !== undefined).length + itemBytes(value)
    );
  return 1;
}

/** Two digits a byte, one more, and one of a negative number: "approximately", so that it is rounded up. */
const numberBytes = (value: number): number =>
  Math.min(21, Math.ceil(String(Math.abs(value)).replace('.', '').length / 2) + (value < 0 ? 2 : 1) + 1);
