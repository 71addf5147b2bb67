/**
 * The size of an item as DynamoDB counts it, in bytes.
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats".
 */
const utf8 = new TextEncoder();
/** Of a list or map, and of each of its elements. */
const COLLECTION_BYTES = 3;
const ELEMENT_BYTES = 1;

export function itemBytes(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + lengthOf(name) + valueBytes(value), 0);
}

const lengthOf = (text: string): number => utf8.encode(text).length;

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return lengthOf(value);
  if (typeof value === 'number') return numberBytes(value);
  if (Array.isArray(value))
    return value.reduce<number>(
      (sum, element) => sum + ELEMENT_BYTES + valueBytes(element),
      COLLECTION_BYTES,
    );
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).reduce(
      (sum, [name, element]) => sum + ELEMENT_BYTES + lengthOf(name) + valueBytes(element),
      COLLECTION_BYTES,
    );
  return 1;
}

/** A byte for two significant digits, and one more. */
function numberBytes(value: number): number {
  const digits = String(Math.abs(value))
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
}
